"""Loads a content folder into working copies and publishes them: all of it, or nothing."""

from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symptoms.importer import drafts, folder, main_articles, new_articles, references, states
from symptoms.importer.folder import Folder
from symptoms.importer.frontmatter import Problem
from symptoms.importer.planned import plan, put_tags, same_ids
from symptoms.importer.spool import Spool
from symptoms.importer.staged_index import Busy, staged_index
from symptoms.models import Contributor, Picture
from symptoms.workflow import publishing


class BadFolder(Exception):
    """Why nothing was loaded; `problems` is a sorted list of Problem."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


@dataclass(frozen=True, slots=True)
class Change:
    """What was done with one file: created, updated, unchanged, published, scheduled or withdrawn."""

    what: str
    label: str
    detail: str = ""

    def __str__(self):
        return f"{self.what:<9} {self.label}" + (f" ({self.detail})" if self.detail else "")


def load(directory: Path, by=None, dry_run: bool = False) -> list[Change]:
    """Load the content folder `directory`, all of it or nothing; `by` is the user who loads it. Files
    that were loaded before are left alone, so that later work in the admin stays. With `dry_run`,
    everything is done and then rolled back. Raises BadFolder; then nothing was written.

    New articles are prepared before the one transaction that makes everything public, so that it is
    short, and other writers hardly wait.
    """
    content = folder.read(directory)
    references.check(content)
    _stop_at_problems(content)
    try:
        with staged_index() as index, Spool() as spool:
            return _load(content, spool, index, by, dry_run)
    except IntegrityError:
        raise _disturbed() from None
    except Busy as error:
        raise BadFolder([Problem("", 0, "", str(error))]) from None
    except OperationalError as error:
        if "lock" not in str(error):
            raise
        message = _("The database is busy: somebody else is writing. Run the command again.")
        raise BadFolder([Problem("", 0, "", message)]) from None


def _disturbed():
    message = _("Someone else changed the same content at this moment. Run the command again.")
    return BadFolder([Problem("", 0, "", message)])


def _load(content, spool, index, by, dry_run):
    new = states.changed(content.articles)
    planned = plan(content, new, lambda: _put_terms_and_pictures(content, by))
    _stop_at_problems(content)
    plain = new_articles.are_plain(new, planned)
    coming = _coming(content.articles)
    new_articles.prepare(plain, planned, spool, index, coming=coming, by=by)
    _stop_at_problems(content)
    with transaction.atomic(), same_ids(planned):
        changes = _write(content, new, plain, planned=planned, spool=spool, by=by)
        if dry_run:
            transaction.set_rollback(True)
        else:
            _store_pictures(content)
    return changes


def _write(content, new, plain, *, planned, spool, by):
    new_terms = [page for page in content.terms if page.main and not drafts.was_loaded(page)]
    done = _put_terms_and_pictures(content, by)
    put_tags(new)
    if not planned.stands():
        raise _disturbed()
    words = _put_everyday_words(content.terms)
    new_articles.write(spool)
    published = {article.slug: Change("published", article.label) for article in plain}
    others = [article for article in new if article.slug not in published]
    changes = [
        *(Change(what, label, detail) for label, (what, detail) in done + words),
        *_load_articles(content, content.articles, others, published, by),
        *_load_articles(content, content.updates, states.changed(content.updates), {}, by),
    ]
    main_articles.put(new_terms)
    _stop_at_problems(content)
    return changes


def _put_terms_and_pictures(content, by):
    terms = _put_terms(content.terms, by)
    pictures = [(f"picture {page.slug}", drafts.put_picture(page)) for page in content.pictures]
    _stop_at_problems(content)
    return terms + pictures


def _coming(articles):
    return frozenset(article.slug for article in articles if article.state == "live")


def _put_terms(pages, by):
    """Contributors first, because some of them review the words of other terms."""
    in_order = sorted(pages, key=lambda page: page.kind.model is not Contributor)
    done = {page.page.path: drafts.put_term(page, by) for page in in_order}
    return [(f"{page.kind.name} {page.slug}", done[page.page.path]) for page in pages]


def _put_everyday_words(pages):
    """What people type for a symptom only adds to what is there: editors' words stay."""
    added = {page.slug: drafts.put_everyday_words(page) for page in pages if page.everyday_words}
    return [
        (f"everyday_words {slug}", ("updated", _added(count)))
        for slug, count in added.items()
        if count
    ]


def _added(count):
    return ngettext("%(count)s new", "%(count)s new", count) % {"count": count}


def _stop_at_problems(content):
    if content.problems:
        raise BadFolder(content.problems)


def _load_articles(content: Folder, articles, new, done, by):
    """All rows of the `new` ones first, then the rows that depend on them, because articles refer to
    each other. `done` are the changes of those that are written."""
    now = timezone.now()
    pictures = {page.slug: drafts.row_of_picture(page) for page in content.pictures}
    drafts.free_series_parts(new)
    known = {article.slug for article in new if references.row_of("article", article.slug)}
    rows = {article.slug: drafts.put_article(article, pictures) for article in new}
    _stop_at_problems(content)
    coming = _coming(articles)
    done = done | {
        article.slug: _load_article(
            article, rows[article.slug], article.slug in known, by=by, now=now, coming=coming
        )
        for article in new
    }
    _stop_at_problems(content)
    return [done.get(article.slug) or Change("unchanged", article.label) for article in articles]


def _load_article(article, row, was_there, *, by, now, coming):
    drafts.fill(row, article)
    revision = publishing.save_revision(row, by=by, origin=article.origin)
    what, detail = states.bring_about(article, revision, by, now, coming)
    return Change(what or ("updated" if was_there else "created"), article.label, detail)


def _store_pictures(content):
    """Files last, because a rollback doesn't remove them."""
    for page in content.pictures:
        if not default_storage.exists(page.name):
            Picture().store(page.upload)
