"""A Markdown file with YAML front matter, read so that every problem has a line number.

The YAML may contain texts, numbers, booleans, and lists of them. Tags, anchors and deep nesting are
refused while they are read, so that a hostile file costs no more than a normal one.
"""

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from yaml.composer import Composer

MAX_BYTES = 1024 * 1024
_DEEPEST = 5

# Everything else (control characters, lone surrogates, line breaks that editors do not show) can't
# be stored, or would make our line numbers differ from the editor's.
_UNPRINTABLE = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """What is wrong, and what to do. `line` 0 means the file or folder as a whole."""

    path: str
    line: int
    field: str
    message: str

    def __str__(self):
        where = f"{self.path}:{self.line}" if self.line else self.path
        text = ": ".join(filter(None, (where, self.field, self.message)))
        return "".join(c if c.isprintable() else "\ufffd" for c in text)


class Unreadable(Exception):
    """A file that cannot be read at all; its one argument is the Problem."""


@dataclass(slots=True)
class Page:
    """A parsed file: `nodes` by key, with `lines`; `text` starts at line `first_line`."""

    path: str
    text: str = ""
    first_line: int = 1
    nodes: dict[str, yaml.Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    # The links to a part of the page itself, each with its line.
    fragments: list[tuple[str, int]] = field(default_factory=list)
    # The names by which its text may use the folder's pictures, with their stored names; "" for a
    # picture that has problems of its own.
    pictures: dict[str, str] = field(default_factory=dict)
    _digest: str = ""

    def report(self, key: str, message: str | Promise, line: int | None = None) -> None:
        """Note a problem at `line`, or else at `key` (line 1 when it is missing)."""
        line = self.lines.get(key, 1) if line is None else line
        self.problems.append(Problem(self.path, line, key, str(message)))

    def digest(self) -> str:
        """40 hex digits that change with the values and the text, and with nothing else."""
        if not self._digest:
            values = {key: _plain(node) for key, node in self.nodes.items()}
            parsed = json.dumps([values, self.text.strip()], sort_keys=True)
            self._digest = hashlib.sha256(parsed.encode()).hexdigest()[:40]
        return self._digest

    def forget_source(self) -> None:
        """Keep only what is said of the file, once everything was read from it: thousands are read together."""
        self.digest()
        self.nodes, self.text = {}, ""


def parse(path: str, data: bytes) -> Page:
    """The file `data`, called `path` in problems. Raises Unreadable."""
    if len(data) > MAX_BYTES:
        raise Unreadable(Problem(path, 0, "", _("The file is larger than 1 MB. Split it.")))
    front, text, first_line = _split(path, _decoded(path, data))
    page = Page(path, text, first_line)
    root = _composed(path, front)
    if root is not None and not isinstance(root, yaml.MappingNode):
        raise Unreadable(
            Problem(path, 2, "", _("Write the front matter as lines like “key: value”."))
        )
    if root is not None:
        page.nodes, page.lines = entries(page, root)
    return page


def entries(
    page: Page, mapping: yaml.MappingNode, prefix: str = ""
) -> tuple[dict[str, yaml.Node], dict[str, int]]:
    """The values of `mapping` by key, and the keys' lines; repeated keys are noted as problems."""
    nodes: dict[str, yaml.Node] = {}
    lines: dict[str, int] = {}
    for key_node, value in mapping.value:
        key, line = key_node.value, line_of(key_node)
        if not isinstance(key_node, yaml.ScalarNode):
            page.report("", _("A key is one word."), line)
        elif key in nodes:
            page.report(
                prefix + key,
                _("Is on line %(line)s already. Keep one.") % {"line": lines[key]},
                line,
            )
        else:
            nodes[key], lines[key] = value, line
    return nodes, lines


def line_of(node: yaml.Node) -> int:
    """The line of the file that `node` starts on; front matter starts on line 2."""
    return node.start_mark.line + 2


def unprintable(text: str) -> int | None:
    """The place of the first character in `text` that can't be stored, or None."""
    found = _UNPRINTABLE.search(text)
    return found.start() if found else None


def _decoded(path, data):
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = _("This is not UTF-8. Save the file as UTF-8.")
        raise Unreadable(Problem(path, line, "", message)) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    at = unprintable(text)
    if at is not None:
        message = _("The character %(code)s cannot be shown. Delete it.") % {
            "code": f"U+{ord(text[at]):04X}"
        }
        raise Unreadable(Problem(path, text.count("\n", 0, at) + 1, "", message))
    return text


def _split(path, text):
    """The front matter, the text after it, and the number of that text's first line."""
    first, *rest = text.split("\n")
    ends = [number for number, line in enumerate(rest) if line.rstrip() == "---"]
    if first.rstrip() != "---" or not ends:
        message = _(
            "Start the file with front matter: a line “---”, keys and values, a line “---”."
        )
        if title := re.fullmatch(r"#\s+(.+)", first.strip()):
            message = _(
                "Start the file with front matter: a line “---”, keys and values, a line “---”. "
                "Its title goes in there, as a line “title: %(title)s”."
            ) % {"title": title[1][:60]}
        raise Unreadable(Problem(path, 1, "", message))
    return "\n".join(rest[: ends[0]]), "\n".join(rest[ends[0] + 1 :]), ends[0] + 3


class _Careful:
    """Composes nodes, and refuses what content never needs before building it."""

    depth = 0

    def compose_node(self, parent, index):
        event = self.peek_event()  # type: ignore[attr-defined]
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            _refuse(_("anchors and aliases (& and *) are not used here"), event)
        if event.tag:
            _refuse(_("tags (!) are not used here"), event)
        if self.depth >= _DEEPEST:
            _refuse(_("lists are nested too deeply"), event)
        self.depth += 1
        node = super().compose_node(parent, index)  # type: ignore[misc]
        self.depth -= 1
        return node


class _Loader(_Careful, yaml.SafeLoader):
    """Says in the best words what is wrong."""


_Fast: Any = _Loader
if hasattr(yaml, "CSafeLoader"):  # as in the packages that pip installs

    class _FastLoader(_Careful, Composer, yaml.CSafeLoader):
        """Six times as fast: libyaml finds the tokens."""

        def __init__(self, stream):
            yaml.CSafeLoader.__init__(self, stream)
            Composer.__init__(self)

    _Fast = _FastLoader


def _refuse(what, event):
    raise yaml.composer.ComposerError(None, None, what, event.start_mark)


def _composed(path, front):
    try:
        return yaml.compose(front, _Fast)
    except yaml.YAMLError:
        return _composed_in_words(path, front)


def _composed_in_words(path, front):
    try:
        return yaml.compose(front, _Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = _("This is not YAML we read: %(problem)s. Put such values in double quotes.") % {
            "problem": error.problem
        }
        raise Unreadable(Problem(path, mark.line + 2 if mark else 2, "", message)) from None


def _plain(node):
    if isinstance(node, yaml.MappingNode):
        return {str(_plain(key)): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return node.value
