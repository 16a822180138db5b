#!/bin/sh
# `make lock`: compile requirements*.txt from requirements/*.in, for every Python and system we support.
# The header of each lock has the digest of all inputs, so that a test can tell when a lock is outdated.
set -eu
[ -x .venv-lock/bin/python ] || "$PYTHON" -m venv --clear .venv-lock
.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check -r requirements/uv.txt

digest=$(cat requirements/site.in requirements/scale.in requirements/dev.in | "$PYTHON" -c \
    'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())')
export UV_CUSTOM_COMPILE_COMMAND="make lock (inputs: sha256 $digest)"

# No package index in a lock, because whoever installs it chooses one; no configuration of this machine.
compile() {
    .venv-lock/bin/uv pip compile --quiet --no-config --upgrade --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-emit-find-links "$@"
}
compile requirements/dev.in --output-file requirements-dev.txt
# The smaller locks have the same versions as the largest.
compile requirements/scale.in --constraints requirements-dev.txt --output-file requirements-scale.txt
compile requirements/site.in --constraints requirements-dev.txt --output-file requirements.txt
git diff --stat -- requirements.txt requirements-scale.txt requirements-dev.txt
