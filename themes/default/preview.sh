#!/bin/sh
# preview.sh [THEME]: makes preview-page.jpg and preview-site.jpg of a theme
# beside this one (default: of this one) with the program that `make` has
# built. Needs pdftoppm, chromium and convert (imagemagick).
set -eu
cd "$(dirname "$0")/../.."
theme=${1:-default}
here=themes/$theme
issue=zhoujiadu/2018-12-15
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

${CHENBAO:-out/bin/chenbao} build content -o "$room/out" --theme "$here"
from=$room/out/site/$issue
pdftoppm -f 1 -l 1 -singlefile -scale-to-x 1800 -scale-to-y -1 -png \
  "$from/$(echo $issue | tr / -).pdf" "$room/page"

# --no-sandbox: chromium refuses to run as root otherwise.
HOME=$room chromium --headless --no-sandbox --disable-gpu --hide-scrollbars \
  --window-size=1280,1200 --screenshot="$room/site.png" \
  "file://$from/index.html" >"$room/log" 2>&1 ||
  { cat "$room/log" >&2; exit 1; }

# WIDTH NAME: at most 150 KB, without metadata.
picture() {
  convert "$room/$2.png" -resize "$1x" -strip -sampling-factor 4:2:0 \
    -interlace Plane -define jpeg:extent=148KB "$here/preview-$2.jpg"
}
picture 900 page
picture 1280 site
ls -l "$here/preview-page.jpg" "$here/preview-site.jpg"
