#!/bin/sh
# From a fresh Debian with this folder in /srv/symptoms to a served site: docs/deploy.md.
#   sh deploy/install.sh example.org
# Run it as root, after certbot has got the certificate. Every step can be repeated.
set -eu
host=${1:?"Usage: sh deploy/install.sh example.org"}
cd /srv/symptoms
[ "$(id -u)" = 0 ] || { echo "Run it as root." >&2; exit 1; }
[ -e "/etc/letsencrypt/live/$host/fullchain.pem" ] || {
    echo "There is no certificate for $host yet. Run certbot first: docs/deploy.md." >&2
    exit 1
}

# What runs once a day, besides the backup.
daily="clearsessions sendreviewreminders sendupdates forgetinactive sendmail"

echo "The account and the database ..."
install -d -m 0700 /var/lib/symptoms
id symptoms > /dev/null 2>&1 || adduser --quiet --system --group --home /var/lib/symptoms --no-create-home symptoms
install -d -o symptoms -g symptoms -m 0700 /var/lib/symptoms
sql() { runuser -u postgres -- psql --no-psqlrc --quiet --tuples-only --no-align --command "$1" postgres; }
[ "$(sql "SELECT 1 FROM pg_roles WHERE rolname = 'symptoms'")" = 1 ] || sql "CREATE ROLE symptoms LOGIN"
[ "$(sql "SELECT 1 FROM pg_database WHERE datname = 'symptoms'")" = 1 ] ||
    sql "CREATE DATABASE symptoms OWNER symptoms ENCODING 'UTF8' TEMPLATE template0"
port=$(sql "SHOW port")

echo "The files of nginx and systemd ..."
install -d -m 0755 /etc/symptoms
python3 deploy/place.py "$host"
chown root:symptoms /etc/symptoms/environment
# A machine with two versions of PostgreSQL has one of them on another port.
[ "$port" = 5432 ] || grep -q "^DATABASE_URL=.*:$port/" /etc/symptoms/environment || {
    echo "PostgreSQL uses port $port. Write it into DATABASE_URL in /etc/symptoms/environment: %2Fvar%2Frun%2Fpostgresql:$port/symptoms" >&2
    exit 1
}
ln -sf ../sites-available/symptoms /etc/nginx/sites-enabled/symptoms
rm -f /etc/nginx/sites-enabled/default
systemctl daemon-reload
systemctl restart systemd-journald

sh deploy/release.sh

systemctl enable --now symptoms.socket symptoms.service symptoms-backup.timer
for command in $daily; do systemctl enable --now "symptoms-daily@$command.timer"; done
nginx -t
systemctl reload nginx
echo "The site:  https://$host/"
