"""Which editions are closest to another: hand-picked, or with the same symptom, tag or topic.

This does not read the whole archive. Each kind of closeness has an index of its newest editions,
and no more of them are read than are shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection
from django.db.models import BigIntegerField, DateTimeField

from symptoms.models.compiled import Compiled, Slot
from symptoms.web import clock

if TYPE_CHECKING:
    from symptoms.models.edition import Edition

# Hand-picked ones are numbered from 0; all others come after them.
_CLOSENESS = {"symptoms": 1000, "tags": 1001, "topic": 1002}
_CLOSEST_FIRST = """
    SELECT id, closeness >= 1000 AND sponsor_id IS NOT NULL AS is_unasked_for
    FROM ({parts}) AS candidates
    ORDER BY is_unasked_for, closeness, first_live_from DESC, id DESC
"""


class Closest(NamedTuple):
    """An edition, and whether it is sponsored although no editor picked it."""

    pk: int
    is_unasked_for: bool


def closest(model: type[Edition], edition: Edition, most: int) -> list[Closest]:
    """At most `most` live articles' editions (of `model`) that are closest to `edition`, closest first.
    Sponsored ones that no editor picked come last."""
    with connection.cursor() as cursor:
        cursor.execute(*statement(model, edition, most))
        rows = cursor.fetchall()
    found: dict[int, bool] = {}
    for pk, is_unasked_for in rows:
        found.setdefault(pk, bool(is_unasked_for))
    return [Closest(*each) for each in found.items()][:most]


def statement(model: type[Edition], edition: Edition, most: int) -> tuple[str, list]:
    """The SQL, with its parameters, that finds candidates: the newest of each kind, with and
    without a sponsor. An edition appears once for each way in which it is close, closest first.
    """
    parts, parameters = [], []
    values = {"at": clock.now(), "here": edition.article_id}
    for closeness, kind, term in _kinds(edition):
        for one in _candidates(model, kind, most):
            parts.append(f"SELECT {closeness} AS closeness, newest.* FROM ({one.sql}) AS newest")  # noqa: S608
            parameters += one.filled(**values, term=term)
    return _CLOSEST_FIRST.format(parts=" UNION ALL ".join(parts)), parameters


def _kinds(edition: Edition) -> Iterator[tuple[int, str, Any]]:
    """The closeness, the field and its value, for everything that makes another edition related."""
    content = edition.content
    yield from ((place, "article", pk) for place, pk in enumerate(content.related))
    yield from ((_CLOSENESS["symptoms"], "symptoms", ref.id) for ref in content.symptoms)
    yield from ((_CLOSENESS["tags"], "tags", ref.id) for ref in content.tags)
    yield _CLOSENESS["topic"], "topic", edition.topic_id


@cache
def _candidates(model: type[Edition], kind: str, most: int) -> list[Compiled]:
    at, here, term = Slot("at", DateTimeField()), _number("here"), _number("term")
    others = model.objects.live(at).articles().exclude(article=here)
    if kind == "article":
        found = [others.filter(article=term)]
    elif kind == "topic":
        of_topic = others.filter(topic=term).newest_first()
        found = [of_topic.filter(sponsor__isnull=is_free) for is_free in (True, False)]
    else:
        found = [others.newest_of(kind, term, is_sponsored=paid) for paid in (False, True)]
    columns = ("id", "first_live_from", "sponsor_id")
    return [Compiled.of(one.values_list(*columns)[:most]) for one in found]


def _number(name: str) -> Slot:
    return Slot(name, BigIntegerField())
