#!/usr/bin/env bash
# demo.sh PROGRAM: starts the daemon on a scratch tree, drops the sample dumps in, shows the verdicts, stops the daemon.
set -euo pipefail
program=$(readlink -f "$1")
cd "$(dirname "$0")/../.."
scratch=$(mktemp -d)
daemon=
finish() {
  [ -z "$daemon" ] || kill -TERM "$daemon" 2>/dev/null || true
  rm -rf "$scratch"
}
trap finish EXIT

fail() {
  echo "demo: $1; the daemon said:" >&2
  cat "$scratch/log" >&2
  exit 1
}

# until_true SECONDS COMMAND…: waits for a command to succeed while the daemon lives.
until_true() {
  local tries=$(($1 * 20))
  shift
  until "$@"; do
    kill -0 "$daemon" 2>/dev/null || fail "the daemon has ended"
    [ $((tries -= 1)) -gt 0 ] || fail "waited too long for: $*"
    sleep 0.05
  done
}
verdicts() { [ "$(find "$scratch/tree/verdicts" -name '*.summary.json' ! -name '.*' | wc -l)" = "$1" ]; }

echo "Starting the daemon on a scratch tree …"
"$program" watch --tree "$scratch/tree" --rules rules >"$scratch/log" 2>&1 &
daemon=$!
until_true 20 test -d "$scratch/tree/inbox"

echo "Dropping the sample dumps into its inbox …"
count=0
for dump in Tests/Demo/*; do
  cp -r "$dump" "$scratch/tree/.incoming"
  mv "$scratch/tree/.incoming" "$scratch/tree/inbox/$(basename "$dump")"
  count=$((count + 1))
done
until_true 60 verdicts "$count"

echo
"$program" show "$scratch/tree/verdicts"
echo
"$program" show --worst "$scratch/tree/verdicts"
echo

kill -TERM "$daemon"
status=0
wait "$daemon" || status=$?
daemon=
[ "$status" = 0 ] || fail "the daemon ended with status $status"
[ -z "$(find "$scratch/tree/inbox" "$scratch/tree/work" -mindepth 1)" ] || fail "something was left behind"
echo "The daemon has stopped cleanly; $count dumps judged, each in done/, nothing left in the inbox."
