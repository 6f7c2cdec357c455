#!/usr/bin/env bash
# kill.sh PROGRAM [KILLS] [DUMPS]: kills the daemon with SIGKILL at random moments while it works through small dumps.
# In the end there must be exactly one pair of verdict files for each dump, byte for byte what `saring classify` writes.
set -euo pipefail
program=$(readlink -f "$1")
kills=${2:-500}
dumps=${3:-2000}
cd "$(dirname "$0")/../.."
scratch=$(mktemp -d)
daemon=
finish() {
  [ -z "$daemon" ] || kill -KILL "$daemon" 2>/dev/null || true
  rm -rf "$scratch"
}
trap finish EXIT
fails=0
check() {
  local what=$1
  shift
  if "$@"; then echo "  ok    $what"; else echo "  FAIL  $what" && fails=$((fails + 1)); fi
}
in_folder() { find "$scratch/tree/$1" -mindepth 1 -maxdepth 1 "${@:2}" | wc -l; }

echo "Making $dumps dumps of 1 to 40 comments and judging them once from the command line …"
mkdir -p "$scratch/dumps" "$scratch/expected"
awk -v dumps="$dumps" -v folder="$scratch/dumps" 'BEGIN {
  srand(1)
  split("sedapnya resepi ni kak|berapa harga yang ini?|mantap bang, lanjut terus|menang lagi di ＭＡＷＡＲ７７７ wd 3 juta|" \
    "nice pic|promo gacor mawar77 daftar sekarang|terima kasih infonya|semoga cepat sembuh ya", texts, "|")
  for (d = 0; d < dumps; d++) {
    file = sprintf("%s/dump-%04d.ndjson", folder, d)
    count = 1 + int(rand() * 40)
    for (c = 0; c < count; c++)
      printf "{\"post_id\":\"p%d\",\"post_text\":\"Resepi ayam masak merah\",\"id\":\"%d-%d\",\"author\":\"akaun%d\",\"text\":\"%s %d\"}\n",
        d, d, c, int(rand() * 500), texts[1 + int(rand() * 8)], c > file
    close(file)
  }
}'
find "$scratch/dumps" -type f -print0 | sort -z \
  | xargs -0 "$program" classify --rules rules -o "$scratch/expected" 2>"$scratch/classify.log"

# Each daemon's log is a file of its own, so that its first line can be waited for.
start() {
  : >"$scratch/log"
  "$program" watch --tree "$scratch/tree" --rules rules --workers 2 --settle 100 --scan-interval 1 \
    >"$scratch/log" 2>&1 &
  daemon=$!
}

# next_dumps COUNT: drops so many more dumps, most by a rename, some by a copy under the final name.
mapfile -t waiting < <(find "$scratch/dumps" -type f -printf '%f\n' | shuf --random-source=<(yes))
dropped=0
next_dumps() {
  local name end=$(($1 + dropped))
  for (( ; dropped < end && dropped < dumps; dropped++)); do
    name=${waiting[dropped]}
    if [ $((dropped % 10)) = 0 ]; then
      cp "$scratch/dumps/$name" "$scratch/tree/inbox/$name"
    else
      cp "$scratch/dumps/$name" "$scratch/tree/.incoming"
      mv "$scratch/tree/.incoming" "$scratch/tree/inbox/$name"
    fi
  done
}

echo "Killing the daemon $kills times …"
mkdir -p "$scratch/tree/inbox"
next_dumps $((dumps / 20))
begun=0
busy=0
for ((kill = 1; kill <= kills; kill++)); do
  start
  next_dumps $(((dumps - dropped) / (kills - kill + 1)))
  # One in four is killed while it starts, the others when it has begun to work.
  if [ $((kill % 4)) != 0 ]; then
    until [ -s "$scratch/log" ] || ! kill -0 "$daemon"; do sleep 0.01; done
  fi
  sleep "0.$(printf %03d $((RANDOM % 400)))"
  kill -KILL "$daemon"
  wait "$daemon" 2>/dev/null || true
  [ ! -d "$scratch/tree/work" ] || [ "$(in_folder work)" = 0 ] || begun=$((begun + 1))
  [ "$(in_folder inbox)" = 0 ] || busy=$((busy + 1))
  [ $((kill % 100)) != 0 ] || echo "  $kill kills, $(in_folder done) dumps done"
done
echo "  $begun kills met a dump that was being judged, $busy left dumps waiting"

echo "Letting the daemon finish …"
start
tries=1200
until [ "$(in_folder inbox)" = 0 ] && [ "$(in_folder work)" = 0 ]; do
  [ $((tries -= 1)) -gt 0 ] || break
  sleep 0.1
done
kill -TERM "$daemon"
status=0
wait "$daemon" || status=$?
daemon=

same_files() { diff -rq "$1" "$2" >"$scratch/diff" || { head -5 "$scratch/diff"; false; }; }
check "the daemon stopped cleanly" [ "$status" = 0 ]
check "$dumps verdict files and $dumps summaries, nothing else" [ "$(in_folder verdicts)" = $((2 * dumps)) ]
check "each is byte for byte what the command line writes" same_files "$scratch/expected" "$scratch/tree/verdicts"
check "done/ holds every dump, unchanged" same_files "$scratch/dumps" "$scratch/tree/done"
for folder in inbox work rejected state/attempts; do check "$folder/ is empty" [ "$(in_folder "$folder")" = 0 ]; done
[ "$fails" = 0 ] || { tail -20 "$scratch/log" && exit 1; }
echo "$kills kills, $dumps dumps: nothing lost, nothing half written, nothing twice."
