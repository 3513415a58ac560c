#!/bin/sh
# clang-tidy (what for: .clang-tidy) and cppcheck over gen/; ends in the line
# `N passed, N failed`, a file being a case.
set -u
cd "$(dirname "$0")/.." || exit 2
room=out/test/lint
mkdir -p $room
flags=$(make -s -f tests/build.mk print-flags)
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

# A file is looked at again when it, a header or the rules have changed.
stamp=$(cat .clang-tidy gen/*/*.h tests/lint.sh | cksum | tr ' ' -)

echo "== clang-tidy"
tidy_one() {
  mark=$room/$(echo "$1" | tr / -).$(cksum <"$1" | tr ' ' -).$stamp
  [ -e "$mark" ] && return
  rm -f "$room/$(echo "$1" | tr / -)".*
  if eval "clang-tidy --quiet \"\$1\" -- $flags" >"$mark.log" 2>&1; then
    : >"$mark"
    rm -f "$mark.log"
  else
    mv "$mark.log" "$room/$(echo "$1" | tr / -).log"
  fi
}
running=0
for f in gen/*/*.c; do
  tidy_one "$f" &
  running=$((running + 1))
  if [ "$running" -ge "$jobs" ]; then
    wait
    running=0
  fi
done
wait

passed=0
failed=0
for f in gen/*/*.c; do
  name=$(echo "$f" | tr / -)
  if [ -e "$room/$name.log" ]; then
    failed=$((failed + 1))
    grep -E 'error:|warning:' "$room/$name.log"
  else
    passed=$((passed + 1))
  fi
done

# readdir is safe where a folder is read by one thread; of buf.c it thinks that
# what fread has filled is empty (clang-analyzer knows better).
echo "== cppcheck"
if cppcheck --std=c11 --quiet --inline-suppr --error-exitcode=1 -j "$jobs" \
  --enable=warning,performance,portability --suppress=missingIncludeSystem \
  --suppress=readdirCalled --suppress=uninitvar:gen/base/buf.c \
  --template='{file}:{line}:{column}: {severity}: {message} [{id}]' \
  --cppcheck-build-dir=$room -Igen gen >$room/cppcheck.log 2>&1; then
  passed=$((passed + 1))
else
  failed=$((failed + 1))
  cat $room/cppcheck.log
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
