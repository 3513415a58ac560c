#!/bin/sh
# Long runs: soak.sh [SECONDS a target]. 2,000 random issues are made up
# (MAKEUP_SEEDS: others), builds are killed at 200 moments (KILLS), 400 edits
# are rebuilt (EDITS), then the fuzz targets run, ten minutes each by
# default; what they learn is kept in out/test/fuzz/corpus for the short runs.
set -u
cd "$(dirname "$0")/.." || exit 2
export LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
seconds=${1:-${FUZZ_SECONDS:-600}}
log=out/test/log/soak
mkdir -p out/test/log
{
  MAKEUP_SEEDS=${MAKEUP_SEEDS:-10000-12000} MAKEUP_PDF=${MAKEUP_PDF:-40} \
    sh tests/run.sh makeup
  cp out/test/log/makeup out/test/log/soak-makeup
  KILLS=${KILLS:-200} EDITS=${EDITS:-400} sh tests/run.sh bad edits
  cat out/test/log/bad out/test/log/edits >>out/test/log/soak-makeup
  sh tests/fuzz.sh "$seconds"
} | tee $log
passed=$(cat $log out/test/log/soak-makeup | grep -c '^ok ')
failed=$(grep -c '^FAIL ' $log)
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
