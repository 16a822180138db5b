#!/bin/sh
# `make newest`: run the tests with the newest releases that requirements/*.in allow, in a separate environment.
#   sh deploy/newest.sh           all tests; fails if one fails
#   sh deploy/newest.sh --short   check, migrate and the tests of sign-in and the admin, then the same with the
#                                 next Django; reports in one last line what breaks, and never fails
set -u
venv=.venv-newest
summary="Newest releases: "

# $1: the environment; the rest are arguments of pip.
install() {
    folder=$1 && shift
    "$folder/bin/python" -c 'import pip' 2> /dev/null || "$PYTHON" -m venv --clear "$folder" || return
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade \
        --upgrade-strategy eager "$@"
}

short() {
    bin=$1/bin SYMPTOMS_VAR=$(mktemp -d)
    export SYMPTOMS_VAR
    { DEBUG=1 "$bin/python" manage.py check && DEBUG=1 "$bin/python" manage.py migrate --verbosity 0 &&
        "$bin/python" -m pytest -n 2 tests/accounts tests/admin; } > "$SYMPTOMS_VAR/output" 2>&1
    found=$?
    grep -E '^(FAILED|ERROR) |Error: ' "$SYMPTOMS_VAR/output" | sort -u | head -n 40
    broken=$(grep -cE '^(FAILED|ERROR) ' "$SYMPTOMS_VAR/output")
    rm -rf "$SYMPTOMS_VAR"
    unset SYMPTOMS_VAR
    return $found
}

# $1: its name; $2: its environment.
try() {
    if short "$2"; then result="no problems"
    elif [ "$broken" -gt 0 ]; then result="$broken tests fail (above)"
    else result="check or migrate fails (above)"; fi
    summary="$summary$1: $result. "
}

if [ "${1:-}" != --short ]; then
    install "$venv" -r requirements/dev.in || { echo "The newest releases could not be installed." >&2; exit 1; }
    "$venv/bin/python" -m pip list --outdated --disable-pip-version-check 2> /dev/null
    exec env -u DEBUG "$venv/bin/python" -m pytest -n 2
fi

unset DEBUG
if install "$venv" -r requirements/dev.in > /dev/null 2>&1; then try "the allowed releases" "$venv"
else summary="${summary}the allowed releases could not be installed. "; fi
if "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 12))'; then
    next=$(mktemp -d)
    if install "$next" -r requirements/dev.in > /dev/null 2>&1 &&
        "$next/bin/python" -m pip install --quiet --upgrade 'Django>=6.0,<6.1' > /dev/null 2>&1
    then try "Django 6.0" "$next"
    else summary="${summary}Django 6.0 could not be installed. "; fi
    rm -rf "$next"
else
    summary="${summary}Django 6.0 needs Python 3.12, so it was not tried. "
fi
echo "$summary"
