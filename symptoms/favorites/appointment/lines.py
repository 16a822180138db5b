"""What the sheet says: a line for each article and tip, and the questions."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms import conf
from symptoms.favorites.appointment import paragraphs
from symptoms.favorites.appointment.fitting import Item
from symptoms.favorites.notebook.entries import Entry, entries
from symptoms.favorites.saving import device_list
from symptoms.models import CareCallout, Edition, Favorite, Kind, OwnQuestion, Question

MAX_OFFERED = 60
MY_NOTE = gettext_lazy("My note:")


@dataclass(frozen=True)
class Line:
    """An article or a tip as the sheet shows it. `key` names it in the form; `html` is a tip's text, and
    `text` is its short form, or an article's standfirst; `source` says in one line where it is, and who
    answers for it. `signs` ask for an ambulance. `note` and `status` are the reader's own."""

    key: str
    entry: Entry
    html: str
    text: str
    source: str
    signs: tuple[str, ...] = ()
    note: str = ""
    status: str = ""

    def measured(self) -> Item:
        texts = paragraphs.of_html(self.html) + (
            [paragraphs.of_text(self.text)] if self.text else []
        )
        if self.status:
            texts.append(paragraphs.of_text(self.how_it_went))
        if self.note:
            texts.append(paragraphs.of_text(str(MY_NOTE), is_bold=True))
            texts += [paragraphs.of_text(line) for line in self.note_lines]
        title = paragraphs.of_text(self.entry.title, is_bold=True)
        return Item(title, texts, paragraphs.of_text(self.source), self.signs)

    @property
    def note_lines(self) -> list[str]:
        return [line for line in self.note.splitlines() if line.strip()]

    @property
    def how_it_went(self) -> str:
        return _("How it went: %(status)s.") % {"status": self.status}


@dataclass(frozen=True)
class Asked:
    """A question on the sheet. `name` and `value` name it in the form; typed ones have no name."""

    text: str
    name: str = ""
    value: str = ""
    star: int | None = None


def saved_lines(request) -> tuple[list[Line], list[str]]:
    """A line for what the reader saved, and the titles of what is no longer on this site."""
    saved: Iterable[Any]
    if request.user.is_authenticated:
        saved = Favorite.objects.of(request.user).newest_first()[:MAX_OFFERED]
    else:
        saved = device_list.read(request)
    return _lines(saved)


def chosen_lines(user, chosen, is_short=False, with_notes=False) -> tuple[list[Line], list[str]]:
    """A line for each of the chosen `Picked`, in order; and the titles of what is no longer on this site.
    What was never public is left out. `is_short`: tips in their short form, where they have one;
    `with_notes`: with what the reader wrote about them."""
    mine = {}
    if user.is_authenticated and chosen:
        tips, articles = (
            [getattr(one, name) for one in chosen] for name in ("tip_id", "article_id")
        )
        wanted = Q(tip__in=filter(None, tips)) | Q(article__in=filter(None, articles))
        mine = {
            ("tip", row.tip_id) if row.tip_id else ("article", row.article_id): row
            for row in Favorite.objects.of(user).filter(wanted)
        }
    return _lines([mine.get((one.kind, one.pk), one) for one in chosen], is_short, with_notes)


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


def _lines(saved, is_short=False, with_notes=False):
    listed = entries(saved)
    shown = Edition.objects.filter(pk__in={entry.edition.pk for entry in listed})
    pages = shown.select_related("revision").with_approval().in_bulk()
    lines = [_line(one, pages[one.edition.pk], is_short) for one in listed if not one.gone]
    if with_notes:
        lines = [_with_note(line) for line in lines]
    return lines, [entry.title for entry in listed if entry.gone]


def _line(entry, page, is_short):
    """`page` is the entry's edition, which came `with_approval` and its text."""
    tips = page.content.tips if entry.kind == "tip" else ()
    tip = next((tip for tip in tips if tip.id == entry.pk), None)
    text = page.standfirst if tip is None else tip.short if is_short else ""
    return Line(
        f"{entry.kind}-{entry.pk}",
        entry,
        tip.body if tip and not text else "",
        text,
        _source(entry, page.reviewed_at),
        tuple(
            sign
            for card in page.content.callouts
            if card.level == CareCallout.Level.EMERGENCY
            for sign in card.signs
        ),
    )


def _with_note(line):
    note = getattr(line.entry.favorite, "note", "")
    return replace(line, note=note, status=line.entry.status_in_words)


def _source(entry, reviewed_at):
    """A short address that a person can type, whether it is one person's story, when it was last
    reviewed, and who paid."""
    parts = [short_address(entry.kind, entry.pk)]
    if entry.edition.kind == Kind.STORY:
        parts.append(entry.edition.get_kind_display())
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
