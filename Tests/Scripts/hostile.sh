#!/usr/bin/env bash
# hostile.sh PROGRAM GENERATOR [COUNT]: drops COUNT bad dumps of each format (1,000 unless told) into a daemon, with what
# is no file at all, and holds it to what the inbox promises: it lives, within its memory and a second for each MB; nothing
# is lost, every refusal says why, no good record goes with a bad one, nothing is written outside the tree. Then comments that are
# meant to keep rules busy, against the stock rules and against a hundred explosive ones.
set -euo pipefail
program=$(readlink -f "$1")
generator=$(readlink -f "$2")
count=${3:-1000}
cd "$(dirname "$0")/../.."
. Tests/Scripts/harness.sh
make_rules
new_tree

echo "Making $count bad dumps of each format …"
"$generator" "$scratch" "$count" rules/*.yaml
cd "$scratch/dumps"
mib=$((1 << 20))
# Small for who sends them, large for who unpacks them.
head -c $((100 * mib)) /dev/zero | gzip >bomb.json.gz
head -c $((100 * mib)) /dev/zero | tr '\0' '[' | gzip >bomb-of-brackets.json.gz
{ yes '{"id":"1","text":"a"}' || true; } | head -c $((100 * mib)) | gzip >bomb-of-records.ndjson.gz
gzip -c <bomb.json.gz >bomb-in-a-bomb.json.gz.gz
mkdir "$scratch/links"
ln -s /etc/passwd "$scratch/links/a.csv"
ln -s ../../../.. "$scratch/links/up"
mkfifo "$scratch/links/pipe.json"
tar cf links.tar -C "$scratch/links" .
cd - >/dev/null
bytes=$(du -sb "$scratch/dumps" | cut -f1)
dropped=$(find "$scratch/dumps" -mindepth 1 -maxdepth 1 -printf . | wc -c)
echo "  $dropped dumps, $((bytes / mib)) MiB"

start --workers 1
until_true 20 log_holds watching || true
# mv looks at what it has moved, which the daemon may have taken already; what is not moved at all is found missing below.
find "$scratch/dumps" -mindepth 1 -maxdepth 1 -exec mv -t "$tree/inbox" {} + 2>/dev/null || true
# What is no plain file, or has more to it than it shows.
mkfifo "$tree/inbox/pipe.json"
ln -s /etc/passwd "$tree/inbox/link.csv"
ln -s "$tree/state" "$tree/inbox/link-to-a-folder"
ln -s nowhere "$tree/inbox/link-to-nothing"
echo '{"id":"h","text":"a"}' >"$scratch/outside"
ln "$scratch/outside" "$tree/inbox/hard-link.ndjson"
mkdir "$tree/inbox/folder" && ln -s /etc "$tree/inbox/folder/etc"
mkdir -p "$tree/inbox/deep/$(printf 'd/%.0s' {1..60})"
special=7
if mknod "$tree/inbox/device" c 1 5 2>/dev/null; then special=8; else echo "  LEFT OUT: a device needs root"; fi
# By the processor's time, so that what else the machine does takes nothing from it; by the clock only far beyond that.
until_true $(((bytes / mib * 10 + dropped / 5 + 300))) quiet_now || true
took=$(awk -v tick="$(getconf CLK_TCK)" '{ print int(($14 + $15) / tick) }' "/proc/$daemon/stat")
allowed=$((bytes / mib + dropped / 50 + 10))
check "all took $took s of processor time, at most $allowed" [ "$took" -le "$allowed" ]
check "the daemon lives" lives
check "everything was dealt with" quiet_now
memory=$(awk '/^VmHWM/ { print int($2 / 1024) }' "/proc/$daemon/status")
check "memory: $memory MiB at most, below 256" [ "$memory" -lt 256 ]
done=$(find "$tree/done" -mindepth 1 -maxdepth 1 -printf . | wc -c)
reports=$(find "$tree/rejected" -mindepth 1 -maxdepth 1 -name '*.error.json' -printf . | wc -c)
rejected=$(($(find "$tree/rejected" -mindepth 1 -maxdepth 1 -printf . | wc -c) - reports))
echo "  $done judged, $rejected rejected"
check "nothing is lost" [ $((done + rejected)) = $((dropped + special)) ]
check "each refusal has its report" [ "$reports" = "$rejected" ]
check "with a code and a sentence" \
  [ "$(find "$tree/rejected" -name '*.error.json' -exec grep -hcE '"code":"[a-z0-9-]+".*"message":"[^"]{10}' {} + | grep -c '^1$')" = "$reports" ]
check "none crashed it" [ "$(find "$tree/rejected" -name '*.error.json' -exec grep -l '"code":"crash"' {} + | wc -l)" = 0 ]
find "$tree/verdicts" -name '*.verdicts.ndjson' -exec grep -ho '"comment":"[^"]*"' {} + | cut -d'"' -f4 | sort -u >"$scratch/ids"
sort -u "$scratch/good" >"$scratch/good.ids"
lost=$(comm -23 "$scratch/good.ids" "$scratch/ids" | wc -l)
check "all $(wc -l <"$scratch/good.ids") good records beside bad ones are judged, $lost lost" [ "$lost" = 0 ]
check "nothing outside the tree" [ -z "$(find "$scratch" / /tmp -maxdepth 2 -name '*saring-escaped*' 2>/dev/null)" ]
check "the other name of a hard link is as it was" [ "$(cat "$scratch/outside")" = '{"id":"h","text":"a"}' ]
check "the log holds no control characters" [ -z "$(LC_ALL=C grep -P '[\x00-\x08\x0b-\x1f\x7f]' "$scratch/log" | head -1)" ]
stop
check "stops cleanly" [ "$status" = 0 ]

# processor_time COMMAND…: its seconds of processor time, to be found in $took.
processor_time() {
  local TIMEFORMAT='%U %S'
  took=$({ time "$@" >/dev/null 2>"$scratch/log"; } 2>&1 | awk 'END { print int($1 + $2 + 0.5) }') || true
}
echo "The fifty largest and the known tricks, one by one …"
find "$tree/done" "$tree/rejected" -maxdepth 1 -type f ! -name '*.error.json' -printf '%s\t%p\0' | sort -znr | sed -zn 1,50p | cut -zf2 >"$scratch/singly"
find "$tree/done" "$tree/rejected" -maxdepth 1 -type f \( -name 'special.*' -o -name 'bomb*' \) ! -name '*.error.json' -print0 >>"$scratch/singly"
late=
most=0
while IFS= read -rd '' file; do
  processor_time timeout 300 "$program" classify --rules "$scratch/rules" -o "$scratch/one" "$file"
  # A second for each MiB; of what is compressed, of what it holds up to the limit on that.
  allowed=$(($(stat -c %s "$file") / mib + 2))
  case $file in *bomb*) allowed=$((allowed + 100)) ;; esac
  [ "$took" -le "$allowed" ] || late="$late $(basename "$file") ($took s)"
  [ "$took" -le "$most" ] || most=$took
done <"$scratch/singly"
check "none takes longer than a second for each MiB; the longest took $most s${late:+; too long:$late}" [ -z "$late" ]

# judged NAME SECONDS RULES…: judges the hostile comments.
judged() {
  local name=$1 seconds=$2 out=$scratch/$1 options=() folder
  shift 2
  for folder in "$@"; do options+=(--rules "$folder"); done
  processor_time timeout 600 "$program" classify "${options[@]}" -o "$out" "$scratch/comments.ndjson"
  check "$name: $took s of processor time, at most $seconds" [ "$took" -le "$seconds" ]
  check "$name: every comment has a verdict" \
    [ "$(wc -l <"$out/comments.ndjson.verdicts.ndjson")" = "$(wc -l <"$scratch/comments.ndjson")" ]
}
size=$(($(stat -c %s "$scratch/comments.ndjson") / mib + 1))
echo "Comments that keep rules busy: $(wc -l <"$scratch/comments.ndjson"), $size MiB …"
judged "stock rules" "$size" rules
check "stock rules: none was suspended" grep -q '"unfinished":{},"suspended":\[\]' "$scratch/stock rules/comments.ndjson.summary.json"
mkdir "$scratch/explosive"
cp "$scratch/explosive.yaml" "$scratch/explosive/"
judged "a hundred explosive rules" $((size * 5 + 60)) rules "$scratch/explosive"
summary="$scratch/a hundred explosive rules/comments.ndjson.summary.json"
check "some are suspended: $(grep -o '"suspended":\[[^]]*\]' "$summary" | grep -o explosive.r | wc -l)" grep -q '"suspended":\["explosive' "$summary"
check "verdicts say what could not finish" grep -q '"unfinished":\["explosive' "$scratch/a hundred explosive rules/comments.ndjson.verdicts.ndjson"
check "the same again gives the same bytes" sh -c "
  '$program' classify --rules rules --rules '$scratch/explosive' -o '$scratch/again' '$scratch/comments.ndjson' 2>/dev/null
  cmp -s '$scratch/again/comments.ndjson.verdicts.ndjson' '$scratch/a hundred explosive rules/comments.ndjson.verdicts.ndjson'"
conclude
