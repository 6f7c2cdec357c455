# faults-slow.sh: the part of faults.sh that takes minutes or root; sourced by it.

# needs_root WHAT: says what is left out.
needs_root() {
  [ "$(id -u)" = 0 ] && unshare -m true 2>/dev/null && return 0
  echo "  LEFT OUT: $1 needs root that may mount"
  return 1
}
# mounted OPTIONS: a small file system for the tree.
mounted() {
  rm -rf "$tree"
  mkdir -p "$scratch/mounts/small"
  mount -t tmpfs -o "$1" tmpfs "$scratch/mounts/small"
  tree=$scratch/mounts/small/tree
  mkdir -p "$tree/inbox"
}
unmounted() {
  umount "$scratch/mounts/small"
  tree=$scratch/tree
}

if needs_root "a file system of 1 MB that fills up"; then
  echo "A file system of 1 MB that fills up …"
  mounted size=1m
  start
  until_true 20 log_holds watching || true
  drop_all_but_room() { drop_all && head -c 2M /dev/zero >"$tree/filler" 2>/dev/null || true; }
  kill -STOP "$daemon"
  drop_all_but_room
  kill -CONT "$daemon"
  check "says that no space is left" until_true 20 log_holds 'No space left on device'
  check "lives" lives
  sleep 3
  check "nothing half written is left where others read" \
    [ -z "$(find "$tree/verdicts" -name '*.ndjson' ! -name '.*' -size 0)" ]
  rm "$tree/filler"
  check "goes on alone when there is room" until_true 90 quiet_now
  stop
  check "nothing lost, nothing twice" all_well
  unmounted

  echo "A file system that becomes read-only …"
  mounted size=20m
  start
  until_true 20 log_holds watching || true
  kill -STOP "$daemon"
  drop_all
  mount -o remount,ro "$scratch/mounts/small"
  kill -CONT "$daemon"
  check "says so" until_true 20 log_holds 'Read-only file system'
  mount -o remount,rw "$scratch/mounts/small"
  check "goes on alone when it can be written to" until_true 90 quiet_now
  stop
  check "nothing lost, nothing twice" all_well
  unmounted
fi

echo "Rules are reloaded again and again while dumps are judged …"
new_tree
start --workers 2
until_true 20 log_holds watching || true
cp "$scratch/rules/names.yaml" "$scratch/names.yaml"
for ((round = 0; round < 40; round++)); do
  sed "s/weight: 6.0/weight: $((round % 2 * 3 + 3)).0/" "$scratch/names.yaml" >"$scratch/rules/names.yaml"
  [ $((round % 5)) != 0 ] || echo 'rules: [' >"$scratch/rules/names.yaml"
  kill -HUP "$daemon"
  awk -v round="$round" 'BEGIN { for (c = 0; c < 2000; c++) printf "{\"id\":\"%d-%d\",\"text\":\"mawar77 %d\"}\n", round, c, c }' \
    >"$scratch/load"
  drop "$scratch/load" "load-$round.ndjson"
done
check "every dump is judged" until_true 180 quiet_now
cp "$scratch/names.yaml" "$scratch/rules/names.yaml"
stop
check "40 dumps are done" [ "$(in_folder done)" = 40 ]
check "the broken files were told" log_holds 'names.yaml:'
mixed=0
for file in "$tree"/verdicts/load-*.verdicts.ndjson; do
  [ "$(grep -o '"ruleset":"[^"]*"' "$file" | sort -u | wc -l)" = 1 ] || mixed=$((mixed + 1))
  [ "$(grep -o '"verdict":"[^"]*"' "$file" | sort -u | wc -l)" = 1 ] || mixed=$((mixed + 1))
done
check "each dump was judged by one set of rules" [ "$mixed" = 0 ]
check "and not all by the same one" \
  [ "$(cat "$tree"/verdicts/*.verdicts.ndjson | grep -o '"ruleset":"[^"]*"' | sort -u | wc -l)" -gt 1 ]

echo "A large dump whose first lines cannot be saved while the last are written …"
rm -rf "$scratch/dumps"
make_dumps 1 200000
# The files are larger than what may wait to be saved.
check "lines of more than 32 MiB" [ -n "$(find "$scratch/expected" -size +33M)" ]
lasting "syncfilerange:${at}verdicts:1:EIO"

echo "20,000 dumps dropped while the daemon stands still …"
many=20000
rm -rf "$tree" "$scratch/dumps"
[ -d /dev/shm ] && tree=/dev/shm/saring-$$/tree && mkdir -p "$tree/inbox" && trap 'rm -rf "/dev/shm/saring-$$"; clean_up' EXIT
make_dumps "$many" 1
start
until_true 20 log_holds watching || true
kill -STOP "$daemon"
find "$scratch/dumps" -type f -exec cp -t "$tree/inbox" {} +
check "more notices than the kernel keeps" [ $((many * 3)) -gt "$(cat /proc/sys/fs/inotify/max_queued_events)" ]
kill -CONT "$daemon"
check "all are judged" until_true 600 quiet_now
stop
check "nothing lost, nothing twice" all_well
