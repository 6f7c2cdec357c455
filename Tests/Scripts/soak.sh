#!/usr/bin/env bash
# soak.sh PROGRAM [SECONDS] [RULES]: runs the daemon for so long (default 3600) under mixed load with faults, then reports
# what was lost, doubled or leaked. In the first half it is also killed and stopped at random; in the second half one
# daemon lives through, so that memory and descriptors can be compared.
set -euo pipefail
program=$(readlink -f "$1")
seconds=${2:-3600}
own=$(readlink -f "${3:-rules}")
cd "$(dirname "$0")/../.."
. Tests/Scripts/harness.sh
make_shim
new_tree
mkdir "$scratch/made"
cp -r "$own" "$rules"
: >"$scratch/good" >"$scratch/bad" >"$scratch/twins" >"$scratch/all.log"
switch=$scratch/switch
starts=0 kills=0 stops=0 faulted=0 reloads=0 deaths=0

run() {
  [ ! -s "$scratch/log" ] || cat "$scratch/log" >>"$scratch/all.log"
  local at=$tree/
  FAULTS_SWITCH=$switch \
    FAULTS=write:$at:3:ENOSPC,fsync:$at:5:EIO,open:$at:7:EMFILE,pread:$at:9:EIO,rename:$at:11:EIO,symlink:$at:5:EDQUOT \
    start --workers 2
  starts=$((starts + 1))
}
between() { echo $(($1 + (RANDOM * 32768 + RANDOM) % ($2 - $1 + 1))); }

# make NAME COMMENTS KIND: a dump whose comments have ids that occur nowhere else.
make() {
  awk -v name="$1" -v count="$2" -v kind="$3" -v seed="$RANDOM$RANDOM" 'BEGIN {
    srand(seed)
    split("sedapnya resepi ni kak|berapa harga yang ini?|mantap bang, lanjut terus|menang lagi di ＭＡＷＡＲ７７７ wd 3 juta|" \
      "nice pic|promo gacor mawar77 daftar sekarang|terima kasih infonya|semoga cepat sembuh ya|𝗠𝗘𝗡𝗔𝗡𝗚 besar malam ini", texts, "|")
    if (kind == "csv") print "post_id,post_text,id,author,text"
    for (c = 0; c < count; c++) {
      text = texts[1 + int(rand() * 9)] " " int(rand() * 1000)
      if (kind == "csv") printf "p%d,\"Resepi, ayam\",%s-%d,akaun%d,\"%s\"\n", c / 50, name, c, rand() * 500, text
      else printf "{\"post_id\":\"p%d\",\"post_text\":\"Resepi ayam masak merah\",\"id\":\"%s-%d\",\"author\":\"akaun%d\",\"text\":\"%s\"}\n", c / 50, name, c, rand() * 500, text
    }
  }' >"$scratch/made/$1"
}
put() { mv "$scratch/made/$1" "$tree/inbox/.$1" && mv "$tree/inbox/.$1" "$tree/inbox/$1"; }
number=0
good() {
  local kind=$1 comments=$2 name
  name=d$((number += 1)).$kind
  make "$name" "$comments" "$kind"
  echo "$name $comments" >>"$scratch/good"
  if [ $((RANDOM % 10)) = 0 ]; then
    # The same content once more, under another name.
    cp "$scratch/made/$name" "$scratch/made/t$name"
    echo "t$name" >>"$scratch/twins"
    put "t$name"
    put "$name"
  elif [ $((RANDOM % 8)) = 0 ]; then
    cp "$scratch/made/$name" "$tree/inbox/$name"
    rm "$scratch/made/$name"
  else
    put "$name"
  fi
}
folder() {
  local name=f$((number += 1)) part comments=0
  mkdir "$scratch/made/$name"
  for part in 1 2 3; do
    make "$name-$part.ndjson" 15 ndjson
    mv "$scratch/made/$name-$part.ndjson" "$scratch/made/$name/"
  done
  echo "$name 45" >>"$scratch/good"
  put "$name"
}
bad() {
  local name=b$((number += 1))
  case $((RANDOM % 5)) in
    0) head -c 300 /dev/urandom >"$scratch/made/$name" ;;
    1) ln -s /etc/passwd "$scratch/made/$name" ;;
    2) mkfifo "$scratch/made/$name" ;;
    3) printf '{"a":%0100000d' 0 >"$scratch/made/$name" ;;
    4) : >"$scratch/made/$name" ;;
  esac
  echo "$name" >>"$scratch/bad"
  put "$name"
}

sample() { # time, resident KiB, descriptors, threads
  local status=/proc/$daemon/status
  echo "$SECONDS $(awk '/VmRSS/ { print $2 }' "$status") $(ls "/proc/$daemon/fd" | wc -l) $(awk '/Threads/ { print $2 }' "$status")"
}

