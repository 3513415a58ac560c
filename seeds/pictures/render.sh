#!/bin/sh
# Renders every drawing here, <paper>-<YYYY-MM-DD>-<name>.svg, to content/<paper>/<date>/images/<name>.jpg.
# Needs rsvg-convert (librsvg2-bin) and /usr/bin/convert (imagemagick).
# A drawing 1800 units wide is 3:2, one 1600 wide 4:3. In pixels the lead pictures are 2200 wide, the others 1840: with an
# eighth cropped off, that is 200 dpi over six columns and over five.
# Usage: seeds/pictures/render.sh [part of a name]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
limit=${LIMIT:-200000}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
for svg in "$here"/*"${1:-}"*.svg; do
	id=$(basename "$svg" .svg)
	paper=${id%%-*}
	rest=${id#*-}
	name=${rest#????-??-??-}
	date=${rest%"-$name"}
	case $name in
	lead-stage | lecture | assembly | service-desk | grid) width=2200 ;;
	*) width=1840 ;;
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
