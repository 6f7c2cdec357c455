#!/usr/bin/env bash
# faults.sh PROGRAM [--quick]: lets the system fail under the daemon in every way the inbox promises to stand, and checks
# that no dump is lost, no verdict is half written or written twice, and that it goes on alone. --quick: a selection that
# needs neither root nor more than a minute.
set -euo pipefail
program=$(readlink -f "$1")
quick=$([ "${2:-}" = --quick ] && echo yes || true)
cd "$(dirname "$0")/../.."
. Tests/Scripts/harness.sh
make_shim
make_dumps 9
at=$tree/

# A fault that stays until it is taken away: the daemon says so, lives, and goes on when it is gone.
lasting() {
  local fault=$1
  new_tree
  rm -f "$scratch/switch"
  FAULTS=$fault FAULTS_SWITCH=$scratch/switch start
  until_true 20 log_holds watching || true
  touch "$scratch/switch"
  drop_all
  check "$fault: says what it waits for" until_true 20 log_holds 'again in'
  check "$fault: lives" lives
  rm "$scratch/switch"
  check "$fault gone: goes on alone" until_true 90 quiet_now
  stop
  check "$fault: stops cleanly" [ "$status" = 0 ]
  check "$fault: nothing lost, nothing twice" all_well
}

# A fault that is there when the daemon starts: it waits, instead of ending for good.
at_start() {
  local fault=$1
  new_tree
  drop_all
  touch "$scratch/switch"
  FAULTS=$fault FAULTS_SWITCH=$scratch/switch start
  check "$fault at the start: says what it waits for" until_true 20 log_holds 'starting again in'
  rm "$scratch/switch"
  check "$fault gone: starts alone" until_true 90 quiet_now
  stop
  check "$fault at the start: nothing lost, nothing twice" all_well
}

# A fault that comes and goes.
passing() {
  local fault=$1
  new_tree
  drop_all
  FAULTS=$fault start
  check "$fault: everything is judged" until_true 180 quiet_now
  stop
  check "$fault: nothing lost, nothing twice" all_well
}

echo "Faults that stay until they are taken away …"
lasting_faults="write:${at}verdicts/:1:ENOSPC fsync:${at}verdicts:1:EIO pread:${at}work/:1:EIO open:${at}:1:EMFILE rename:${at}done/:1:EROFS"
[ -n "$quick" ] || lasting_faults+=" write:${at}verdicts/:1:EDQUOT write:${at}verdicts/:1:EIO
  open:${at}verdicts/:1:EACCES open:${at}verdicts/:1:ENOSPC open:${at}:1:ENFILE open:${at}work/:1:ENOMEM
  read:${at}work/:1:EIO rename:${at}work/:1:EIO rename:${at}verdicts/:1:ENOSPC symlink:${at}state/:1:ENOSPC
  symlink:${at}state/:1:EDQUOT readlink:${at}state/:1:EIO fsync:${at}state/:1:EIO fsync:${at}done:1:EIO fsync:${at}work:1:EIO"
for fault in $lasting_faults; do lasting "$fault"; done

# The report on a dump that is no dump.
new_tree
touch "$scratch/switch"
FAULTS=write:${at}rejected/:1:ENOSPC FAULTS_SWITCH=$scratch/switch start
until_true 20 log_holds watching || true
printf 'this is no dump' >"$scratch/noise"
drop "$scratch/noise"
check "no room for a report: says what it waits for" until_true 20 log_holds 'trying again in'
check "no room for a report: the dump stays in work/" [ -f "$tree/work/noise" ]
check "no room for a report: nothing is half written" is_empty rejected
rm "$scratch/switch"
check "room for a report: goes on alone" until_true 90 quiet_now
stop
check "room for a report: the dump lies beside it" \
  [ "$(ls "$tree/rejected" | tr '\n' ' ')" = "noise noise.error.json " ]

at_start "open:${at}:1:ENOSPC"
[ -n "$quick" ] || for fault in "open:${at}:1:EMFILE" "fsync:${at}:1:EIO" "rename:${at}:1:EROFS" "symlink:${at}:1:EDQUOT"; do
  at_start "$fault"
done

echo "Faults that come and go …"
passing_faults="write:$at:1:short pread:$at:2:EINTR read:$at:1:short fsync:$at:11:EIO"
[ -n "$quick" ] || passing_faults+=" write:$at:2:EINTR write:$at:11:EIO read:$at:2:EINTR read:$at:5:EIO pread:$at:3:short
  pread:$at:~13:EIO open:$at:~41:EMFILE rename:$at:11:EIO symlink:$at:7:ENOSPC fsync:$at:2:EINTR unlink:$at:~31:EIO
  clock::1:back"
