#!/bin/sh
# Medians for the numbers that the design wants held; nothing is judged here.
# bench.sh [RUNS]: so many runs of the short works (the long ones take fewer).
set -u
cd "$(dirname "$0")/.." || exit 2
mkdir -p out/test/log
make -f tests/build.mk --no-print-directory OUT=out/test/bench bench-programs \
  makeup-programs \
  >out/test/log/make-bench 2>&1 || {
  cat out/test/log/make-bench
  exit 1
}
exec python3 tests/bench.py "${1:-11}"
