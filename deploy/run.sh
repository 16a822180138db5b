#!/bin/sh
# What `make run` does once everything is installed: bring the data up to date, then serve.
# Every step changes nothing when it has been done before. The environment comes from the Makefile.
set -eu
# Mail in files holds sign-in codes, and the database holds who reads what.
umask 077

manage() { "$BIN/python" manage.py "$@"; }

if "$BIN/python" -c 'import socket, sys; socket.create_connection(("127.0.0.1", int(sys.argv[1])), 1)' "$PORT" 2> /dev/null; then
    echo "Something else uses port $PORT. Choose another: make run PORT=8080" >&2
    exit 1
fi
echo "Preparing the database ..."
manage migrate --verbosity 0
manage createroles > /dev/null
manage createeditor editor@example.org --superuser
manage clearsessions
# Once for each way of reading words: what was published before is found by the new one as well.
if [ ! -e "$SYMPTOMS_VAR/search-2" ]; then
    manage rebuildsearch > /dev/null
    touch "$SYMPTOMS_VAR/search-2"
fi
# Once only: from then on the content belongs to whoever edits it.
if [ ! -e "$SYMPTOMS_VAR/demo-loaded" ]; then
    echo "Loading the demo content ..."
    manage loadcontent symptoms/demo
    touch "$SYMPTOMS_VAR/demo-loaded"
fi
echo "Preparing static files ..."
manage collectstatic --noinput --verbosity 0

echo
echo "The site:        $SYMPTOMS_SITE_URL/"
echo "The editors:     $SYMPTOMS_SITE_URL/admin/"
echo "Mail it sends:   ${SYMPTOMS_VAR}/mail"
echo "Stop it with Ctrl-C."
exec sh deploy/serve.sh