for fault in $passing_faults; do passing "$fault"; done

# Killed at the k-th call of a kind, before or behind it, then started again without faults.
killed_at() {
  local fault=$1
  new_tree
  cp "$scratch/dumps/dump-00000.ndjson" "$scratch/dumps/dump-00001.csv" "$tree/inbox"
  printf 'this is no dump' >"$tree/inbox/noise"
  FAULTS=$fault start --settle 0
  until_true 20 quiet_now || true
  if lives; then stop; else ended; fi
  [ "$status" != 0 ] || return 1
  start --settle 0
  # Where there is nothing left to do it must have begun to listen to signals, too.
  until_true 60 log_holds watching || true
  until_true 60 quiet_now || true
  stop
  [ "$status" = 0 ] && [ "$(ls "$tree/done" | tr '\n' ' ')" = "dump-00000.ndjson dump-00001.csv " ] \
    && [ "$(ls "$tree/rejected" | tr '\n' ' ')" = "noise noise.error.json " ] && [ "$(in_folder verdicts)" = 4 ] \
    && is_empty state/attempts && [ -z "$(find "$tree" -name '.saring-*')" ] \
    && for file in "$tree"/verdicts/*; do cmp -s "$file" "$scratch/expected/$(basename "$file")" || return 2; done \
    || return 2
}
echo "Killed at the k-th call …"
calls="open write fsync rename symlink unlink mkdir readlink lock"
[ -z "$quick" ] || calls="write fsync rename symlink unlink"
for call in $calls; do
  for how in KILL KILLAFTER; do
    kills=0
    lost=
    for ((k = 1; k < 400; k += step)); do
      # Every call there is; the quick selection takes one call of each kind that comes after the start.
      step=1
      [ -z "$quick" ] || { step=400; k=3; }
      result=0
      killed_at "$call:$at:=$k:$how" || result=$?
      [ "$result" != 1 ] || break
      kills=$((kills + 1))
      [ "$result" = 0 ] || lost="$lost $k"
    done
    check "$call, $how: $kills kills${lost:+; not recovered from call$lost}" [ -z "$lost" -a "$kills" -gt 0 ]
  done
done

echo "A dump that crashes the daemon …"
poison() {
  local dumps=$1 starts=0
  new_tree
  for ((p = 0; p < dumps; p++)); do
    { cat "$scratch/dumps/dump-00000.ndjson"; echo "{\"text\":\"racun $p\"}"; } >"$scratch/poison"
    drop "$scratch/poison" "poison-$p.ndjson"
  done
  drop "$scratch/dumps/dump-00001.csv"
  while [ $((starts += 1)) -le $((3 * dumps + 2)) ]; do
    FAULTS=pread:poison:1:SEGV start
    until_true 90 quiet_now || true
    lives || { ended; continue; }
    stop
    break
  done
  check "$dumps of them: $((3 * dumps)) crashes, not more" [ "$starts" = $((3 * dumps + 1)) ]
  check "$dumps of them: each is set aside with the reason" \
    [ "$(grep -l '"code":"crash"' "$tree"/rejected/*.error.json | wc -l)" = "$dumps" ]
  check "$dumps of them: the other dump is judged" test -f "$tree/done/dump-00001.csv"
}
poison 1
[ -n "$quick" ] || poison 3

echo "A dump on a bad spot of the disk …"
for call in pread open stat; do
  new_tree
  rm -f "$scratch/switch"
  FAULTS=$call:$([ "$call" = stat ] && echo work/)dump-00000:1:EIO FAULTS_SWITCH=$scratch/switch start
  until_true 20 log_holds watching || true
  touch "$scratch/switch"
  drop "$scratch/dumps/dump-00000.ndjson"
  check "$call: it is held back" until_true 20 log_holds 'others go first'
  for file in "$scratch"/dumps/*; do [ "$(basename "$file")" = dump-00000.ndjson ] || drop "$file"; done
  check "$call: the others do not wait for it" until_true 5 [ -f "$tree/done/dump-00008.ndjson" ]
  rm "$scratch/switch"
  check "$call: it is judged when it can be read" until_true 90 quiet_now
  stop
  check "$call: nothing lost, nothing twice" all_well
done

[ -n "$quick" ] || . Tests/Scripts/faults-slow.sh
conclude
