#!/usr/bin/env bash
# kill.sh PROGRAM [KILLS] [DUMPS]: kills the daemon with SIGKILL at random moments while it works through small dumps.
# In the end there must be exactly one pair of verdict files for each dump, byte for byte what `saring classify` writes.
set -euo pipefail
program=$(readlink -f "$1")
kills=${2:-500}
dumps=${3:-2000}
cd "$(dirname "$0")/../.."
. Tests/Scripts/harness.sh
rules=rules

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
  | xargs -0 "$program" classify --rules "$rules" -o "$scratch/expected" 2>"$scratch/classify.log"

# next_dumps COUNT: drops so many more dumps, most by a rename, some by a copy under the final name.
mapfile -t waiting < <(find "$scratch/dumps" -type f -printf '%f\n' | shuf --random-source=<(yes))
dropped=0
next_dumps() {
  local name end=$(($1 + dropped))
  for (( ; dropped < end && dropped < dumps; dropped++)); do
    name=${waiting[dropped]}
    if [ $((dropped % 10)) = 0 ]; then
      cp "$scratch/dumps/$name" "$tree/inbox/$name"
    else
      drop "$scratch/dumps/$name"
    fi
  done
}

# It says that it watches once it has read its rules; a signal before that ends it at once.
begun_to_work() { until [ -s "$scratch/log" ] || ! lives; do sleep 0.01; done; }

echo "Killing the daemon $kills times …"
new_tree
next_dumps $((dumps / 20))
begun=0
busy=0
for ((kill = 1; kill <= kills; kill++)); do
  start --workers 2
  next_dumps $(((dumps - dropped) / (kills - kill + 1)))
  # One in four is killed while it starts, the others when it has begun to work.
  [ $((kill % 4)) = 0 ] || begun_to_work
  # After four attempts that did not end it waits a while; kills meanwhile would only meet a daemon at rest.
  ! log_holds 'judging begins in' || until_true 60 is_empty state/attempts || true
  # Every other kill comes soon: a small dump is judged within milliseconds.
  sleep "0.$(printf %03d $((RANDOM % (kill % 2 ? 50 : 400))))"
  kill -KILL "$daemon"
  ended
  is_empty work || begun=$((begun + 1))
  is_empty inbox || busy=$((busy + 1))
  [ $((kill % 100)) != 0 ] || echo "  $kill kills, $(in_folder done) dumps done"
done
echo "  $begun kills met a dump that was being judged, $busy left dumps waiting"

echo "Letting the daemon finish …"
start --workers 2
begun_to_work
until_true 120 quiet_now || true
stop
check "kills met dumps that were being judged: $begun" [ "$begun" -ge $((kills / 20)) ]
check "the daemon stopped cleanly" [ "$status" = 0 ]
check "$dumps verdict files and $dumps summaries, byte for byte what the command line writes, and every dump in done/" all_well
conclude
