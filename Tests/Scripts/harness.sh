# harness.sh: what the scripts that hold the daemon to its promises share. To be sourced, with $program set.
# A script calls make_dumps, start … and ends with conclude; one that judges by other rules than make_rules' sets $rules.
# The shell's own notices of daemons that were killed on purpose.
exec 2> >(grep --line-buffered -v ': line [0-9]*: *[0-9]* \(Killed\|Segmentation fault\) ' >&2)
scratch=$(mktemp -d "${SARING_SCRATCH:-${TMPDIR:-/tmp}}/saring-XXXXXX")
tree=$scratch/tree
rules=$scratch/rules
daemon=
fails=0
checks=0

clean_up() {
  # A fork that a signal meets before it has become the daemon comes here, too.
  [ "$BASHPID" = $$ ] || return 0
  [ -z "$daemon" ] || kill -KILL "$daemon" 2>/dev/null || true
  local point
  for point in "$scratch"/mounts/*; do mountpoint -q "$point" 2>/dev/null && umount -l "$point"; done
  rm -rf "$scratch"
}
trap clean_up EXIT

# check WHAT COMMAND…
check() {
  local what=$1
  shift
  checks=$((checks + 1))
  if "$@"; then
    [ -n "${QUIET:-}" ] || echo "  ok    $what"
  else
    echo "  FAIL  $what"
    fails=$((fails + 1))
    [ ! -s "$scratch/log" ] || tail -4 "$scratch/log" | sed 's/^/        /'
  fi
}
conclude() {
  echo "$checks checks, $fails failed"
  [ "$fails" = 0 ]
}
# A folder that is not there holds nothing.
in_folder() { { find "$tree/$1" -mindepth 1 -maxdepth 1 "${@:2}" 2>/dev/null || true; } | wc -l; }
is_empty() { [ "$(in_folder "$1")" = 0 ]; }
lives() { kill -0 "$daemon" 2>/dev/null; }

# until_true SECONDS COMMAND…: waits for a command to succeed, as long as the daemon lives.
until_true() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] && { [ -z "$daemon" ] || lives; } || return 1
    sleep 0.05
  done
}
log_holds() { grep -qF -- "$1" "$scratch/log"; }
quiet_now() { is_empty inbox && is_empty work; }

# Rules of their own, so that a start takes no time.
make_rules() {
  mkdir -p "$scratch/rules"
  echo 'policy: { suspicious: 2.5, bot: 5.0, bot-groups: 1 }' >"$scratch/rules/policy.yaml"
  cat >"$scratch/rules/names.yaml" <<'RULES'
group: names
cap: 9.0
rules:
  - id: names.mawar
    weight: 6.0
    match: { name: { words: [mawar77] } }
    because: "“{name.raw}” was found"
RULES
}

# make_dumps COUNT [COMMENTS]: dumps of different kinds below $scratch/dumps, and what the command line makes of them
# below $scratch/expected.
make_dumps() {
  make_rules
  mkdir -p "$scratch/dumps"
  awk -v count="$1" -v comments="${2:-20}" -v folder="$scratch/dumps" 'BEGIN {
    for (d = 0; d < count; d++) {
      csv = d % 3 == 1
      file = sprintf("%s/dump-%05d.%s", folder, d, csv ? "csv" : "ndjson")
      if (csv) print "post_id,post_text,id,author,text" > file
      for (c = 0; c < comments; c++) {
        text = (c % 3 ? "resepinya sedap kak, nombor " : "menang besar di mawar77 ") c
        if (csv) printf "p%d,\"Resepi, ayam masak merah\",%d-%d,akaun%d,\"%s\"\n", d, d, c, c, text > file
        else printf "{\"post_id\":\"p%d\",\"post_text\":\"Resepi ayam\",\"id\":\"%d-%d\",\"author\":\"akaun%d\",\"text\":\"%s\"}\n", d, d, c, c, text > file
      }
      close(file)
    }
  }'
  rm -rf "$scratch/expected"
  mkdir "$scratch/expected"
  find "$scratch/dumps" -mindepth 1 -maxdepth 1 -print0 | sort -z \
    | xargs -0 "$program" classify --rules "$rules" -o "$scratch/expected" 2>"$scratch/classify.log"
}

# drop FILE [NAME]: as producers should.
drop() {
  cp -r "$1" "$tree/.incoming"
  mv "$tree/.incoming" "$tree/inbox/${2:-$(basename "$1")}"
}
drop_all() { local file; for file in "$scratch"/dumps/*; do drop "$file"; done; }

# start [OPTION…]: the daemon, with what is in FAULTS preloaded into it.
start() {
  : >"$scratch/log"
  LD_PRELOAD=${FAULTS:+$scratch/shim.so} FAULTS=${FAULTS:-} FAULTS_SWITCH=${FAULTS_SWITCH:-} \
    "$program" watch --tree "$tree" --rules "$rules" --settle 100 --scan-interval 1 "$@" >>"$scratch/log" 2>&1 &
  daemon=$!
}
ended() {
  status=0
  wait "$daemon" 2>/dev/null || status=$?
  daemon=
}
stop() {
  kill -TERM "$daemon" 2>/dev/null || true
  ended
}
make_shim() { "${CC:-cc}" -shared -fPIC -O1 -o "$scratch/shim.so" Tests/Scripts/fault-shim.c -ldl; }
new_tree() {
  rm -rf "$tree"
  mkdir -p "$tree/inbox"
}

same() { diff -rq "$1" "$2" >"$scratch/diff" 2>&1 || { head -5 "$scratch/diff"; false; }; }
# Exactly what was dropped is in done/, exactly what the command line writes in verdicts/, and nothing anywhere else.
all_well() {
  same "$scratch/expected" "$tree/verdicts" && same "$scratch/dumps" "$tree/done" || return 1
  local folder
  for folder in inbox work rejected state/attempts; do
    is_empty "$folder" || { echo "        $folder/ holds $(ls -A "$tree/$folder" | head -3 | tr '\n' ' ')"; return 1; }
  done
  [ -z "$(find "$tree" -name '.saring-*')" ] || { echo "        half-written files were left"; return 1; }
}
