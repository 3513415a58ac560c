#!/bin/sh
# How long things take: bench.sh [RUNS], seven runs of each by default. The
# inputs are made under out/bench. Prints medians; no time makes it fail.
set -u
cd "$(dirname "$0")/.." || exit 2
export LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
exec python3 tests/bench.py "${1:-7}"
