#!/bin/sh
# `make newest`: the tests with the newest releases that requirements/*.in admit, in an environment of its own.
#   sh deploy/newest.sh           all tests; fails when one does
#   sh deploy/newest.sh --short   check, migrate and the tests of sign-in and the admin, and then the same with the
#                                 next Django: says in one closing line what breaks, and never fails
set -u
venv=.venv-newest
closing="Newest releases: "

# $1: the environment; the rest is what pip gets.
put() {
    folder=$1 && shift
    "$folder/bin/python" -c 'import pip' 2> /dev/null || "$PYTHON" -m venv --clear "$folder" || return
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade \
        --upgrade-strategy eager "$@"
}

short() {
    bin=$1/bin SYMPTOMS_VAR=$(mktemp -d)
    export SYMPTOMS_VAR
    { DEBUG=1 "$bin/python" manage.py check && DEBUG=1 "$bin/python" manage.py migrate --verbosity 0 &&
        "$bin/python" -m pytest -n 2 tests/accounts tests/admin; } > "$SYMPTOMS_VAR/said" 2>&1
    found=$?
    grep -E '^(FAILED|ERROR) |Error: ' "$SYMPTOMS_VAR/said" | sort -u | head -n 40
    broken=$(grep -cE '^(FAILED|ERROR) ' "$SYMPTOMS_VAR/said")
    rm -rf "$SYMPTOMS_VAR"
    unset SYMPTOMS_VAR
    return $found
}

# $1: what it is called; $2: where it is installed.
try() {
    if short "$2"; then said="all is well"
    elif [ "$broken" -gt 0 ]; then said="$broken tests break (above)"
    else said="check or migrate breaks (above)"; fi
    closing="$closing$1: $said. "
}

if [ "${1:-}" != --short ]; then
    put "$venv" -r requirements/dev.in || { echo "The newest releases could not be installed." >&2; exit 1; }
    "$venv/bin/python" -m pip list --outdated --disable-pip-version-check 2> /dev/null
    exec env -u DEBUG "$venv/bin/python" -m pytest -n 2
fi

unset DEBUG
if put "$venv" -r requirements/dev.in > /dev/null 2>&1; then try "what we admit" "$venv"
else closing="${closing}what we admit could not be installed. "; fi
if "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 12))'; then
    next=$(mktemp -d)
    if put "$next" -r requirements/dev.in > /dev/null 2>&1 &&
        "$next/bin/python" -m pip install --quiet --upgrade 'Django>=6.0,<6.1' > /dev/null 2>&1
    then try "Django 6.0" "$next"
    else closing="${closing}Django 6.0 could not be installed. "; fi
    rm -rf "$next"
else
    closing="${closing}Django 6.0 needs Python 3.12: not tried. "
fi
echo "$closing"
