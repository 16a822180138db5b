"""Queries for editions: which are live, which a list shows, and in what order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, Min, OuterRef, Subquery

from symptoms.models import related
from symptoms.models.article import Kind
from symptoms.models.edition_links import LINKS, EditionSymptom
from symptoms.models.live import (
    FOREVER,
    Moment,
    end_of,
    has_started,
    is_live,
    starts_after,
    starts_between,
)
from symptoms.models.review import approval_columns
from symptoms.web import clock

if TYPE_CHECKING:
    from symptoms.models.edition import Edition
    from symptoms.models.revision import Revision
    from symptoms.models.taxonomy import Symptom

# What a page shows of an edition besides its own columns.
PAGE_RELATIONS = ("revision", "topic", "series", "author", "sponsor", "picture")


class EditionQuerySet(models.QuerySet["Edition"]):
    def started(self, at: Moment | None = None) -> Self:
        """Editions and withdrawals that had begun by `at` (default: now), superseded ones too."""
        return self.filter(has_started(at))

    def scheduled(self, at: Moment | None = None) -> Self:
        """Editions and withdrawals that are scheduled to start after `at` (default: now)."""
        return self.filter(starts_after(at or clock.now()))

    def starting(self, after: datetime, until: datetime) -> Self:
        """Editions and withdrawals that start between the two moments, found by their index."""
        return self.filter(starts_between(after, until), is_first__in=[True, False])

    def not_canceled(self) -> Self:
        return self.filter(canceled_at=None)

    def would_undo(self, revision: Revision, at: Moment | None = None) -> Self:
        """Texts other than `revision` that are scheduled to start after `at`, the next one first."""
        others = self.scheduled(at).exclude(revision=None)
        others = others.exclude(revision__content=revision.content)
        return others.order_by("live_from")

    def live(self, at: Moment | None = None) -> Self:
        """What the public sees at `at` (default: now): at most one edition of each article."""
        return self.filter(is_live(at))

    def latest_versions(self, at: Moment | None = None) -> Self:
        """Each article's last edition with text that had started by `at`, live or withdrawn since.

        Adds `is_live` and, for a withdrawn one, `withdrawn_because` and `ended_at`.
        """
        at = at or clock.now()
        later = (
            EditionQuerySet(self.model)
            .started(at)
            .filter(live_from__gt=OuterRef("live_from"), article=OuterRef("article"))
        )
        return (
            self.started(at)
            .filter(~Exists(later.filter(revision__isnull=False)), revision__isnull=False)
            .annotate(
                **end_of(at),
                withdrawn_because=Subquery(
                    later.order_by("-live_from", "-pk").values("reason")[:1]
                ),
            )
        )

    def articles(self) -> Self:
        """Articles, for lists, search, feeds and favorites, without the pages about the site
        itself.
        """
        return self.exclude(kind=Kind.PAGE)

    def pages(self) -> Self:
        """The pages about the site itself, as its footer lists them."""
        return self.filter(kind=Kind.PAGE).order_by("title", "pk")

    def show_picture(self, file: str) -> bool:
        """Whether one of them shows the picture stored as `file`, above its text or in it."""
        above = self.filter(picture__file=file)
        return above.exists() or self.filter(revision__text_pictures__picture__file=file).exists()

    def for_cards(self) -> Self:
        """With everything that a card shows, without the text."""
        return self.select_related("topic", "author", "sponsor", "picture")

    def for_page(self) -> Self:
        """With everything that a page needs, except the terms it links to; see
        `Edition.page_content`.
        """
        return self.select_related(*PAGE_RELATIONS)

    def with_approval(self) -> Self:
        """Adds `APPROVAL_COLUMNS` of the newest approval of each text, None where there is none."""
        return self.annotate(**approval_columns("article", "revision__clinical_hash"))

    def newest_first(self) -> Self:
        """By first publication, so that a corrected comma does not make an old article new."""
        return self.order_by("-first_live_from", "-pk")

    def in_series_order(self) -> Self:
        return self.order_by("series_part", "-pk")

    def about(self, symptom: Symptom | OuterRef, **of_link: Any) -> Self:
        """Editions about `symptom`: health information, then stories, then what was paid for. In each,
        its part of a series comes first, then those about few other symptoms.

        In the order of an index, so the first ones are found without reading the others. `of_link` are
        conditions on the link to the symptom.
        """
        of_link = {"symptom": symptom, **of_link}
        return self.filter(**{f"symptom_links__{key}": of_link[key] for key in of_link}).order_by(
            "symptom_links__section",
            "symptom_links__breadth",
            "symptom_links__series_place",
            "-symptom_links__first_live_from",
            "-symptom_links__edition_id",
        )

    def leading(self, symptom: Symptom) -> Edition | None:
        """The edition that the page of `symptom` is led by, or None: that of the article a publisher
        chose, else the only one about nothing else. A story or a sponsored one never leads.
        """
        chosen = self.able_to_lead(symptom).filter(article=symptom.main_article_id)
        found = list(chosen[:1]) if symptom.main_article_id else []
        alone = found or list(self.able_to_lead(symptom, breadth=1)[:2])
        return alone[0] if len(alone) == 1 else None

    def able_to_lead(self, symptom: Symptom | OuterRef, **of_link: Any) -> Self:
        """Those that a publisher can choose to lead the page of `symptom`; `of_link` as in `about`."""
        return self.about(symptom, section=EditionSymptom.Section.INFORMATION, **of_link)

    def newest_of(self, field: str, term: Any, **of_link: Any) -> Self:
        """Editions whose `field` ("symptoms", "tags", "topic", "series", "author") has `term` (a
        row or its id), newest first: in the order of an index, so that the first ones are found
        without reading the others.

        `of_link` are conditions on the link to the symptom or tag.
        """
        link = LINKS.get(field)
        if link is None:
            return self.filter(**{field: term}).newest_first()
        of_link = {link.term: term, **of_link}
        return self.filter(**{f"{link.name}__{key}": of_link[key] for key in of_link}).order_by(
            f"-{link.name}__first_live_from", f"-{link.name}__edition_id"
        )

    def about_any(self, symptoms: Iterable[Any]) -> Self:
        """Editions about one of `symptoms` or more, each once."""
        links = EditionSymptom.objects.filter(edition=OuterRef("pk"), symptom__in=symptoms)
        return self.filter(Exists(links)).newest_first()

    def related_to(self, edition: Edition, most: int) -> list[Edition]:
        """A list of at most `most` live articles other than `edition`'s, closest first:
        hand-picked, then same symptom, tag, topic; with everything that a card shows.

        Sponsored ones that no editor picked come last; they have `is_unasked_for`.
        """
        found = related.closest(self.model, edition, most)
        cards = self.for_cards().in_bulk([one.pk for one in found])
        for one in found:
            cards[one.pk].is_unasked_for = one.is_unasked_for
        return [cards[one.pk] for one in found]

    def make_room(self, start: datetime) -> datetime:
        """End those of one article that would last beyond the moment `start`. Returns when an
        edition that starts then ends, which is when the next one starts.
        """
        line = self.not_canceled()
        line.filter(live_from__lt=start, live_until__gt=start).update(live_until=start)
        following = line.filter(live_from__gt=start).aggregate(next=Min("live_from"))
        return following["next"] or FOREVER

    def close_up(self, canceled: Edition) -> None:
        """Extend those of one article that ended where the `canceled` one started to its end."""
        line = self.not_canceled()
        line.filter(live_until=canceled.live_from).update(live_until=canceled.live_until)
