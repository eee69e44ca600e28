# Building the app and the server, doing only what changed. Sourced after ground.sh.

# Are the installed modules exactly those the lock file names, and does the lock file speak of this package.json?
# Compares versions, not time stamps; says what is wrong when asked to "tell".
modules_match() {
  node -e '
    const { readFileSync, existsSync } = require("fs")
    const read = (path) => JSON.parse(readFileSync(path, "utf8"))
    const wrong = []
    const manifest = read("pwa/package.json"), locked = read("pwa/package-lock.json").packages
    for (const kind of ["dependencies", "devDependencies"]) {
      for (const [name, version] of Object.entries(manifest[kind] ?? {})) {
        if (locked[""][kind]?.[name] !== version) wrong.push(`package-lock.json does not know ${name} ${version} of package.json`)
      }
    }
    const path = "pwa/node_modules/.package-lock.json"
    const installed = existsSync(path) ? read(path).packages : {}
    for (const [at, p] of Object.entries(locked)) {
      if (at !== "" && (installed[at] ? installed[at].version !== p.version : !p.optional && !p.devOptional)) {
        wrong.push(`${at} should be ${p.version} and is ${installed[at]?.version ?? "missing"}`)
      }
    }
    if (process.argv[1]) wrong.slice(0, 10).forEach((w) => console.error(w))
    process.exit(wrong.length ? 1 : 0)' "${1-}"
}

# "npm ci" would be the strict way, but it refuses a lock file that lacks other platforms' optional packages, which
# is what npm writes where the registry does not carry those. So: install by the lock without changing it, then compare.
install_modules() {
  if modules_match; then
    say "node_modules is what package-lock.json says"
    return
  fi
  say "installing the app's build tools"
  (cd pwa && npm install --no-save --prefer-offline --no-audit --no-fund --loglevel=error >&2)
  modules_match tell || die "the installed modules are not those of package-lock.json"
}

app_sum() {
  local files
  mapfile -d '' files < <(find pwa -path pwa/node_modules -prune -o -path pwa/dist -prune -o -path pwa/e2e -prune -o \
    -path pwa/test-results -prune -o -type f ! -name '*.go' ! -name '*.test.ts' ! -name '*.tsbuildinfo' -print0 | LC_ALL=C sort -z)
  sum_of "${files[@]}"
}

# build_app [always]: builds pwa/dist unless it was built from exactly these files.
build_app() {
  local sum
  sum=$(app_sum)
  if [ "${1-}" != always ] && [ -f pwa/dist/index.html ] && [ "$(cat .cache/app.sum 2>/dev/null)" = "$sum" ]; then
    say "the app is built from these sources already"
    return
  fi
  say "building the app"
  mkdir -p .cache
  rm -f .cache/app.sum
  local keep status=0
  keep=$(cat pwa/dist/.keep 2>/dev/null || true)
  (cd pwa && npm run build >&2) || status=$?
  # The server embeds pwa/dist; the placeholder keeps the folder in the repository and must survive a build.
  mkdir -p pwa/dist
  [ -f pwa/dist/.keep ] || printf '%s\n' "$keep" >pwa/dist/.keep
  [ "$status" -eq 0 ] || return "$status"
  printf '%s\n' "$sum" >.cache/app.sum
}

# The server with the app inside, at .cache/anjian. Go itself knows what changed.
build_server() {
  mkdir -p .cache
  say "building the server"
  local version
  version=$(git rev-parse --short HEAD 2>/dev/null || echo dev)
  CGO_ENABLED=0 go build -buildvcs=false -trimpath -ldflags "-X main.version=$version" -o .cache/anjian ./api || {
    rm -f .cache/anjian # an old program must not pass for this one
    return 1
  }
}
