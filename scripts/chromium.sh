#!/usr/bin/env bash
# See to it that there is a Chromium for the tests in the browser, and print its path.
set -euo pipefail

find_chromium() {
    for name in ${TEXPROOF_CHROMIUM:+"$TEXPROOF_CHROMIUM"} chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name"; then return 0; fi
    done
    return 1
}

find_chromium && exit
"$(dirname "$0")/debian.sh" chromium && find_chromium && exit
printf 'chromium: %s\n' "no Chromium found, and it cannot be installed from here" \
    "on Debian run, as root: apt-get install chromium; elsewhere set TEXPROOF_CHROMIUM to the program’s path" >&2
exit 1
