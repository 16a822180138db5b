"""Who is told that something they saved has changed, and the email that says so without saying what."""

from datetime import datetime

from django.db import transaction

from symptoms import conf
from symptoms.favorites.notebook.browsing import news_of
from symptoms.mail.templates import render_email
from symptoms.models import Favorite, UpdateEmail


def send_all(now: datetime, dry_run=False) -> int:
    """Email everyone who asked for it and has news that was not told yet; returns how many."""
    due = [row for row in UpdateEmail.objects.due(now).iterator() if _has_news(row)]
    return len(due) if dry_run else sum(_send(row, now) for row in due)


def _has_news(row):
    news = news_of(Favorite.objects.of(row.user))
    return any(entry.news_at > row.since for entry in news.values())


def _send(row, now) -> bool:
    """Whether it was sent: not when another run was faster, or its owner stopped it meanwhile."""
    unchanged = UpdateEmail.objects.filter(pk=row.pk, last_sent_at=row.last_sent_at)
    with transaction.atomic():
        if not unchanged.update(last_sent_at=now):
            return False
        link = conf.absolute(row.secret_path)
        message = render_email("favorites/updates/email", row.user.email, {"link": link})
        message.extra_headers |= {
            "List-Unsubscribe": f"<{link}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        message.send()
    return True
