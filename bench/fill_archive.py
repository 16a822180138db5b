"""Fills the database of a bench: an archive, a reader with favorites, an administrator, static files.

Runs inside the site (`manage.py shell`), so that nothing else here needs Django.
"""

import json
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management import call_command

from bench.archive import fill as fill_archive
from bench.page_queries import pages
from bench.prepare import session_of
from symptoms.models import Article, Favorite, Tip

FAVORITES = 500


def fill(count: int, report: str) -> None:
    """Write to the file `report`: `reader` and `staff` as session keys, `pages` and `admin` as
    {name: path}."""
    call_command("migrate", verbosity=0)
    call_command("createroles", verbosity=0)
    fill_archive(count)
    call_command("collectstatic", "--noinput", verbosity=0)
    users = get_user_model().objects
    reader = users.create_user("reader@example.org")
    staff = users.create_user("staff@example.org", is_staff=True, is_superuser=True)
    _favorites(reader)
    made = {
        "reader": session_of(reader),
        "staff": session_of(staff),
        "pages": pages(),
        "admin": _admin_pages(),
    }
    Path(report).write_text(json.dumps(made))


def _favorites(reader):
    tips = list(Tip.objects.order_by("pk").values_list("pk", flat=True))
    step = max(1, len(tips) // FAVORITES)
    Favorite.objects.bulk_create(
        Favorite(user=reader, tip_id=pk) for pk in tips[::step][:FAVORITES]
    )


def _admin_pages():
    pk = Article.objects.order_by("pk").values_list("pk", flat=True)[Article.objects.count() // 2]
    listed = "/admin/symptoms/article/"
    return {
        "admin: front page": "/admin/",
        "admin: list": listed,
        "admin: filter": f"{listed}?kind__exact=information",
        "admin: search": f"{listed}?q=walk",
        "admin: form": f"{listed}{pk}/change/",
    }
