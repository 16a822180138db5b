#!/bin/sh
# Install this version of the code and restart the server: docs/upgrade.md. Run it as root in /srv/symptoms.
# Every step can be repeated; one that fails stops the rest, and the old server goes on.
set -eu
cd /srv/symptoms

echo "The packages ..."
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements-scale.txt

manage() { sh deploy/manage.sh "$@"; }

echo "The database ..."
manage check --deploy --fail-level ERROR
manage migrate --verbosity 0
# If the database is a backup, accounts that were erased since are erased again.
manage eraseagain
manage createroles
manage rebuildsearch
# PostgreSQL chooses indexes by what it knows of the rows, and a migration may have rewritten many.
manage shell --verbosity 0 --command "
from django.db import connection
if connection.vendor == 'postgresql':
    cursor = connection.cursor()
    cursor.execute('SET statement_timeout = 0')
    cursor.execute('VACUUM ANALYZE')"
echo "The scripts and styles ..."
manage collectstatic --noinput --verbosity 0

if systemctl is-active --quiet symptoms.service; then
    # New processes take over; the old ones finish what they have begun.
    systemctl restart symptoms.service
fi
