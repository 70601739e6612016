#!/usr/bin/env bash
# Make FOLDER a virtual environment of PYTHON that holds exactly what requirements.lock lists, and this project.
# Usage: scripts/environment.sh FOLDER PYTHON
set -euo pipefail

folder=$1
python=$2

fail() {
    printf 'setup: %s\n' "$@" >&2
    exit 1
}

command -v "$python" >/dev/null || fail "no '$python' on this machine; install Python 3.11 or newer, or say which: make PYTHON=…"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "$("$python" --version) is too old, Python 3.11 or newer is needed; say which: make PYTHON=…"

# Debian keeps ensurepip in a package of its own; without it `venv` leaves a folder that has no pip.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    "$(dirname "$0")/debian.sh" "$package" || fail "'$python' cannot make virtual environments: ensurepip is missing" \
        "on Debian or Ubuntu run, as root: apt-get install $package"
fi

# An environment of another Python would keep its libraries.
if [ -x "$folder/bin/python" ] && [ "$("$folder/bin/python" -V 2>&1)" != "$("$python" -V 2>&1)" ]; then
    rm -rf "$folder"
fi
[ -x "$folder/bin/pip" ] || "$python" -m venv --clear "$folder"

export PIP_DISABLE_PIP_VERSION_CHECK=1
"$folder/bin/pip" install -qq --require-hashes --requirement requirements.lock
# The build backend is among the locked packages: nothing is fetched unlocked here.
"$folder/bin/pip" install -qq --no-deps --no-build-isolation --editable .
# The notebooks' kernel talks over an encrypted connection; without it each build prints a warning.
mkdir -p "$folder/etc/jupyter"
cp "$(dirname "$0")/jupyter_nbconvert_config.json" "$folder/etc/jupyter/"
