"""A list that was taken along, brought back: what `export.as_data` wrote, and nothing else."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from symptoms.favorites.browsing import MOST
from symptoms.favorites.export import FORMAT, VERSION
from symptoms.favorites.items import find_known
from symptoms.models import Collection, Favorite, OwnQuestion
from symptoms.models.collection import MOST_COLLECTIONS
from symptoms.models.own_question import MOST_QUESTIONS, STARS

NOT_OURS = "This is not a list that was downloaded from this site. Nothing was changed."


class NotOurs(Exception):
    """The file is not what `export` writes."""


@dataclass(frozen=True)
class Brought:
    """How many favorites there were in the file, and how many of them this site does not know."""

    total: int
    unknown: int


def bring_back(user, text: bytes) -> Brought:
    """Add the list in `text` to that of `user`; what is there stays. Again, it changes nothing.

    The older date counts, notes are joined, how a tip went and stars are taken over where there is
    none yet. Raises NotOurs, and then nothing was changed.
    """
    try:
        data = _checked(json.loads(text))
        with transaction.atomic():
            kept = {_key(row): _bring_favorite(user, row) for row in data["favorites"]}
            for row in data["collections"]:
                _bring_collection(user, row, kept)
            for row in data["questions"]:
                _bring_question(user, row)
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        RecursionError,
        ValidationError,
    ) as error:
        raise NotOurs(NOT_OURS) from error
    return Brought(len(kept), sum(favorite is None for favorite in kept.values()))


def _checked(data):
    if (data["format"], data["version"]) != (FORMAT, VERSION):
        raise ValueError("Another format.")
    limits = {"favorites": MOST, "collections": MOST_COLLECTIONS, "questions": MOST_QUESTIONS}
    if any(len(data[name]) > most for name, most in limits.items()):
        raise ValueError("More than a list can hold.")
    return data


def _key(row):
    kind, pk = row["kind"], row["id"]
    if kind not in ("article", "tip") or type(pk) is not int or not 0 < pk < 2**62:
        raise ValueError("Not an article or a tip.")
    return kind, pk


def _bring_favorite(user, row):
    """The favorite of the row on the list of `user`; None for what this site never published."""
    item = find_known(*_key(row))
    if item is None:
        return None
    Favorite.objects.keep(user, **item.columns)
    favorite = Favorite.objects.of(user).get(**item.columns)
    favorite.created_at = min(favorite.created_at, _moment(row["saved_at"]))
    favorite.seen_at = min(favorite.seen_at, _moment(row["seen_at"]))
    favorite.note = _joined(favorite.note, row["note"])
    favorite.status = favorite.status or (row["status"] if favorite.tip_id else "")
    favorite.clean_fields(exclude=["user", "article", "tip", "note"])
    favorite.save()
    return favorite


def _moment(text):
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("A moment without a zone.")
    return moment


def _joined(ours, theirs):
    theirs = theirs.replace("\0", "").strip()
    return ours if theirs in ours else f"{ours}\n\n{theirs}".strip()


def _bring_collection(user, row, kept):
    mine = Collection(user=user, name=row["name"])
    mine.clean_fields()
    collection, _created = Collection.objects.get_or_create(user=user, name=mine.name)
    for item in row["items"]:
        if kept[_key(item)]:
            collection.put(kept[_key(item)])


def _bring_question(user, row):
    """Adopted from where is not taken over: the article may be another one by now."""
    mine = OwnQuestion.objects.of(user)
    if mine.filter(text=row["text"]).exists():
        return
    star = row["star"]
    if star is not None and (type(star) is not int or not 1 <= star <= STARS):
        raise ValueError("Not a star.")
    star = None if mine.filter(star=star).exists() else star
    question = OwnQuestion(user=user, text=row["text"], star=star, position=mine.count() + 1)
    question.clean_fields(exclude=["adopted", "star"])
    question.save()
