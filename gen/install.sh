#!/bin/sh
# Puts what the program prints of itself where it is looked for: install.sh
# PROGRAM SHARE CATALOGUE… The manual in English, and in the language of each
# catalogue, LANGUAGE/LC_MESSAGES/chenbao.mo; completions of the shells.
set -eu
umask 022
program=$1
share=$2
shift 2

# What PROGRAM prints with these arguments becomes FILE.
put() {
  file=$1
  shift
  mkdir -p "${file%/*}"
  rm -f "$file"
  "$program" "$@" >"$file"
  chmod 644 "$file"
}
export LC_ALL=C.UTF-8 LANGUAGE=
put "$share/man/man1/chenbao.1" manual
put "$share/bash-completion/completions/chenbao" completion bash
put "$share/zsh/site-functions/_chenbao" completion zsh
for catalogue; do
  language=${catalogue%/LC_MESSAGES/*}
  language=${language##*/}
  export LANGUAGE="$language"
  put "$share/man/$language/man1/chenbao.1" manual
done
