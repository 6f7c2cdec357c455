#!/usr/bin/env bash
# powercut.sh PROGRAM: cuts the power while the daemon works, on an ext4 of its own on a loop device: the device's file is
# copied, so what the file system had not written yet is missing from the copy; the copy is repaired, mounted, and the
# daemon goes on there. Then the same with a daemon whose fsync does nothing, to show that the test would notice.
# Needs root that may mount.
set -euo pipefail
program=$(readlink -f "$1")
cd "$(dirname "$0")/../.."
[ "$(id -u)" = 0 ] && losetup -f >/dev/null 2>&1 || { echo "LEFT OUT: a power cut needs root and loop devices"; exit 0; }
. Tests/Scripts/harness.sh
make_shim
make_dumps 400 40
mkdir -p "$scratch/mounts/live" "$scratch/mounts/after"

some_done() { [ "$(in_folder done)" -gt 0 ]; }
# cut_power SECONDS: sets `broken` to the number of dumps that are in done/ after the cut without their whole verdicts, and
# `missing` to those that are nowhere.
cut_power() {
  truncate -s 64M "$scratch/image"
  mkfs.ext4 -q -F "$scratch/image"
  mount -o loop,commit=1,noauto_da_alloc "$scratch/image" "$scratch/mounts/live"
  tree=$scratch/mounts/live/tree
  mkdir -p "$tree/inbox"
  cp "$scratch"/dumps/* "$tree/inbox"
  sync -f "$tree"
  start --settle 0 --workers 2
  until_true 30 some_done || true
  sleep "$1"
  kill -STOP "$daemon"
  cp --sparse=always "$scratch/image" "$scratch/cut"
  kill -KILL "$daemon"
  ended
  umount "$scratch/mounts/live"
  e2fsck -fy "$scratch/cut" >/dev/null 2>&1 || true
  mount -o loop "$scratch/cut" "$scratch/mounts/after"
  tree=$scratch/mounts/after/tree
  moved=$(in_folder done)
  broken=0
  missing=0
  local file name
  for file in "$scratch"/dumps/*; do
    name=$(basename "$file")
    if [ -e "$tree/done/$name" ]; then
      cmp -s "$file" "$tree/done/$name" \
        && cmp -s "$scratch/expected/$name.verdicts.ndjson" "$tree/verdicts/$name.verdicts.ndjson" \
        && cmp -s "$scratch/expected/$name.summary.json" "$tree/verdicts/$name.summary.json" || broken=$((broken + 1))
    elif ! cmp -s "$file" "$tree/inbox/$name" && ! cmp -s "$file" "$tree/work/$name"; then
      missing=$((missing + 1))
    fi
  done
}

for pause in 0 0.1 0.25 0.4 0.7 1; do
  cut_power "$pause"
  check "cut after $pause s, $moved dumps done: all of them whole, none missing" [ "$broken$missing" = 00 ]
  start --settle 0
  until_true 60 quiet_now || true
  stop
  check "… and the rest is judged afterwards" all_well
  umount "$scratch/mounts/after"
done

echo "With a daemon whose fsync does nothing:"
faults=0
# Longer than the second after which the file system saves its folders, shorter than it takes to save what is in files.
for pause in 0.4 1.2 2.5; do
  FAULTS=fsync::1:skip cut_power "$pause"
  faults=$((faults + broken + missing))
  umount "$scratch/mounts/after"
done
check "the test notices: $faults dumps broken or missing" [ "$faults" -gt 0 ]
conclude
