#!/usr/bin/env bash
# fuzz.sh [SECONDS [TARGET…]]: throws bytes at each target (or the named ones) for so many seconds with libFuzzer.
# What crashes, hangs or breaks a promise is left in .build-fuzz/found/TARGET; once mended, it is moved to
# Tests/Fuzz/Findings/TARGET, where `swift test` runs it. Inputs that reach new code are kept in .build-fuzz/corpus.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-60}
shift || true
build=.build-fuzz
export SARING_FUZZ=1 SWIFT_BACKTRACE=enable=no
# Release, because bounds and preconditions are checked there too, and ten times as many inputs are tried.
swift build -c release --scratch-path "$build" --product saring-fuzz \
  -Xswiftc -sanitize=fuzzer,address -Xswiftc -use-ld=lld -Xcc -fsanitize=fuzzer-no-link,address \
  -Xcxx -fsanitize=fuzzer-no-link,address >&2
program=$build/release/saring-fuzz
# shellcheck disable=SC2046
[ $# -gt 0 ] || set -- $("$program" --list)
fails=0
for target in "$@"; do
  mkdir -p "$build/corpus/$target" "$build/found/$target" "$build/seeds/$target"
  "$program" --seeds "$target" "$build/seeds/$target"
  findings=()
  [ ! -d "Tests/Fuzz/Findings/$target" ] || findings=("Tests/Fuzz/Findings/$target")
  echo "$target: $seconds s …"
  if "$program" "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=4096 -verbosity=1 \
    -artifact_prefix="$build/found/$target/" "$build/corpus/$target" "$build/seeds/$target" "${findings[@]}" \
    >"$build/$target.log" 2>&1; then
    tail -1 "$build/$target.log"
  else
    fails=1
    grep -E 'ERROR|SUMMARY|Fatal error|Test unit written' "$build/$target.log" || tail -5 "$build/$target.log"
  fi
done
exit "$fails"
