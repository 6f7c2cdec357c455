#!/usr/bin/env bash
# order.sh PROGRAM: reads the daemon's system calls (needs strace) and holds them to the order the inbox promises:
# a result is written under a dot-name, saved, renamed, its folder saved, and only then does the dump leave work/.
set -euo pipefail
program=$(readlink -f "$1")
cd "$(dirname "$0")/../.."
command -v strace >/dev/null || { echo "order: install strace first" >&2; exit 1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
tree=$scratch/tree
mkdir -p "$tree/inbox"
cp -r Tests/Demo/. "$tree/inbox/"
echo 'this is no dump' >"$tree/inbox/noise"
count=$(find Tests/Demo -mindepth 1 -maxdepth 1 | wc -l)

strace -f -y -s 300 -o "$scratch/trace" -e trace=openat,write,fsync,rename,renameat,renameat2 \
  "$program" watch --tree "$tree" --rules rules --settle 100 --workers 2 2>"$scratch/log" &
tracer=$!
for ((tries = 600; tries > 0; tries--)); do
  [ "$(find "$tree/done" -mindepth 1 -maxdepth 1 2>/dev/null | wc -l)" != "$count" ] || break
  sleep 0.05
done
# The tracer's only child is the daemon.
kill -TERM "$(cat "/proc/$tracer/task/$tracer/children")"
wait "$tracer" || { cat "$scratch/log" >&2; exit 1; }

awk -v tree="$tree" -v expected="$count" '
  function fault(text) { print "  " text; faults++ }
  # With several threads a call may be cut in two; the second half has the result, the first the arguments.
  / <unfinished \.\.\.>$/ { begun[$1] = $0; sub(/ *<unfinished \.\.\.>$/, "", begun[$1]); next }
  /<\.\.\. [a-z0-9]+ resumed>/ { rest = $0; sub(/^.* resumed>/, "", rest); $0 = begun[$1] rest }
  { call = $0; sub(/^[0-9]+ +/, "", call) }
  match(call, /<[^>]*>/) { subject = substr(call, RSTART + 1, RLENGTH - 2) }
  call ~ /^write\(/ { dirty[subject] = 1 }
  call ~ /^fsync\(.*= 0$/ { dirty[subject] = 0 }
  call ~ /^openat\(.*O_WRONLY/ && subject == tree "/verdicts" && call !~ /, "\.saring-/ { fault("opened for writing under its own name: " call) }
  call ~ /^renameat2?\(.*= 0$/ {
    split(call, part, /[<>"]/)   # 2: old folder, 4: old name, 6: new folder, 8: new name
    if (part[6] == tree "/verdicts") {
      published++
      if (part[4] !~ /^\.saring-/) fault("not written under a dot-name: " part[8])
      if (dirty[part[2] "/" part[4]] != 0) fault("renamed before it was saved: " part[8])
      ready[part[8]] = 1
    }
    if (part[2] == tree "/work" && part[6] == tree "/done" && part[4] != ".saring-probe") {
      moved++
      if (!((part[4] ".verdicts.ndjson") in saved && (part[4] ".summary.json") in saved))
        fault("left work/ before its verdicts and their folder were saved: " part[4])
    }
  }
  call ~ /^fsync\(.*= 0$/ && subject == tree "/verdicts" { for (name in ready) saved[name] = 1 }
  END {
    if (moved != expected) fault(moved + 0 " dumps were judged, not " expected)
    if (published != 2 * expected) fault(published + 0 " results were published, not " 2 * expected)
    print published + 0 " results of " moved + 0 " dumps published, " faults + 0 " faults of order"
    exit faults > 0
  }' "$scratch/trace"