SECONDS=0
run
half=$((seconds / 2))
rested=
echo "Soaking for $seconds s …"
sampled=0
while [ "$SECONDS" -lt "$seconds" ]; do
  case $((RANDOM % 100)) in
    [0-9] | 1[0-9] | 2[0-9]) good ndjson "$(between 1 60)" ;;
    3[0-9] | 4[0-9]) good csv "$(between 1 60)" ;;
    5[0-2]) good ndjson "$(between 2000 6000)" ;;
    5[3-7]) folder ;;
    5[8-9] | 6[0-2]) bad ;;
    6[3-4]) echo "# $RANDOM" >>"$scratch/rules/policy.yaml" && reloads=$((reloads + 1)) ;;
    65) kill -HUP "$daemon" 2>/dev/null && reloads=$((reloads + 1)) || true ;;
    66) touch "$switch" && faulted=$((faulted + 1)) && sleep "$(between 1 3)" && rm -f "$switch" ;;
    67) [ "$SECONDS" -ge "$half" ] || { kill -KILL "$daemon" 2>/dev/null || true; ended; kills=$((kills + 1)); run; } ;;
    68) [ "$SECONDS" -ge "$half" ] || { stop; stops=$((stops + 1)); run; } ;;
    *) sleep 0.3 ;;
  esac
  if ! lives; then
    ended
    deaths=$((deaths + 1))
    echo "  died by itself with status $status"
    tail -3 "$scratch/log"
    run
  fi
  # Only what the second half's daemon needs when it has warmed up is compared.
  if [ "$SECONDS" -ge $((sampled + 10)) ]; then
    sampled=$SECONDS
    sample >>"$scratch/samples"
    [ -n "$rested" ] || [ "$SECONDS" -lt $((half + seconds / 10)) ] || { rested=$(sample); echo "  warm: $rested"; }
  fi
done
rm -f "$switch"
until_true 600 quiet_now || true
sleep 2
last=$(sample)
deleted=$(ls -l "/proc/$daemon/fd" | grep -c '(deleted)' || true)
stop
cat "$scratch/log" >>"$scratch/all.log"
echo "  last: $last (s, KiB, descriptors, threads); $number drops, $starts starts, $kills kills, $stops stops, $faulted faults, $reloads reloads"

cut -d' ' -f1 "$scratch/good" | sort >"$scratch/good.names"
find "$tree/done" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort >"$scratch/done.names"
sort "$scratch/good.names" "$scratch/twins" >"$scratch/expected.names"
sort "$scratch/bad" >"$scratch/bad.names"
find "$tree/rejected" -mindepth 1 -maxdepth 1 ! -name '*.error.json' -printf '%f\n' | sort >"$scratch/rejected.names"
lost=$(comm -23 "$scratch/expected.names" "$scratch/done.names" | wc -l)
strange=$(comm -13 "$scratch/expected.names" "$scratch/done.names" | wc -l)
# A content has one verdict file, whichever of its names came first; each comment has one line.
cat "$tree"/verdicts/*.verdicts.ndjson | grep -o '"comment":"[^"]*"' | sort >"$scratch/ids"
lines=$(wc -l <"$scratch/ids")
doubled=$(uniq -d "$scratch/ids" | wc -l)
expected=$(awk '{ sum += $2 } END { print sum }' "$scratch/good")
echo "lost dumps: $lost; dumps nobody dropped: $strange; comments without verdict: $((expected - lines + doubled)); comments with two: $doubled"
check "no dump lost, none doubled" [ "$lost" = 0 -a "$strange" = 0 ]
check "each of $expected comments has exactly one verdict" [ "$lines" = "$expected" -a "$doubled" = 0 ]
check "exactly the $(wc -l <"$scratch/bad") bad dumps are rejected" cmp -s "$scratch/bad.names" "$scratch/rejected.names"
check "each with its report" [ "$(in_folder rejected -name '*.error.json')" = "$(wc -l <"$scratch/bad")" ]
check "nothing waits" quiet_now
check "nothing half written is left" [ -z "$(find "$tree" -name '.saring-*')" ]
check "no attempt is left open" is_empty state/attempts
check "the daemon never ended by itself" [ "$deaths" = 0 ]
check "stopped cleanly" [ "$status" = 0 ]
read -r _ warm_memory warm_files _ <<<"${rested:-0 0 0 0}"
read -r _ last_memory last_files _ <<<"$last"
check "memory: $warm_memory KiB warm, $last_memory KiB at the end, at most a quarter more" \
  [ "$last_memory" -le $((warm_memory * 5 / 4)) ]
check "descriptors: $warm_files warm, $last_files at the end" [ "$last_files" -le "$warm_files" ]
check "no descriptor of a removed file" [ "$deleted" = 0 ]
check "memory stayed below 256 MiB" [ "$(awk '$2 > most { most = $2 } END { print most }' "$scratch/samples")" -lt 262144 ]
[ -z "${SARING_KEEP:-}" ] || cp "$scratch/samples" "$scratch/all.log" "$SARING_KEEP"
conclude
