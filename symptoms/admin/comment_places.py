"""Where on the form a comment stands: the places that it can be about, and whether its words are still there.

A place is the name of a field, such as `body`; of a field of a tip, `tips-<id of the tip>-body`, because tips
are moved and comments stay with them; or "" for the whole article.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _

from symptoms.text import sanitizer
from symptoms.text.parts import Value, parts_of

_READ = {Value.LINE, Value.RICH}
_IDENTIFIERS = {"slug", "kind", "sponsor_role"}


class Place(NamedTuple):
    """Its name, what editors call it, the id of its field on the form, and its words."""

    name: str
    label: str
    field: str
    words: str


def places_of(content) -> list[Place]:
    """Of a saved content, in the order of the form."""
    found = [Place("", _("Whole article"), "", "")]
    for part in parts_of(content):
        value = getattr(content, part.name)
        if part.value in _READ and part.name not in _IDENTIFIERS:
            words = _words(part, value)
            found.append(Place(part.form_name, str(part.label), f"id_{part.form_name}", words))
        elif part.name == "tips":
            found += [place for number, tip in enumerate(value) for place in _of_tip(tip, number)]
    return found


def _of_tip(tip, number):
    for part in parts_of(tip):
        label = _("Tip %(number)s: %(field)s") % {"number": number + 1, "field": part.label}
        field = f"id_tips-{number}-{part.name}"
        words = _words(part, getattr(tip, part.name))
        yield Place(f"tips-{tip.id}-{part.name}", label, field, words)


def _words(part, value):
    return sanitizer.plain(value) if part.value is Value.RICH else value


def says(place: Place, quote: str) -> bool:
    """Whether the words `quote` are in the place, however they are spaced."""
    return _spaced(quote) in _spaced(place.words)


def _spaced(words):
    return "".join(words.split()).casefold()
