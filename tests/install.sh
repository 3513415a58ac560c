#!/bin/sh
# `make install` into a folder of its own, and the installed program alone.
set -u
cd "$(dirname "$0")/.." || exit 2
room=out/test/install
rm -rf $room
mkdir -p $room/paper

# One case: NAME, then what is wrong (nothing: it passes).
verdict() {
  if [ -z "$2" ]; then
    echo "ok install: $1"
  else
    echo "FAIL install: $1"
    echo "$2" | head -20 | sed 's/^/    /'
  fi
}

verdict "make install honours DESTDIR and PREFIX" "$(
  make --no-print-directory install DESTDIR="$PWD/$room/root" PREFIX=/opt/c \
    >$room/log 2>&1 || cat $room/log
  cd $room/root && for f in opt/c/bin/chenbao \
    opt/c/share/chenbao/themes/default/print.css \
    opt/c/share/chenbao/themes/default/print/nameplate.html \
    opt/c/share/chenbao/themes/default/article.html \
    opt/c/share/chenbao/schema.rng \
    opt/c/share/man/man1/chenbao.1 \
    opt/c/share/man/zh_CN/man1/chenbao.1 \
    opt/c/share/bash-completion/completions/chenbao \
    opt/c/share/zsh/site-functions/_chenbao; do
    [ -s "$f" ] || echo "$f is missing"
  done
  [ ! -d ../../../../gen/desk ] || [ -d opt/c/share/chenbao/desk ] ||
    echo "the desk is missing"
  find . -type f ! -perm 644 ! -perm 755
  find . -mindepth 1 -maxdepth 1 ! -name opt
)"
verdict "make install needs no build of its own" "$(grep -E '^(CC|LD) ' $room/log)"
verdict "the manual is in English, and in Chinese where man looks for that" "$(
  cd $room/root/opt/c/share/man &&
    grep -q '^.Sh EXAMPLES' man1/chenbao.1 &&
    grep -q '^.Sh 例子' zh_CN/man1/chenbao.1 || echo "it is not"
)"
cp -R content $room/paper/content
verdict "the installed program finds its theme, from any folder" "$(
  cd $room/paper && ../root/opt/c/bin/chenbao build content -o out >log 2>&1 ||
    cat log
  cd - >/dev/null && [ -f $room/paper/out/site/index.html ] ||
    echo "no site was made"
)"
