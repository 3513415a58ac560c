#!/bin/sh
# The law of includes: which folder of gen/ may see which, and which file may
# see an outside library. Sizes of files and functions too.
set -u
cd "$(dirname "$0")/.." || exit 2

# One case: NAME, then what is wrong (nothing: it passes).
verdict() {
  if [ -z "$2" ]; then
    echo "ok layer: $1"
  else
    echo "FAIL layer: $1"
    echo "$2" | sed 's/^/    /'
  fi
}

# FOLDER and what it may include.
ours() {
  verdict "$1/ includes only: $2" "$(
    grep -Hn '^ *# *include *"' gen/"$1"/*.[ch] 2>/dev/null |
      grep -vE "\"($(echo "$2" | sed 's/ /|/g;s/\./\\./g'))"
  )"
}
ours base "base/"
ours asset "base/ asset/"
ours tree "base/ asset/ tree/"
ours web "base/ asset/ tree/ web/"
ours page "base/ asset/ tree/ page/ draw/sheet.h"
ours draw "base/ asset/ draw/"
ours intake "base/ asset/ tree/ intake/"
ours serve "base/ serve/"
ours cmd "base/ asset/ tree/ web/ page/ draw/ intake/ serve/ cmd/"

# What the header of an outside library looks like, and the files that may
# include it.
theirs() {
  verdict "$1 only in $3" "$(
    grep -HnE "^ *# *include *<($2)" gen/*/*.[ch] | grep -vE "^gen/($3)"
  )"
}
theirs cmark "cmark" "tree/mark[a-z_]*\.[ch]:"
theirs libyaml "yaml\.h" "tree/meta\.c:"
theirs HarfBuzz "hb" "page/shape\.c:|asset/(font|subset)\.c:"
theirs FreeType "ft2build|freetype|FT_" "asset/(font|subset)\.c:"
theirs fontconfig "fontconfig" "asset/font\.c:"
theirs libharu "hpdf" "draw/pdf[a-z]*\.c:"
theirs "codes' libraries" "qrencode|zbar" "asset/qr\.c:"
theirs "pictures' libraries" "jpeglib|jerror|png\.h|webp" "asset/image[a-z_]*\.c:"
theirs ICU "unicode/" "page/phrase\.c:|asset/(fold|pinyin|slug|words)\.c:"
theirs xxHash "xxhash" "base/hash\.c:"
theirs zlib "zlib" "draw/pdf[a-z]*\.c:|asset/image_png\.c:"
theirs "Little CMS" "lcms2" "asset/profile[a-z_]*\.c:"
theirs Brotli "brotli" "asset/woff2\.c:"
theirs jansson "jansson" "cmd/(report|manifest|desk[a-z_]*|schema[a-z_]*|findings)\.[ch]:"
theirs libmicrohttpd "microhttpd" "serve/http\.c:"
theirs libzip "zip\.h" "intake/raw_docx[a-z_]*\.c:"
theirs libxml2 "libxml/" "(tree|web|page|cmd)/|intake/(docx_in\.h|raw_docx[a-z_]*\.c|raw_html\.c):"

verdict "no header is included by a path that climbs" \
  "$(grep -Hn '^ *# *include *"\.' gen/*/*.[ch])"
verdict "every header guards itself by its path" "$(
  for f in gen/*/*.h; do
    g=$(echo "${f#gen/}" | tr 'a-z/.' 'A-Z__')
    grep -q "^#ifndef $g\$" "$f" && grep -q "^#define $g\$" "$f" ||
      echo "$f: no #ifndef $g"
  done
)"
verdict "no file of gen/ has more than 700 lines" "$(
  for f in gen/*/*.[ch]; do
    n=$(wc -l <"$f")
    [ "$n" -le 700 ] || echo "$f: $n lines"
  done
)"
verdict "no line of gen/ is wider than 80 columns (Han count twice)" "$(
  python3 - gen/*/*.[ch] <<'EOF'
import sys, unicodedata
for path in sys.argv[1:]:
    for i, s in enumerate(open(path, encoding='utf-8'), 1):
        w = sum(2 if unicodedata.east_asian_width(c) in 'WF' else 1
                for c in s.rstrip('\n'))
        # A row of a table may hold what cannot be divided: its texts.
        if w > 80 and '"' not in s:
            print(f'{path}:{i}: {w} columns')
EOF
)"
verdict "no path of this machine in what is committed" "$(
  grep -nE '(^|[^.A-Za-z0-9_/])/(root|home|work|Users)/[A-Za-z0-9_]' -r gen themes Makefile \
    README.md tests/*.sh tests/*.py tests/unit tests/fuzz 2>/dev/null |
    grep -v 'tests/layer.sh:'
)"
# Where a function begins and ends is known to Universal Ctags; without it
# this case is left out.
if ctags --version 2>/dev/null | grep -q Universal; then
  verdict "no function of gen/ has more than 100 lines" "$(
    ctags -x --c-kinds=f --fields=+e --_xformat='%{end} %n %F %N' \
      gen/*/*.c 2>/dev/null |
      awk '$1 - $2 >= 100 { print $3 ":" $2 ": " $4 ", " $1 - $2 + 1 " lines" }'
  )"
fi
