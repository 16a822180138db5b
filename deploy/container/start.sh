#!/bin/sh
# What a container does: `serve` (the default), `daily` (the daily commands and a backup, for ever), or a
# command of manage.py.
set -eu
umask 077
case "${1:-serve}" in
    serve)
        python manage.py migrate --verbosity 0
        python manage.py eraseagain
        python manage.py createroles
        python manage.py collectstatic --noinput --verbosity 0
        exec python -m gunicorn config.wsgi --bind 0.0.0.0:8000 --no-control-socket --log-level warning
        ;;
    daily)
        while true; do
            python manage.py backup "${BACKUP_TO:-/var/lib/symptoms/backups}" --keep "${BACKUP_KEEP:-30}" || true
            for command in clearsessions sendreviewreminders sendupdates forgetinactive sendmail; do
                python manage.py "$command" || true
            done
            sleep 86400
        done
        ;;
    *) exec python manage.py "$@" ;;
esac
