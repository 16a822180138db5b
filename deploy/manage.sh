#!/bin/sh
# manage.py as the account of the site, with the site's settings: sh deploy/manage.sh createeditor …
# Run it as root. systemd reads the settings, because they are no shell script.
set -eu
exec systemd-run --quiet --wait --pipe --collect --uid=symptoms --gid=symptoms --property=UMask=0077 \
    --property=EnvironmentFile=/etc/symptoms/environment --working-directory=/srv/symptoms \
    /srv/symptoms/.venv/bin/python manage.py "$@"
