#!/usr/bin/env bash
# Tries the body patterns of SpamAssassin's stock rules: that they load, match what PCRE2 alone matches, and stay within
# their time. The Debian package is fetched into a scratch folder and never kept.
#
#   spamassassin.sh [FOLDER]   FOLDER holds texts, line by line (.ndjson .csv .tsv .txt), to match against beside made-up ones
set -euo pipefail
cd "$(dirname "$0")/../.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
if ! (cd "$scratch" && apt-get download spamassassin) 2>"$scratch/log"; then
  cat "$scratch/log" >&2
  echo "the package spamassassin cannot be fetched; nothing was tried" >&2
  exit 77
fi
dpkg-deb -x "$scratch"/spamassassin_*.deb "$scratch/package"
export SARING_SPAMASSASSIN="$scratch/package/usr/share/spamassassin"
if [ $# -gt 0 ]; then export SARING_TEXTS="$1"; fi
swift test --filter ForeignRuleTests
