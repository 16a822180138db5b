"""Check once, when a server starts, that all migrations were applied."""

import sys

from django.core.management import call_command
from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _

# gunicorn then stops, instead of starting another worker that would also fail.
CANNOT_START = 4
OUTDATED = _(
    "The database is older than this version of the site. Run “python manage.py migrate”, then start"
    " the server again."
)


def stop_if_outdated() -> None:
    """End the process with one sentence. An unavailable database is no reason to stop: each page
    handles that.
    """
    try:
        call_command("migrate", "--check", verbosity=0)
    except SystemExit:
        print(OUTDATED, file=sys.stderr, flush=True)  # noqa: T201
        sys.exit(CANNOT_START)
    except DatabaseError:
        return
