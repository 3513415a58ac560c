#!/bin/sh
# Runs the tests: run.sh [--regen] [PART…]; all parts when none is named.
# --regen rewrites the golden files instead; their diff is what to read.
# Ends in the line `N passed, N failed`; what was said is in out/test/log/.
set -u
cd "$(dirname "$0")/.." || exit 2
export LC_ALL=C.UTF-8 LANGUAGE='' PYTHONDONTWRITEBYTECODE=1
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
export ASAN_OPTIONS=abort_on_error=0:allocator_may_return_null=0
export LSAN_OPTIONS=suppressions=tests/leaks.supp:print_suppressions=0
room=out/test
log=$room/log
mkdir -p $log

san="-fsanitize=address,undefined -fno-sanitize-recover=all"
san="$san -fno-omit-frame-pointer"
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)

# Everything with sanitizers, for unit, golden and bad. -k: what does build is
# tested all the same.
build_part() {
  if make -f tests/build.mk -k -j "$jobs" --no-print-directory OUT=$room/san \
    OPT="-O1 -g $san" LDFLAGS="$san" unit-tests >$log/make 2>&1; then
    echo "ok build: the program and its unit tests build with sanitizers"
  else
    echo "FAIL build: the program and its unit tests build with sanitizers"
    grep -E 'error|Error' $log/make | head -20 | sed 's/^/    /'
  fi
}

# What judges the make-up, without sanitizers: there is much to make up.
judges_part() {
  if make -f tests/build.mk -j "$jobs" --no-print-directory \
    OUT=$room/bench makeup-programs >$log/make-judges 2>&1; then
    echo "ok judges: the judges of the make-up build"
  else
    echo "FAIL judges: the judges of the make-up build"
    grep -E 'error|Error' $log/make-judges | head -20 | sed 's/^/    /'
  fi
}

# One part: shows what failed, counts the cases. What it says comes at once,
# since parts run side by side.
part() {
  "${1}_part" >"$log/$1" 2>&1
  status=$?
  p=$(grep -c '^ok ' "$log/$1")
  f=$(grep -c '^FAIL ' "$log/$1")
  said="== $1"
  if [ "$status" -ne 0 ] && [ "$f" -eq 0 ]; then
    f=1
    said="$said
FAIL $1 ends with exit status $status:
$(tail -20 "$log/$1")"
  elif grep -qv '^ok ' "$log/$1"; then
    said="$said
$(grep -v '^ok ' "$log/$1")"
  fi
  printf '%s\n   %s: %s passed, %s failed\n' "$said" "$1" "$p" "$f"
  echo "$p $f $(grep -c '^SKIP ' "$log/$1")" >"$log/$1.count"
}

layer_part() { sh tests/layer.sh; }
po_part() { sh tests/po.sh; }
unit_part() { python3 tests/unit.py; }
commonmark_part() { python3 tests/commonmark.py; }
formats_part() { python3 tests/formats.py; }
schema_part() { python3 tests/schema.py; }
golden_part() { python3 tests/golden.py; }
papers_part() { python3 tests/papers.py; }
large_part() { python3 tests/large.py; }
pdfua_part() { python3 tests/pdfua.py; }
report_part() { python3 tests/report.py; }
site_part() { python3 tests/site.py; }
themes_part() { python3 tests/themes.py; }
pages_part() { python3 tests/pages.py; }
themecheck_part() { python3 tests/themecheck.py; }
archive_part() { python3 tests/archive.py; }
story_part() { python3 tests/story.py; }
search_part() { python3 tests/search.py; }
serve_part() { python3 tests/serve.py; }
desk_part() { python3 tests/desk.py; }
browser_part() { python3 tests/browsing.py; }
makeup_part() { python3 tests/makeup.py; }
edits_part() { python3 tests/edits.py; }
same_part() { python3 tests/same.py; }
import_part() { python3 tests/import.py; }
press_part() { python3 tests/press.py; }
trade_part() { python3 tests/trade.py; }
new_part() { python3 tests/new.py; }
newcomer_part() { python3 tests/newcomer.py; }
install_part() { sh tests/install.sh; }
bad_part() { python3 tests/bad.py; }
fuzz_part() { sh tests/fuzz.sh "${FUZZ_SECONDS:-10}"; }

if [ "${1-}" = --part ]; then
  part "$2"
  exit
fi

if [ "${1-}" = --regen ]; then
  build_part
  python3 tests/golden.py --regen
  exit
fi

all="layer po unit commonmark golden schema formats papers large pdfua makeup report press import site pages archive story themes themecheck search serve desk browser same edits trade new newcomer install bad fuzz"
parts=${*:-$all}
case " $parts " in
*" unit "* | *" golden "* | *" bad "* | *" themecheck "*) parts="build $parts" ;;
esac
case " $parts " in
*" makeup "* | *" pdfua "* | *" large "*) parts="judges $parts" ;;
esac
# What is built first; then the parts, as many at a time as there are cores.
alone() {
  case " $parts " in
  *" $1 "*) part "$1" ;;
  esac
}
rm -f $log/*.count
alone build
alone judges
for p in $parts; do
  case $p in build | judges) ;; *) echo "$p" ;; esac
done | xargs -P "$jobs" -I '{}' sh tests/run.sh --part '{}'

passed=$(cat $log/*.count | awk '{ n += $1 } END { print n + 0 }')
failed=$(cat $log/*.count | awk '{ n += $2 } END { print n + 0 }')
skipped=$(cat $log/*.count | awk '{ n += $3 } END { print n + 0 }')
for p in $parts; do
  [ -e "$log/$p.count" ] || { echo "FAIL $p told nothing"; failed=$((failed + 1)); }
done
[ "$skipped" -eq 0 ] || echo "$skipped skipped, since something is not here"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
