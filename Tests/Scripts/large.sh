#!/usr/bin/env bash
# large.sh PROGRAM [MEBIBYTES [SHAPE…]]: makes a dump of each shape, or of those named, 1 GiB unless told otherwise, lets the
# program judge it, and holds its peak memory against 256 MiB and its count of verdicts against the comments written.
# Shapes: ndjson csv wxr array object keyed, each of them also with .gz behind it.
set -euo pipefail
program=$(readlink -f "$1")
mebibytes=${2:-1024}
shapes=(ndjson csv wxr array object keyed object.gz)
[ $# -lt 3 ] || shapes=("${@:3}")
for shape in "${shapes[@]}"; do
  case ${shape%.gz} in
    ndjson | csv | wxr | array | object | keyed) ;;
    *) echo "large: there is no shape $shape" >&2; exit 2 ;;
  esac
done
cd "$(dirname "$0")/../.."
scratch=$(mktemp -d "${SARING_SCRATCH:-${TMPDIR:-/tmp}}/saring-XXXXXX")
trap 'rm -rf "$scratch"' EXIT
fails=0

# make SHAPE: comments of about 260 bytes until there are so many bytes.
make() {
  awk -v shape="$1" -v bytes=$((mebibytes << 20)) 'BEGIN {
    srand(7)
    words = split("resepi ayam masak merah sedap sangat kak terima kasih tempat cantik macam mana nak buat kuih raya anak saya " \
      "bang mantap banget jalan ke bandung motornya keren harganya berapa ya semoga sehat selalu keluarga bahagia lagu ini " \
      "love this recipe so much where did you buy that lovely place we visited last year thanks for sharing", word, " ")
    for (n = 0; n < 5000; n++) {
      text[n] = word[1 + int(rand() * words)]
      for (w = 0; w < 14; w++) text[n] = text[n] " " word[1 + int(rand() * words)]
    }
    if (shape == "csv") put("post_id,post_text,id,author,text,time\n")
    if (shape == "wxr") put("<?xml version=\"1.0\"?><rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>\n<item><title>Resepi</title><wp:post_id>1</wp:post_id>\n")
    if (shape == "array") put("[")
    if (shape == "object") put("{\"id\":\"v1\",\"comments\":[")
    if (shape == "keyed") put("{")
    for (n = 0; written < bytes; n++) {
      t = text[int(rand() * 5000)] " " n
      a = "akaun" int(rand() * 300000)
      if (shape == "ndjson") put(sprintf("{\"post_id\":\"p%d\",\"post_text\":\"Resepi ayam masak merah, cara mudah untuk semua\",\"id\":\"18%012d\",\"author\":\"%s\",\"text\":\"%s\",\"time\":%d,\"likes\":%d}\n", n % 2000, n, a, t, 1777000000 + n, n % 40))
      if (shape == "csv") put(sprintf("p%d,\"Resepi ayam masak merah, cara mudah untuk semua\",18%012d,%s,\"%s\",%d\n", n % 2000, n, a, t, 1777000000 + n))
      if (shape == "wxr") put(sprintf("<wp:comment><wp:comment_id>%d</wp:comment_id><wp:comment_author>%s</wp:comment_author><wp:comment_content><![CDATA[%s]]></wp:comment_content></wp:comment>\n", n, a, t))
      if (shape == "array") put(sprintf("%s{\"id\":18%012d,\"created_at\":%d,\"text\":\"%s\",\"owner\":{\"id\":\"5\",\"is_verified\":false,\"profile_pic_url\":null,\"username\":\"%s\"},\"likes_count\":%d,\"answers\":[]}", n ? ",\n" : "", n, 1777000000 + n, t, a, n % 40))
      if (shape == "object") put(sprintf("%s{\"id\":\"Ugx%012d\",\"text\":\"%s\",\"timestamp\":%d,\"like_count\":%d,\"author\":\"@%s\",\"author_id\":\"UC%s\",\"author_is_uploader\":false,\"parent\":\"root\"}", n ? "," : "", n, t, 1777000000 + n, n % 40, a, a))
      if (shape == "keyed") put(sprintf("%s\"18%012d\":{\"text\":\"%s\",\"media\":\"3463352584219040628\",\"account\":\"%s\",\"code\":\"DAQTNNiTpt0\"}", n ? "," : "", n, t, a))
    }
    if (shape == "wxr") put("</item></channel></rss>\n")
    if (shape == "array") put("]")
    if (shape == "object") put("],\"title\":\"Resepi ayam\",\"description\":\"cara mudah\",\"webpage_url\":\"https://www.youtube.com/watch?v=v1\",\"extractor_key\":\"Youtube\"}")
    if (shape == "keyed") put("}")
    print n > "'"$scratch"'/count"
  }
  function put(piece) { written += length(piece); printf "%s", piece }'
}

# judge NAME FILE: peak memory, seconds, and whether there are as many verdicts as comments.
judge() {
  local start=$SECONDS peak=0 now verdicts comments
  "$program" classify --rules rules -o "$scratch/out" "$2" >"$scratch/log" 2>&1 &
  local pid=$!
  while now=$(awk '/VmHWM/ { print $2 }' "/proc/$pid/status" 2>/dev/null) && [ -n "$now" ]; do peak=$now; sleep 0.1; done
  wait "$pid" || { head -c 2000 "$scratch/log"; fails=1; }
  verdicts=$(cat "$scratch"/out/*.verdicts.ndjson 2>/dev/null | wc -l)
  comments=$(cat "$scratch/count")
  local word=ok
  { [ "$verdicts" = "$comments" ] && [ "$peak" -gt 0 ] && [ "$peak" -lt $((256 << 10)) ]; } || { word=FAIL; fails=1; }
  printf '%-5s %-12s %5d MiB, %8d comments, %8d verdicts, %4d MiB at most, %4d s\n' "$word" "$1" \
    $(($(stat -c %s "$2") >> 20)) "$comments" "$verdicts" $((peak >> 10)) $((SECONDS - start))
  rm -rf "$scratch/out" "$2"
}

for shape in "${shapes[@]}"; do
  # As instaloader calls its comments, which are read as such whatever their first record holds.
  name=${shape/#array/2026-05-04_01-30-00_UTC_comments.json}
  case $shape in
    *.gz) make "${shape%.gz}" | gzip -1 >"$scratch/$name" ;;
    *) make "$shape" >"$scratch/$name" ;;
  esac
  judge "$shape" "$scratch/$name"
done
echo "${#shapes[@]} shapes, $([ "$fails" = 0 ] && echo none failed || echo some failed)"
exit "$fails"
