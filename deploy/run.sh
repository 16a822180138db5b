#!/bin/sh
# What `make run` does once everything is installed: bring the data up to date, then serve.
# Every step changes nothing when it has been done before. The environment comes from the Makefile,
# and deploy/prepare.py has looked at the port and the folder.
set -eu
# Mail in files holds sign-in codes, and the database holds who reads what.
umask 077

# What the disk refuses is said in one sentence; any other fault is shown whole.
manage() {
    if { said=$("$BIN/python" manage.py "$@" 2>&1 >&3); } 3>&1; then
        [ -z "$said" ] || printf '%s\n' "$said" >&2
        return
    fi
    case "$said" in
        *"No space left on device"* | *"disk is full"* | *"Disk quota exceeded"*)
            said="The disk is full. Free some space and try again; it goes on where it stopped." ;;
        *"readonly database"* | *"unable to open database file"* | *"Permission denied"* | *"Read-only file system"*)
            said="$SYMPTOMS_VAR cannot be written. Give this account the right to, with all that is in it." ;;
    esac
    printf '%s\n' "$said" >&2
    exit 1
}

echo "Preparing the database ..."
manage migrate --verbosity 0
# If this database is a backup: whoever was erased since is erased again.
manage eraseagain
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
