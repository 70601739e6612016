#!/usr/bin/env bash
# Resolve pyproject.toml anew into requirements.lock, and what fuzzing, mutating and a cluster need into locks of their
# own: every version with its hashes, for Python 3.11 and newer, without the address of any registry.
set -euo pipefail

uv_version=0.13.9
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"${PYTHON:-python3}" -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check "uv==$uv_version"

# uv's own settings of this machine (mirrors, folders of wheels) must not reach a lock.
lock() {
    local file=$1
    shift
    env -u UV_FIND_LINKS -u UV_INDEX -u UV_DEFAULT_INDEX -u UV_EXTRA_INDEX_URL \
        "$scratch/venv/bin/uv" pip compile "$@" --no-config --universal \
        --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --quiet \
        --output-file "$file"
    if grep -nE '://|--(find-links|index-url|extra-index-url)|@ ' "$file"; then
        echo "lock: $file names a place to fetch from (above)" >&2
        exit 1
    fi
}

lock requirements.lock pyproject.toml --extra site --group dev "$@"
lock requirements-fuzz.lock --group pyproject.toml:fuzz "$@"
# Both into the same environment, so with the same versions of what both need.
lock requirements-mutate.lock --group pyproject.toml:mutate --constraint requirements.lock "$@"
lock requirements-cluster.lock pyproject.toml --extra cluster --constraint requirements.lock "$@"
