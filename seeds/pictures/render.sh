#!/bin/sh
# Renders every drawing here, <paper>-<YYYY-MM-DD>-<name>.svg, to content/<paper>/<date>/images/<name>.jpg.
# Needs rsvg-convert (librsvg2-bin) and /usr/bin/convert (imagemagick).
# A drawing 1800 units wide is 3:2, one 1600 wide 4:3; the lead pictures are 1800 px wide, the others 1500 or 1400.
# Usage: seeds/pictures/render.sh [part of a name]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
limit=${LIMIT:-150000}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
for svg in "$here"/*"${1:-}"*.svg; do
	id=$(basename "$svg" .svg)
	paper=${id%%-*}
	rest=${id#*-}
	name=${rest#????-??-??-}
	date=${rest%"-$name"}
	case $name in
	lead-stage | lecture | assembly | service-desk | grid) width=1800 ;;
	*) if grep -q -m1 'width="1800"' "$svg"; then width=1500; else width=1400; fi ;;
	esac
	dir=$root/content/$paper/$date/images
	mkdir -p "$dir"
	rsvg-convert --width "$width" --keep-aspect-ratio "$svg" --output "$tmp/a.png"
	quality=86
	while :; do
		/usr/bin/convert "$tmp/a.png" -background white -alpha remove -alpha off -colorspace sRGB -strip \
			-sampling-factor 4:2:0 -interlace JPEG -quality "$quality" "$tmp/a.jpg"
		[ "$(wc -c <"$tmp/a.jpg")" -gt "$limit" ] && [ "$quality" -gt 60 ] || break
		quality=$((quality - 2))
	done
	cp "$tmp/a.jpg" "$dir/$name.jpg"
	printf '%s q%s %s bytes\n' "content/$paper/$date/images/$name.jpg" "$quality" "$(wc -c <"$tmp/a.jpg")"
done
