#!/bin/sh
# The messages in Chinese: every one is translated, its places for values are
# those of the English one, and people who ask for Chinese see it.
set -u
cd "$(dirname "$0")/.." || exit 2
export LC_ALL=C.UTF-8 LANGUAGE=
room=out/test/po
po=gen/po/zh_CN.po
rm -rf $room
mkdir -p $room/paper/p/2020-01-02

# One case: NAME, then what is wrong (nothing: it passes).
verdict() {
  if [ -z "$2" ]; then
    echo "ok po: $1"
  else
    echo "FAIL po: $1"
    echo "$2" | head -20 | sed 's/^/    /'
  fi
}

sh gen/po/extract.sh $room/all.pot 2>$room/extract.log
verdict "the messages can be extracted" "$(cat $room/extract.log)"
verdict "every message has its translation (make po, then translate)" "$(
  msgcmp $po $room/all.pot 2>&1 | grep -v 'warning: '
)"
verdict "no translation is left of a message that is gone (make po)" "$(
  msgcmp --use-untranslated $po $room/all.pot 2>&1 | grep 'warning: '
)"
verdict "no translation is only guessed" "$(
  msgattrib --only-fuzzy --no-obsolete $po
)"
verdict "values stand where they stand in English" "$(
  msgfmt --check -o $room/zh.mo $po 2>&1
)"
scripts=
[ ! -f gen/desk/words.js ] || scripts=gen/desk/words.js
PYTHONPATH=tests python3 tests/po.py $po $room/all.pot $scripts
verdict "no half-width punctuation next to a Han character" "$(
  python3 - $po <<'PY'
import re, sys
han = '[\u4e00-\u9fff]'
for i, s in enumerate(open(sys.argv[1], encoding='utf-8'), 1):
    if not s.startswith('#') and re.search(
            f'{han}[,;!?()]|[,;!?()]{han}|{han}:$', s):
        print(f'{sys.argv[1]}:{i}: {s.strip()}')
PY
)"

# A paper with an unknown key, to be checked in several languages.
printf 'title: 样报\n' >$room/paper/p/paper.yaml
printf 'title: 样刊\n' >$room/paper/site.yaml
printf 'date: 2020-01-02\nnummer: 1\n' >$room/paper/p/2020-01-02/issue.yaml
printf -- '---\ntitle: 标题\n---\n\n正文。\n' >$room/paper/p/2020-01-02/10-a.md

# What `check` says where only the variables ASSIGNMENT… are set.
check() {
  env -u LC_ALL -u LC_MESSAGES -u LANG -u LANGUAGE "$@" \
    out/bin/chenbao check $room/paper 2>&1
}

# Language that is expected, and the environment.
speaks() {
  language=$1
  shift
  said=$(check "$@")
  case $language:$said in
  zh:*'错误: 没有“nummer”这一项'* | en:*'error: unknown key “nummer”'*)
    verdict "$language with $*" "" ;;
  *) verdict "$language with $*" "it says: $said" ;;
  esac
}
speaks zh LANG=zh_CN.UTF-8
speaks zh LC_ALL=zh_CN.GB18030
speaks zh LC_MESSAGES=zh_SG.UTF-8 LANG=en_US.UTF-8
speaks zh LANGUAGE=zh_CN:en LANG=en_US.UTF-8
speaks zh LANGUAGE=zh
speaks en LC_ALL=C LANG=zh_CN.UTF-8 LANGUAGE=zh_CN
speaks en LC_ALL=C.UTF-8 LANGUAGE=
speaks en LANG=en_US.UTF-8
speaks en LANG=

# What a library says is in Chinese, too.
rm $room/paper/p/2020-01-02/issue.yaml
mkdir $room/paper/p/2020-01-02/issue.yaml
printf 'title: a: b\n' >$room/paper/p/paper.yaml
verdict "what YAML's reader says is translated" "$(
  check LANG=zh_CN.UTF-8 | grep -q '两个半角冒号' ||
    check LANG=zh_CN.UTF-8
)"
