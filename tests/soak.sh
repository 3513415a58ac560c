#!/bin/sh
# Long fuzz runs: soak.sh [SECONDS a target], ten minutes each by default.
# What they learn is kept in out/test/fuzz/corpus for the short runs.
set -u
cd "$(dirname "$0")/.." || exit 2
export LC_ALL=C.UTF-8
seconds=${1:-${FUZZ_SECONDS:-600}}
log=out/test/log/soak
mkdir -p out/test/log
sh tests/fuzz.sh "$seconds" | tee $log
passed=$(grep -c '^ok ' $log)
failed=$(grep -c '^FAIL ' $log)
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
