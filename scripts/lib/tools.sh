# Programs the scripts need beside Go and Node, at exact versions. Sourced after ground.sh.
#
# Debian packages are installed only when missing, as root or through sudo. Go tools are built once and kept outside
# the tree, in ${XDG_CACHE_HOME:-~/.cache}/anjian/tools.

tools=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/anjian/tools

# name → module@version. MinIO's server is archived upstream; this is its last version, used only as a test peer.
declare -A tool_source=(
  [minio]=github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c
  [versitygw]=github.com/versity/versitygw/cmd/versitygw@v1.8.0
  [staticcheck]=honnef.co/go/tools/cmd/staticcheck@v0.7.0
  [govulncheck]=golang.org/x/vuln/cmd/govulncheck@v1.1.4
)

# tool NAME: prints the path of a built tool.
tool() { printf '%s/%s-%s\n' "$tools" "$1" "${tool_source[$1]##*@}"; }

# build_tool NAME: builds it unless it is there. Two scripts at once build it once.
build_tool() {
  local name=$1 source=${tool_source[$1]} path
  path=$(tool "$name")
  [ -x "$path" ] && return
  mkdir -p "$tools"
  (
    flock 9
    [ -x "$path" ] && exit 0
    say "building $name ($source), once; it is kept in $tools"
    build=$(mktemp -d "$tools/.build.XXXXXX")
    trap 'rm -rf "$build"' EXIT
    cd "$build"
    GOBIN=$build GOFLAGS=-buildvcs=false go install "$source" 2>"$build/log" || {
      tail -n 15 "$build/log" >&2
      exit 1
    }
    mv "$build/$name" "$path"
  ) 9>"$tools/.$name.lock"
}

# package → how to see that it is there. The -core packages bring MariaDB's programs without starting a system service.
declare -A package_shows=(
  [chromium]='command -v chromium'
  [firefox-esr]='command -v firefox-esr'
  [fonts-noto-cjk]='fc-list :lang=zh | grep -q .'
  [fontconfig]='command -v fc-list'
  [gir1.2-webkit2-4.1]='ls /usr/lib/*/girepository-1.0/WebKit2-4.1.typelib'
  [mariadb-server-core]='command -v mariadbd && command -v mariadb-install-db'
  [mariadb-client-core]='command -v mariadb'
  [openssl]='command -v openssl'
  [poppler-utils]='command -v pdftotext && command -v pdftoppm && command -v pdfsig'
  [python3-gi]='/usr/bin/python3 -c "import gi"'
  [webkit2gtk-driver]='command -v WebKitWebDriver'
  [xvfb]='command -v Xvfb'
)

# install_packages NAME…: installs what is missing, or says what to install.
install_packages() {
  local missing=() name as=()
  PATH=$PATH:/usr/sbin:/sbin
  for name in "$@"; do
    eval "${package_shows[$name]}" >/dev/null 2>&1 || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return
  command -v apt-get >/dev/null || die "install these first (Debian names): ${missing[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || die "these packages are missing and there is neither root nor sudo without a password; run: apt-get install ${missing[*]}"
    as=(sudo -n)
  fi
  say "installing ${missing[*]}"
  "${as[@]}" apt-get update -qq || say "apt-get update failed; trying with the package lists as they are"
  "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 ||
    die "could not install ${missing[*]}"
}
