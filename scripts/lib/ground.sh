# What every script stands on: the root of the project, words for people, cleaning up. Sourced, not run.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
root=$PWD

say() { printf '%s\n' "$*" >&2; }
die() {
  say "${0##*/}: $*"
  exit 1
}

# The comment at the top of a script is its manual.
manual() { awk 'NR == 1 { next } /^#/ { sub(/^# ?/, ""); print; next } { exit }' "$0"; }

# later COMMAND…: run it when the script ends, however it ends; the last said comes first.
laters=()
later() { laters+=("$(printf '%q ' "$@")"); }
tidy_up() {
  local status=$? i
  trap - EXIT
  trap '' INT TERM HUP
  set +e
  for ((i = ${#laters[@]} - 1; i >= 0; i--)); do eval "${laters[i]}"; done
  exit "$status"
}
trap tidy_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# A folder that is gone when the script ends.
scratch=
make_scratch() {
  [ -n "$scratch" ] && return
  scratch=$(mktemp -d "${TMPDIR:-/tmp}/anjian.XXXXXX")
  later rm -rf "$scratch"
}

# stop PID SECONDS: ask, wait, insist. A negative PID is a process group.
stop() {
  kill -TERM -- "$1" 2>/dev/null || return 0
  local i
  for ((i = 0; i < $2 * 10; i++)); do
    kill -0 -- "$1" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL -- "$1" 2>/dev/null
  return 0
}

# attend COMMAND…: runs it in a process group of its own and waits in a way that a signal to this script ends at once;
# the whole group is then stopped with it. A failure in the command's middle counts as its failure.
attended=
attend() {
  local status=0
  set -m
  (
    set +m
    trap - EXIT
    set -e
    "$@"
  ) </dev/null &
  attended=$!
  set +m
  wait "$attended" || status=$?
  attended=
  return "$status"
}
stop_attended() { if [ -n "$attended" ]; then stop "-$attended" 25; fi; }
later stop_attended

need_go_and_node() {
  command -v go >/dev/null || die "Go is missing. Install it from https://go.dev/dl/ (go.mod names the version) and put its bin folder on PATH."
  command -v node >/dev/null && command -v npm >/dev/null || die "Node.js with npm is missing (20.19 or later). Install it from https://nodejs.org/ or your system's packages."
}

# A loopback port nobody listens on now.
free_port() {
  node -e 'const s = require("net").createServer(); s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'
}

# wait_http URL SECONDS PID: until URL answers below 500, the process is gone or the time is over.
wait_http() {
  node -e '
    const [url, seconds, pid] = process.argv.slice(1)
    const end = Date.now() + seconds * 1000
    const alive = () => { try { process.kill(+pid, 0); return true } catch { return false } }
    const ask = async () => {
      try { if ((await fetch(url, { signal: AbortSignal.timeout(2000) })).status < 500) process.exit(0) } catch {}
      if (Date.now() > end || !alive()) process.exit(1)
      setTimeout(ask, 100)
    }
    ask()' "$1" "$2" "$3"
}

# sum_of FILE…: one sum over names and contents, for "has anything changed".
sum_of() { sha256sum "$@" 2>/dev/null | sha256sum | cut -d' ' -f1; }
