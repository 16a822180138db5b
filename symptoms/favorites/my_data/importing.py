"""Adding the list in a reader's file to their account.

The file is read and checked, and the pages it names are looked up, before anything is locked. Then a few
bulk statements write all of it, or nothing.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.favorites.my_data import list_files, naming
from symptoms.favorites.my_data.file_rows import BadFile, ListFile, short
from symptoms.models import Collection, CollectionItem, Favorite, OwnQuestion
from symptoms.models.account_limits import LimitReached, lock
from symptoms.models.favorite import MAX_NOTE_LENGTH
from symptoms.models.own_question import STARS

NOT_IMPORTED = gettext_lazy("We couldn’t import a list from this file. Nothing was changed.")
Key = tuple[str, int]


class NotImported(Exception):
    """Why nothing was imported from the file, in words for its owner."""


@dataclass(frozen=True)
class Imported:
    """Counts of the articles, tips and links in the file: all, new in the account, there already, and not on
    this site; and counts of new collections and questions."""

    found: int
    added: int
    there: int
    unknown: int
    collections: int = 0
    questions: int = 0


def import_list(user, content: bytes) -> Imported:
    """Add the list in the file `content` to that of `user`, and remove nothing. Doing it again changes nothing.

    The older of two dates stays, notes are joined, and statuses and stars are added where there is none
    yet. Raises NotImported, and then nothing was changed.
    """
    try:
        file = list_files.read(content)
        known = naming.find({row.name for row in file.rows if row.name})
        favorites = _favorites(user, file, known)
        questions = _questions(user, file)
        collections = _collections(user, file, known)
        with transaction.atomic():
            lock(user)
            added = _add_favorites(user, favorites)
            new_collections = _add_collections(user, collections)
            new_questions = _add_questions(user, questions)
    except (BadFile, LimitReached) as error:
        raise NotImported(f"{NOT_IMPORTED} {error}".strip()) from error
    unknown = sum(row.name not in known for row in file.rows)
    there = len(favorites) - added
    return Imported(len(favorites) + unknown, added, there, unknown, new_collections, new_questions)


# --- Checked, with nothing locked ------------------------------------------------------------------


def _favorites(user, file: ListFile, known) -> dict[Key, Favorite]:
    """Unsaved favorites by article or tip, each once and as valid as their form would require."""
    now = timezone.now()
    favorites: dict[Key, Favorite] = {}
    for row in file.rows:
        kind, pk = known.get(row.name, ("", 0))
        favorite = Favorite(user=user, note=row.note.strip(), status=row.status)
        favorite.created_at = min(now, row.saved_at or now)
        favorite.seen_at = min(now, row.seen_at or now)
        _check(favorite, row.title, ["user", "article", "tip"])
        if not kind:
            continue
        setattr(favorite, f"{kind}_id", pk)
        favorite.status = favorite.status if kind == "tip" else ""
        before = favorites.setdefault((kind, pk), favorite)
        if before is not favorite:
            _join(before, favorite, row.title)
    return favorites


def _collections(user, file: ListFile, known) -> dict[str, list[Key]]:
    """Keys of favorites by the name of the collection, each once and in order."""
    wanted: dict[str, dict[Key, None]] = defaultdict(dict)
    for name, items in file.collections:
        one = Collection(user=user, name=name.strip())
        _check(one, name, ["user"])
        wanted[one.name].update(dict.fromkeys(known[item] for item in items if item in known))
    return {name: list(keys) for name, keys in wanted.items()}


def _questions(user, file: ListFile) -> dict[str, int | None]:
    """Stars by the text of the question. Where a question was adopted is not imported: that article may have
    changed."""
    wanted: dict[str, int | None] = {}
    for text, star in file.questions:
        one = OwnQuestion(user=user, text=text.strip())
        _check(one, text, ["user", "adopted", "star"])
        if star is not None and not 1 <= star <= STARS:
            raise BadFile(_("“%(question)s” has an invalid star.") % {"question": short(text)})
        wanted.setdefault(one.text, star)
    return wanted


def _check(row, title, excluded):
    try:
        row.clean_fields(exclude=excluded)
    except ValidationError as error:
        raise BadFile(f"“{short(title)}”: {error.messages[0]}") from error


# --- Written in one short transaction --------------------------------------------------------------


def _add_favorites(user, favorites) -> int:
    """How many are new."""
    mine = Favorite.objects.of(user).about(favorites.values()).select_for_update()
    there = {_key(one): one for one in mine}
    new = [one for key, one in favorites.items() if key not in there]
    changed = [one for key, one in there.items() if key in favorites and _join(one, favorites[key])]
    Favorite.objects.add(user, new)
    Favorite.objects.bulk_update(changed, ["note", "status", "created_at", "seen_at"])
    return len(new)


def _join(mine: Favorite, other: Favorite, title="") -> bool:
    """Add to `mine` what only `other` has; returns whether that changed anything."""
    before = (mine.note, mine.status, mine.created_at, mine.seen_at)
    if other.note.strip() not in mine.note.replace("\r\n", "\n"):
        mine.note = f"{mine.note}\n\n{other.note}".strip()
    if len(mine.note) > MAX_NOTE_LENGTH:
        too_long = _(
            "“%(title)s”: your note here and the one in the file together have more than "
            "%(maximum)s characters."
        )
        maximum = intcomma(MAX_NOTE_LENGTH)
        raise BadFile(too_long % {"title": short(title or other.note), "maximum": maximum})
    mine.status = mine.status or other.status
    mine.created_at = min(mine.created_at, other.created_at)
    mine.seen_at = min(mine.seen_at, other.seen_at)
    return before != (mine.note, mine.status, mine.created_at, mine.seen_at)


def _key(favorite) -> Key:
    return ("tip", favorite.tip_id) if favorite.tip_id else ("article", favorite.article_id)


def _add_collections(user, wanted) -> int:
    if not wanted:
        return 0
    mine = {one.name: one for one in Collection.objects.of(user)}
    new = [Collection(user=user, name=name) for name in wanted if name not in mine]
    mine |= {one.name: one for one in Collection.objects.add(user, new)}
    favorites = {_key(one): one.pk for one in Favorite.objects.of(user)}
    items = CollectionItem.objects.filter(collection__user=user)
    there: set[tuple[int, int]] = set()
    last: dict[int, int] = defaultdict(int)
    for collection, favorite, position in items.values_list("collection", "favorite", "position"):
        there.add((collection, favorite))
        last[collection] = max(last[collection], position)
    added = []
    for name, keys in wanted.items():
        collection = mine[name].pk
        for favorite in (favorites[key] for key in keys):
            if (collection, favorite) not in there:
                last[collection] += 1
                item = CollectionItem(collection_id=collection, favorite_id=favorite)
                item.position = last[collection]
                added.append(item)
    CollectionItem.objects.bulk_create(added)
    return len(new)


def _add_questions(user, wanted) -> int:
    if not wanted:
        return 0
    mine = list(OwnQuestion.objects.of(user))
    texts, stars = {one.text for one in mine}, {one.star for one in mine} - {None}
    last = max((one.position for one in mine), default=0)
    new: list[OwnQuestion] = []
    for text, star in wanted.items():
        if text not in texts:
            star = None if star in stars else star  # noqa: PLW2901
            stars.add(star)
            new.append(OwnQuestion(user=user, text=text, star=star, position=last + len(new) + 1))
    OwnQuestion.objects.add(user, new)
    return len(new)
