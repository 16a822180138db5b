#!/bin/sh
# What `make run` does once everything is installed: bring the data up to date, then serve.
# Every step changes nothing when it has been done before. The environment comes from the Makefile.
set -eu

manage() { "$BIN/python" manage.py "$@"; }

echo "Preparing the database ..."
manage migrate --verbosity 0
manage createroles > /dev/null
manage createeditor editor@example.org --superuser
echo "Loading the demo content ..."
manage loadcontent symptoms/demo --verbosity 0
echo "Preparing static files ..."
manage collectstatic --noinput --verbosity 0

echo
echo "The site:        $SYMPTOMS_SITE_URL/"
echo "The editors:     $SYMPTOMS_SITE_URL/admin/"
echo "Mail it sends:   ${SYMPTOMS_VAR}/mail"
echo "Stop it with Ctrl-C."
exec "$BIN/gunicorn" config.wsgi --bind "127.0.0.1:$PORT" --workers 1 --threads 8 \
    --no-control-socket --log-level warning
