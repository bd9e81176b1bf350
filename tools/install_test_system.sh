#!/usr/bin/env bash
# Chromium and a CJK font for the browser tests: Debian's packages, when they are missing and allowed.
# Never fails: the tests themselves skip with the reason printed, or fail where CI=true.
set -uo pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium)
[ -n "$(fc-list :lang=zh 2>/dev/null)" ] || missing+=(fontconfig fonts-noto-cjk)
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo -n)
    sudo -n true 2>/dev/null || { echo "[setup] not root: install ${missing[*]} for the browser tests"; exit 0; }
fi
command -v apt-get >/dev/null || { echo "[setup] no apt-get: install ${missing[*]} for the browser tests"; exit 0; }

echo "[setup] installing ${missing[*]} for the browser tests"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
if ! { "${as_root[@]}" apt-get update -q && "${as_root[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}"; } \
    >"$log" 2>&1 </dev/null; then
    tail -5 "$log"
    echo "[setup] could not install ${missing[*]}"
fi
rm -f "$log"
exit 0
