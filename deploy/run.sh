#!/bin/sh
# `make run`, after everything is installed: update the data, then start the server.
# Every step can be repeated. The Makefile sets the environment, and deploy/prepare.py has checked the
# port and the folder.
set -eu
# Mail files contain sign-in codes, and the database contains readers' lists.
umask 077

# Explain errors of the disk in one sentence; show all other errors in full.
manage() {
    if { said=$("$BIN/python" manage.py "$@" 2>&1 >&3); } 3>&1; then
        [ -z "$said" ] || printf '%s\n' "$said" >&2
        return
    fi
    case "$said" in
        *"No space left on device"* | *"disk is full"* | *"Disk quota exceeded"*)
            said="The disk is full. Free some space and try again. It continues where it stopped." ;;
        *"readonly database"* | *"unable to open database file"* | *"Permission denied"* | *"Read-only file system"*)
            said="$SYMPTOMS_VAR cannot be written. Allow your account to write to it and to everything in it." ;;
    esac
    printf '%s\n' "$said" >&2
    exit 1
}

echo "Preparing the database ..."
manage migrate --verbosity 0
# If this database is a backup, accounts that were erased since are erased again.
manage eraseagain
manage createroles > /dev/null
manage createeditor editor@example.org --superuser
manage clearsessions
# Once for each version of the search index, so that older articles are found too.
if [ ! -e "$SYMPTOMS_VAR/search-2" ]; then
    manage rebuildsearch > /dev/null
    touch "$SYMPTOMS_VAR/search-2"
fi
# Only once, because editors may change the content afterwards.
if [ ! -e "$SYMPTOMS_VAR/demo-loaded" ]; then
    echo "Loading the demo content ..."
    manage loadcontent symptoms/demo
    touch "$SYMPTOMS_VAR/demo-loaded"
fi
echo "Preparing static files ..."
manage collectstatic --noinput --verbosity 0

echo
echo "The site:        $SYMPTOMS_SITE_URL/"
echo "For editors:     $SYMPTOMS_SITE_URL/admin/"
echo "Outgoing mail:   ${SYMPTOMS_VAR}/mail"
echo "Press Ctrl-C to stop."
exec sh deploy/serve.sh
