#!/bin/sh
# Installs what is missing: setup.sh "PACKAGE…" "COMMAND:PACKAGE…".
# On a system without apt it says what is needed instead.
set -eu
packages=$1
tools=$2

missing=
for p in $packages; do
  dpkg-query -W -f '${Status}' "$p" 2>/dev/null |
    grep -q '^install ok installed' || missing="$missing $p"
done
for t in $tools; do
  command -v "${t%%:*}" >/dev/null 2>&1 || missing="$missing ${t##*:}"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "chenbao: 请先安装 please install (names of Debian 12):$missing" >&2
  # Another system has other names: go on when the build can work.
  exit 0
fi
sudo=
if [ "$(id -u)" != 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "chenbao: 请以 root 运行 as root, run: apt-get install -y$missing" >&2
    exit 1
  fi
  sudo=sudo
fi
echo "安装 installing:$missing"
$sudo apt-get update -qq
# shellcheck disable=SC2086
$sudo env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends $missing >/dev/null
