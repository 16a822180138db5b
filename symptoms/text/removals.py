"""What the sanitizer removed from a text, in words for the person who wrote it."""

from collections import Counter
from html.parser import HTMLParser

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Words for one and for several. Anything not listed here is called by its HTML name.
_NAMES: dict[str, tuple[str | Promise, str | Promise]] = {
    "img": (_("a picture"), _("pictures")),
    "picture": (_("a picture"), _("pictures")),
    "sup": (_("raised (superscript) formatting"),) * 2,
    "sub": (_("lowered (subscript) formatting"),) * 2,
    "table": (_("a table"), _("tables")),
    "td": (_("a table cell"), _("table cells")),
    "th": (_("a table heading cell"), _("table heading cells")),
    "em": (_("italics"),) * 2,
    "strong": (_("bold"),) * 2,
    "u": (_("underlining"),) * 2,
    "s": (_("strikethrough"),) * 2,
    "mark": (_("highlighting"),) * 2,
    "blockquote": (_("a quotation"), _("quotations")),
    "code": (_("code formatting"),) * 2,
    "pre": (_("preformatted text"),) * 2,
    "hr": (_("a line across the page"), _("lines across the page")),
    "a": (_("a link"), _("links")),
    "ul": (_("a list with bullets"), _("lists with bullets")),
    "ol": (_("a numbered list"), _("numbered lists")),
    "li": (_("a point of a list"), _("points of a list")),
    "span": (_("styled words"),) * 2,
    "font": (_("styled words"),) * 2,
    "div": (_("a block"), _("blocks")),
    "script": (_("a script"), _("scripts")),
    "style": (_("a style sheet"), _("style sheets")),
    "iframe": (_("an embedded page"), _("embedded pages")),
    "video": (_("a video"), _("videos")),
    "audio": (_("a sound"), _("sounds")),
    "comment": (_("a hidden comment"), _("hidden comments")),
    "@href": (_("the address of a link"), _("addresses of links")),
    "@title": (_("a title that shows on pointing (title)"),) * 2,
    "@class": (_("a class name"), _("class names")),
    "@style": (_("a style"), _("styles")),
    "@id": (_("the name of a place (id)"), _("names of places (id)")),
    "@dir": (_("a writing direction"), _("writing directions")),
    "@lang": (_("the name of a language"), _("names of languages")),
    "@start": (_("the number that a list begins with"),) * 2,
    "@type": (_("the kind of a list’s numbers"),) * 2,
    "@data-type": (_("the kind of a list’s numbers"),) * 2,
    "@target": (_("that a link opens a new window"),) * 2,
    "@scope": (_("what a heading cell is for"), _("what heading cells are for")),
}  # fmt: skip
_SEVERAL = _("%(number)s %(things)s")
_NAMES |= {f"h{level}": (_("a heading"), _("headings")) for level in range(1, 7)}
_SAME = {"b": "strong", "i": "em", "strike": "s", "del": "s"}
# What a browser adds or the sanitizer rewrites, so that removing it loses nothing.
_SILENT = {"p", "br", "tbody", "thead", "tfoot", "tr", "colgroup", "col", "html", "body", "head"}
_SILENT |= {"meta", "source", "@rel", "@charset", "@content"}


def taken_out(typed: str, kept: str) -> list[str]:
    """Names of what `typed` has and `kept`, the sanitizer's result, does not."""
    before, after = _Parts.of(typed), _Parts.of(kept)
    lost = Counter({part: number - after[part] for part, number in before.items()})
    names: Counter[tuple[str | Promise, str | Promise]] = Counter()
    for part, number in (+lost).items():
        if part not in _SILENT:
            names[_NAMES.get(part) or (_by_name(part),) * 2] += number
    return [
        str(one) if number == 1 or one == more else _SEVERAL % {"number": number, "things": more}
        for (one, more), number in names.items()
    ]


def _by_name(part: str) -> str | Promise:
    if part.startswith("@on"):
        return _("a script")
    if part.startswith("@"):
        return _("the attribute “%(name)s”") % {"name": part[1:]}
    return _("the element “%(name)s”") % {"name": part}


def sentence(where: str, names: list[str]) -> str:
    """A sentence that says that `names` were removed from the field `where`."""
    listed = ", ".join(names)
    said = _(
        "%(field)s: this was removed, because a text here can’t contain it: %(parts)s. Check the text."
    )
    return said % {"field": where, "parts": listed}


class _Parts(HTMLParser):
    """Counts elements by name and attributes by “@” and name. Attributes of elements that no text
    may have are not counted.
    """

    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()

    @classmethod
    def of(cls, html: str) -> Counter[str]:
        parser = cls()
        parser.feed(html)
        parser.close()
        return parser.counts

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = _SAME.get(tag, tag)
        self.counts[tag] += 1
        if tag in _WITH_ATTRIBUTES:
            self.counts.update(f"@{attr[0]}" for attr in attrs if attr not in _AS_WITHOUT)

    def handle_comment(self, data: str) -> None:
        self.counts["comment"] += 1

    def unknown_decl(self, data: str) -> None:
        self.counts["comment"] += 1


# What the editor writes on every cell and numbered list, and which changes nothing.
_AS_WITHOUT = {("colspan", "1"), ("rowspan", "1"), ("data-type", "decimal")}
_WITH_ATTRIBUTES = {
    "p",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "a",
    "blockquote",
    "h2",
    "h3",
    "td",
    "th",
}
_WITH_ATTRIBUTES |= {"br"}
