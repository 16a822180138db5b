"""Whether the database is as new as the code, asked once when a server starts."""

import sys

from django.core.management import call_command
from django.db import DatabaseError

# gunicorn then stops, instead of starting another worker that would fail as well.
CANNOT_START = 4
OLDER = (
    "The database is older than this version of the site. Run “python manage.py migrate”, then start"
    " the server again."
)


def stop_if_older() -> None:
    """Say so in one sentence and end the process; a database that is away is asked by each page."""
    try:
        call_command("migrate", "--check", verbosity=0)
    except SystemExit:
        print(OLDER, file=sys.stderr, flush=True)  # noqa: T201
        sys.exit(CANNOT_START)
    except DatabaseError:
        return
