"""What the sheet says: a line for each article and tip, and the questions."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from symptoms import conf
from symptoms.favorites.notebook.entries import Entry, entries
from symptoms.favorites.saving import device_list
from symptoms.models import Edition, Favorite, OwnQuestion, Question
from symptoms.text import sanitizer

MAX_OFFERED = 60


@dataclass(frozen=True)
class Line:
    """An article or a tip as the sheet shows it. `key` names it in the form; `html` is a tip's text and
    `standfirst` an article's; `source` says in one line where it is, and who answers for it."""

    key: str
    entry: Entry
    html: str
    standfirst: str
    source: str

    @property
    def paragraphs(self) -> list[str]:
        words = sanitizer.paragraphs(self.html) or [self.standfirst]
        return [self.entry.title, *words, self.source]


@dataclass(frozen=True)
class Asked:
    """A question on the sheet. `name` and `value` name it in the form; typed ones have no name."""

    text: str
    name: str = ""
    value: str = ""
    star: int | None = None


def saved_lines(request) -> tuple[list[Line], list[str]]:
    """A line for what the reader saved, and the titles of what is no longer on this site."""
    saved: Iterable[Favorite | device_list.SavedItem]
    if request.user.is_authenticated:
        saved = Favorite.objects.of(request.user).newest_first()[:MAX_OFFERED]
    else:
        saved = device_list.read(request)
    return _lines(saved)


def chosen_lines(user, chosen) -> tuple[list[Line], list[str]]:
    """A line for each of the chosen `Picked`, in order, with the reader's own notes; and the titles of
    what is no longer on this site. What was never public is left out."""
    mine = {}
    if user.is_authenticated:
        tips, articles = (
            [getattr(one, name) for one in chosen] for name in ("tip_id", "article_id")
        )
        wanted = Q(tip__in=filter(None, tips)) | Q(article__in=filter(None, articles))
        mine = {
            ("tip", row.tip_id) if row.tip_id else ("article", row.article_id): row
            for row in Favorite.objects.of(user).filter(wanted)
        }
    return _lines([mine.get((one.kind, one.pk), one) for one in chosen])


def own_questions(user) -> list[Asked]:
    """The reader's own questions, starred ones first."""
    if not user.is_authenticated:
        return []
    mine = OwnQuestion.objects.of(user).starred_first()
    return [Asked(one.text, "questions", str(one.pk), one.star) for one in mine]


def asked_by_articles(ids: Iterable[int]) -> list[Asked]:
    """The questions with these ids that live articles ask, as they are worded now."""
    ids = list(ids)
    if not ids:
        return []
    articles = Question.objects.filter(pk__in=ids).values("article")
    editions = Edition.objects.live().articles().filter(article__in=articles)
    found = {
        question.id: question.text
        for edition in editions.select_related("revision")
        for question in edition.content.questions
    }
    return [Asked(found[pk], "asked", str(pk)) for pk in ids if pk in found]


def _lines(saved):
    listed = entries(saved, with_text=True)
    shown = Edition.objects.filter(pk__in={entry.edition.pk for entry in listed})
    reviewed = dict(shown.with_approval().values_list("pk", F("reviewed_at")))
    return (
        [_line(entry, reviewed.get(entry.edition.pk)) for entry in listed if not entry.gone],
        [entry.title for entry in listed if entry.gone],
    )


def _line(entry, reviewed_at):
    tip = entry.tip_content
    return Line(
        f"{entry.kind}-{entry.pk}",
        entry,
        tip.body if tip else "",
        "" if tip else entry.edition.standfirst,
        _source(entry, reviewed_at),
    )


def _source(entry, reviewed_at):
    """A short address that a person can type, when it was last reviewed, and who paid."""
    parts = [short_address(entry.kind, entry.pk)]
    if reviewed_at:
        day = date_format(reviewed_at, "SHORT_DATE_FORMAT")
        parts.append(_("Last reviewed %(date)s") % {"date": day})
    if entry.edition.sponsored:
        parts.append(entry.edition.sponsored)
    return " · ".join(parts)


def short_address(kind: str, pk: int) -> str:
    """Such as "example.org/t/12/"; a browser adds the rest."""
    path = reverse(f"symptoms:short-{kind}", args=[pk])
    return conf.absolute(path).partition("://")[2].rstrip("/")
