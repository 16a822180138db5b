#!/bin/sh
# `make audit`: asks whether a package of the locks has a known fault. Fails if one has. Needs the network.
set -eu
venv=.venv-audit
[ -x "$venv/bin/python" ] || "$PYTHON" -m venv --clear "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r requirements/audit.txt
for lock in requirements-scale.txt requirements-dev.txt; do
    echo "$lock:"
    "$venv/bin/python" -m pip_audit --requirement "$lock" --require-hashes --disable-pip --progress-spinner off "$@"
done
