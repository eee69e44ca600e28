# Building the app and the server, doing only what changed. Sourced after ground.sh.

# Are the modules that are installed the ones the lock file names? Compares versions, not time stamps.
modules_match() {
  [ -f pwa/node_modules/.package-lock.json ] && node -e '
    const read = (path) => JSON.parse(require("fs").readFileSync(path, "utf8")).packages
    const wanted = read("pwa/package-lock.json"), have = read("pwa/node_modules/.package-lock.json")
    const wrong = Object.entries(wanted).filter(([path, p]) => path !== "" &&
      (have[path] ? have[path].version !== p.version : !p.optional && !p.devOptional))
    process.exit(wrong.length ? 1 : 0)'
}

install_modules() {
  if modules_match; then
    say "node_modules is what package-lock.json says"
    return
  fi
  say "installing the app's build tools (npm ci)"
  (cd pwa && npm ci --prefer-offline --no-audit --no-fund --loglevel=error >&2)
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
  CGO_ENABLED=0 go build -buildvcs=false -trimpath -o .cache/anjian ./api || {
    rm -f .cache/anjian # an old program must not pass for this one
    return 1
  }
}
