#!/bin/sh
# Every fuzz target for so many seconds: fuzz.sh SECONDS. What is found stays
# in out/test/fuzz/, as is what each target has learnt, for the next run.
set -u
cd "$(dirname "$0")/.." || exit 2
seconds=$1
room=out/test/fuzz
flags="-fsanitize=address,undefined -fno-sanitize-recover=all"
mkdir -p $room

if make -f tests/build.mk -k -j "$(getconf _NPROCESSORS_ONLN)" \
  --no-print-directory OUT=$room CC=clang \
  OPT="-O1 -g $flags -fsanitize=fuzzer-no-link" LDFLAGS="$flags" \
  fuzz-targets >$room/build.log 2>&1; then
  echo "ok fuzz: every target builds"
else
  echo "FAIL fuzz: every target builds"
  grep -E 'error' $room/build.log | head -10 | sed 's/^/    /'
fi

# What a target starts from: texts of its kind that are in the clone.
seeds() {
  mkdir -p "$2"
  case $1 in
  mark*) cp tests/golden/*.md "$2" ;;
  listen*) cp content/*/*/1*.md tests/unit/listen_test.c "$2" ;;
  new*)
    printf 'i社区食堂开张' >"$2/id"
    printf 'n第12期（总第三百期）\n第13期（总第三百零一期）' >"$2/number"
    printf 't标题: “a” # b' >"$2/title"
    { printf a; cat content/zhoujiadu/2018-12-15/10-*.md; } >"$2/archetype"
    ;;
  intake*) cp seeds/*.txt tests/import/*.txt "$2" ;;
  raw*)
    # The first byte says what follows: T text, H web page, W parts of Word.
    for f in content/*/*/1*.md; do
      { printf T; head -c 2000 "$f"; } >"$2/$(echo "$f" | tr / -)"
      { printf T; head -c 2000 "$f" | iconv -c -t GB18030; } \
        >"$2/gb-$(echo "$f" | tr / -)"
    done
    cp tests/fuzz/raw/* "$2"
    ;;
  css* | fields* | theme*) cp themes/*/*.css tests/theme/*/*.css "$2" ;;
  template* | bind*)
    for f in themes/*/*.html themes/*/print/*.html; do
      cp "$f" "$2/$(echo "$f" | tr / -)"
    done
    ;;
  meta*)
    # The first byte chooses the keys: 0 site, 1 paper, 2 issue, 3 article.
    for f in content/site.yaml content/*/paper.yaml content/*/*/issue.yaml \
      content/*/*/1*.md; do
      case $f in
      */site.yaml) b=0 ;; */paper.yaml) b=1 ;; */issue.yaml) b=2 ;; *) b=3 ;;
      esac
      { printf '%s' "$b"; head -c 2000 "$f"; } >"$2/$(echo "$f" | tr / -)"
    done
    ;;
  esac 2>/dev/null
}

run_one() {
  name=$1
  target=$room/fuzz/$name
  rm -rf "$room/seeds/$name"
  seeds "$name" "$room/seeds/$name"
  mkdir -p "$room/corpus/$name" "$room/found"
  [ -x "$target" ] || return
  if "$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
    -max_len=16384 -close_fd_mask=3 -print_final_stats=1 \
    -artifact_prefix="$room/found/$name-" \
    "$room/corpus/$name" "$room/seeds/$name" >"$room/$name.log" 2>&1; then
    echo "ok fuzz/$name: $seconds seconds of any input without a fault"
  else
    echo "FAIL fuzz/$name: $seconds seconds of any input without a fault"
    grep -E 'ERROR|SUMMARY|runtime error|Test unit written' "$room/$name.log" |
      head -10 | sed 's/^/    /'
  fi
}

for source in tests/fuzz/*_fuzz.c; do
  run_one "$(basename "$source" _fuzz.c)"
done
