"""Put a loaded article into the state that its file names: draft, live, scheduled or withdrawn. A
file does this once for each text that it has. Whatever editors publish, cancel or withdraw after
that is never undone here.
"""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from symptoms.importer import references
from symptoms.importer.article_pages import ArticlePage
from symptoms.importer.references import row_of
from symptoms.models import Article, Revision
from symptoms.workflow import publishing, reviewing
from symptoms.workflow.publishing import Then


def changed(articles: list[ArticlePage]) -> list[ArticlePage]:
    """Those whose text is not the one that was last loaded from their file."""
    there = references.articles_called(article.slug for article in articles)
    return [article for article in articles if article.slug not in there or not was_loaded(article)]


def was_loaded(article: ArticlePage) -> bool:
    """Whether the file's text is the one that was last loaded from it."""
    row = row_of("article", article.slug)
    if row is None:
        return False
    loaded = row.revisions.filter(origin__startswith=article.origin_prefix)
    newest = loaded.first()
    return newest is not None and newest.origin == article.origin


def bring_about(
    article: ArticlePage, revision: Revision, by, now: datetime, coming: frozenset[str]
) -> tuple[str, str]:
    """Publish, schedule or withdraw `revision`, new from this file, as the file says. `coming` are
    the slugs that go live in the same load. Returns what was done ("" for a draft), and details.
    If publishing refuses, the reason is noted in the page.
    """
    try:
        _sign(article, revision)
        return _ACTIONS[article.state](article, revision, by, now, coming)
    except publishing.PublishingError as error:
        article.page.report("state", str(error))
    except reviewing.ReviewError as error:
        article.page.report("checked_by", str(error))
    return "refused", ""


def _sign(article, revision):
    """Record the medical review that the file names, for exactly this text."""
    reviewer = row_of("contributor", article.slug_of("checked_by"))
    if reviewer:
        reviewing.note_earlier(revision, reviewer, article.reviewed, article.next_review)


def _draft(article, revision, by, now, coming):
    return "", ""


def _live(article, revision, by, now, coming):
    _cancel_scheduled(article, revision.article)
    publishing.publish(revision, by=by, coming=coming, then=Then.KEEP)
    update = revision.article.editions.scheduled().order_by("live_from").first()
    later = (
        _("another version of it is scheduled for %(moment)s") % {"moment": local(update.live_from)}
        if update
        else ""
    )
    return "published", later


def _scheduled(article, revision, by, now, coming):
    moment = article.publish_at.counted_from(now)
    if moment <= now:
        message = _("This moment has passed. Choose one in the future, or write “state: live”.")
        article.page.report("publish_at", message)
        return "refused", ""
    _cancel_scheduled(article, revision.article)
    publishing.publish(revision, by=by, at=moment, coming=coming, then=Then.KEEP)
    return "scheduled", _("for %(moment)s") % {"moment": local(moment)}


def _withdrawn(article, revision, by, now, coming):
    _cancel_scheduled(article, revision.article)
    publishing.publish(revision, by=by, coming=coming, then=Then.KEEP)
    publishing.withdraw(revision.article, by=by, reason=article.withdrawn_because)
    return "withdrawn", ""


_ACTIONS = {"draft": _draft, "live": _live, "scheduled": _scheduled, "withdrawn": _withdrawn}


def _cancel_scheduled(article: ArticlePage, row: Article) -> None:
    """Cancel what an earlier text of the same file scheduled, because this text replaces it."""
    scheduled = row.editions.scheduled()
    for edition in scheduled.filter(revision__origin__startswith=article.origin_prefix):
        publishing.cancel(edition)


def local(moment: datetime) -> str:
    """`moment` as the site's clocks show it."""
    shown = timezone.localtime(moment, timezone.get_default_timezone())
    return f"{shown:%Y-%m-%d %H:%M %Z}"
