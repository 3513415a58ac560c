#!/bin/sh
# Writes every message of the program to a catalogue to be translated:
# extract.sh FILE.pot. outside.pot adds what comes from libraries.
set -eu
cd "$(dirname "$0")/../.."
xgettext --from-code=UTF-8 --language=C --keyword=_ --keyword=N_ \
  --flag=diag:3:c-format --flag=diag_once:3:c-format \
  --flag=fault:4:c-format --flag=check_error:3:c-format \
  --flag=_:1:pass-c-format --add-comments=Translators --add-location=file \
  --sort-by-file --package-name=chenbao --output="$1" gen/*/*.c
msgcat --use-first --add-location=file --output-file="$1" "$1" gen/po/outside.pot
# No clock: the catalogues change only where the messages do.
sed -i '/^"POT-Creation-Date:/d' "$1"
