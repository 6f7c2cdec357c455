#!/usr/bin/env bash
# sanitize.sh thread|address [FILTER]: passes the tests, or those a filter names, under a sanitizer, in a build of its own.
# Any report fails it.
set -euo pipefail
cd "$(dirname "$0")/../.."
kind=${1:?thread or address}
filter=${2:-}
build=.build-$kind
log=$build/reports
mkdir -p "$log"
rm -f "$log"/*
# Swift's own crash reporter would catch what the sanitizer reports.
export SWIFT_BACKTRACE=enable=no
# Foundation and Yams keep some things for ever, which is no leak of ours.
export ASAN_OPTIONS=detect_leaks=0:abort_on_error=0:log_path=$PWD/$log/report
# Suppressions are by name, and names are found by the toolchain's symbolizer.
symbolizer=$(dirname "$(readlink -f "$(command -v swift)")")/llvm-symbolizer
export TSAN_OPTIONS=external_symbolizer_path=$symbolizer:halt_on_error=0:suppressions=$PWD/Tests/Scripts/tsan-suppressions.txt:log_path=$PWD/$log/report
swift test --sanitize "$kind" --scratch-path "$build" ${JOBS:+-j "$JOBS"} ${filter:+--filter "$filter"}
reports=$(find "$log" -type f | wc -l)
[ "$reports" = 0 ] || { cat "$log"/* | head -100; echo "$reports processes were reported on, in $log"; exit 1; }
echo "no reports"
