#!/bin/sh
# Medians for the numbers that the design wants held; nothing is judged here.
# bench.sh [RUNS]: so many runs of the short works (the long ones take fewer).
set -u
cd "$(dirname "$0")/.." || exit 2
exec python3 tests/bench.py "${1:-11}"
