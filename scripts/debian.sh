#!/usr/bin/env bash
# Install Debian packages where that is possible without asking anybody; exit 1 where it is not.
# Usage: scripts/debian.sh PACKAGE …
set -euo pipefail

command -v apt-get >/dev/null || exit 1
if [ "$(id -u)" = 0 ]; then
    as_root=()
elif command -v sudo >/dev/null && sudo --non-interactive true 2>/dev/null; then
    as_root=(sudo --non-interactive)
else
    exit 1
fi

printf 'setup: installing %s from Debian’s packages\n' "$*" >&2
"${as_root[@]}" apt-get update -qq </dev/null >&2
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null >&2
