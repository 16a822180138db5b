#!/bin/sh
# `make lock`: compile requirements*.txt from requirements/*.in, for every Python and system we support.
# The header of each lock holds the digest of all inputs, so that a test can tell when a lock is stale.
set -eu
[ -x .venv-lock/bin/python ] || "$PYTHON" -m venv --clear .venv-lock
.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check -r requirements/uv.txt

digest=$(cat requirements/site.in requirements/scale.in requirements/dev.in | "$PYTHON" -c \
    'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())')
export UV_CUSTOM_COMPILE_COMMAND="make lock (inputs: sha256 $digest)"

# No index in a lock: whoever installs chooses theirs. No configuration of this machine either.
compile() {
    .venv-lock/bin/uv pip compile --quiet --no-config --upgrade --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-emit-find-links "$@"
}
compile requirements/dev.in --output-file requirements-dev.txt
# The smaller locks hold the same versions as the largest.
compile requirements/scale.in --constraints requirements-dev.txt --output-file requirements-scale.txt
compile requirements/site.in --constraints requirements-dev.txt --output-file requirements.txt
git diff --stat -- requirements.txt requirements-scale.txt requirements-dev.txt
