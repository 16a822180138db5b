"""Front matter read key by key, each as the type that is wanted; anything else is noted as a
problem.
"""

import difflib
from dataclasses import dataclass
from datetime import date

import yaml
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.importer import unknown_marks
from symptoms.importer.frontmatter import Page, entries, line_of, unprintable
from symptoms.text.folding import canonical

_TAG = "tag:yaml.org,2002:"
_REQUIRED = gettext_lazy("Is missing. Add it.")
_EMPTY = gettext_lazy("Is empty. Give it a value, or leave the line out.")


@dataclass(frozen=True, slots=True)
class Item:
    """One text of a list, and the line it is on."""

    text: str
    line: int


class Fields:
    """The keys of one page, or of one of its sources (`prefix` "sources.").

    Every reader returns a value of its type even for a bad one, after noting the problem in the page,
    so that one pass finds all of them.
    """

    def __init__(self, page: Page, nodes, lines: dict[str, int], prefix: str = "", start: int = 1):
        self.page = page
        self.nodes = nodes
        self.lines = lines
        self.prefix = prefix
        self.start = start
        self._asked: list[str] = []

    def text(self, key: str, required: bool = False, types=("str",)) -> str:
        """One line of text, or "" when the key is not there."""
        node = self._take(key, required)
        return self._line(key, node, types) if node else ""

    def choice(self, key: str, choices, default: str = "", required: bool = False) -> str:
        """One of `choices`, or `default` when the key is not there."""
        value = self.text(key, required)
        if value and value not in choices:
            self.report(
                key,
                _("“%(value)s” is not one of %(choices)s.")
                % {"value": short(value), "choices": ", ".join(choices)},
            )
        return value if value in choices else default

    def number(self, key: str, required: bool = False) -> int | None:
        """A whole number from 0 to 9999, or None."""
        node = self._take(key, required)
        if node and self._is(node, "int") and node.value.isdecimal() and len(node.value) <= 4:
            return int(node.value)
        if node:
            self.report(key, _("Write a whole number of at most four digits, without quotes."))
        return None

    def day(self, key: str) -> date | None:
        """A date such as 2024-05-31, or None."""
        text = self.text(key, types=("str", "timestamp"))
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.report(key, _("Write a date: year, month and day, such as 2024-05-31."))
            return None

    def flag(self, key: str, required: bool = False) -> bool:
        """Whether the key says true; False when it is not there."""
        node = self._take(key, required)
        if node and not self._is(node, "bool"):
            self.report(key, _("Write true or false, without quotes."))
        return bool(node) and node.value.lower() in {"true", "yes", "on"}

    def texts(self, key: str) -> list[Item]:
        """A list of texts, without duplicates whatever their case."""
        items, seen = [], set()
        for node in self._list(key):
            item = Item(self._line(key, node), line_of(node))
            if canonical(item.text) in seen:
                self.report(
                    key,
                    _("“%(value)s” is in the list twice.") % {"value": short(item.text)},
                    item.line,
                )
            elif item.text:
                items.append(item)
            seen.add(canonical(item.text))
        return items

    def mappings(self, key: str) -> list["Fields"]:
        """A list of keys and values, as Fields of their own."""
        nodes = self._list(key)
        for node in nodes:
            if not isinstance(node, yaml.MappingNode):
                message = _("Write keys and values, such as “title: …”.")
                self.report(key, message, line_of(node))
        return [self._mapping(key, node) for node in nodes if isinstance(node, yaml.MappingNode)]

    def refuse_others(self) -> None:
        """Note every key that no method has read."""
        for key in self.nodes:
            if key not in self._asked:
                close = difflib.get_close_matches(key, self._asked, n=1)
                known = _("Did you mean “%(key)s”?") % {"key": close[0]} if close else self._known()
                self.report(key, _("There is no such key here. %(advice)s") % {"advice": known})

    def report(self, key: str, message: str | Promise, line: int | None = None) -> None:
        """Note a problem at `line`, or else at `key`, or where these keys start."""
        line = line or self.lines.get(key, self.start)
        self.page.report(self.prefix + key, message, line)

    def _known(self):
        return _("The keys are %(keys)s.") % {"keys": ", ".join(sorted(self._asked))}

    def _take(self, key, required):
        self._asked.append(key)
        node = self.nodes.get(key)
        if node is None and required:
            self.report(key, _REQUIRED)
        if node is not None and self._is(node, "null"):
            self.report(key, _EMPTY)
            return None
        return node

    def _line(self, key, node, types=("str",)):
        at = line_of(node)
        if not isinstance(node, yaml.ScalarNode):
            self.report(key, _("Write one text, not a list."), at)
        elif not self._is(node, *types):
            self.report(
                key,
                _("“%(value)s” is not text here. Put the value in double quotes.")
                % {"value": short(node.value)},
                at,
            )
        elif not node.value.strip():
            self.report(key, _EMPTY, at)
        elif "\n" in node.value.strip() or unprintable(node.value) is not None:
            self.report(key, _("Write it on one line, without control characters."), at)
        elif unknown_marks.is_marked_up(node.value):
            self.report(
                key, _("Write plain words: this is shown without Markdown, HTML or tags."), at
            )
        else:
            return node.value.strip()
        return ""

    def _list(self, key):
        node = self._take(key, required=False)
        if node is not None and not isinstance(node, yaml.SequenceNode):
            self.report(key, _("Write a list: [one, two], or a line “- one” for each."))
            return []
        return node.value if node else []

    def _mapping(self, key, node):
        prefix = f"{key}."
        return Fields(self.page, *entries(self.page, node, prefix), prefix, line_of(node))

    def _is(self, node, *types):
        return isinstance(node, yaml.ScalarNode) and node.tag.removeprefix(_TAG) in types


def short(text: str) -> str:
    """`text` as a problem quotes it."""
    return text if len(text) <= 60 else text[:57] + "…"
