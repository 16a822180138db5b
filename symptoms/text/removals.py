"""What a text lost on its way through the sanitizer, in words for the person who wrote it."""

from collections import Counter
from html.parser import HTMLParser

# Words for one and for more than one. What is left out here goes by its name in HTML.
_NAMES = {
    "img": ("a picture", "pictures"),
    "picture": ("a picture", "pictures"),
    "sup": ("raised (superscript) formatting",) * 2,
    "sub": ("lowered (subscript) formatting",) * 2,
    "table": ("a table", "tables"),
    "td": ("a table cell", "table cells"),
    "th": ("a table heading cell", "table heading cells"),
    "em": ("italics",) * 2,
    "strong": ("bold",) * 2,
    "u": ("underlining",) * 2,
    "s": ("strikethrough",) * 2,
    "mark": ("highlighting",) * 2,
    "blockquote": ("a quotation", "quotations"),
    "code": ("code formatting",) * 2,
    "pre": ("preformatted text",) * 2,
    "hr": ("a line across the page", "lines across the page"),
    "a": ("a link", "links"),
    "ul": ("a list with bullets", "lists with bullets"),
    "ol": ("a numbered list", "numbered lists"),
    "li": ("a point of a list", "points of a list"),
    "span": ("styled words",) * 2,
    "font": ("styled words",) * 2,
    "div": ("a block", "blocks"),
    "script": ("a script", "scripts"),
    "style": ("a style sheet", "style sheets"),
    "iframe": ("an embedded page", "embedded pages"),
    "video": ("a video", "videos"),
    "audio": ("a sound", "sounds"),
    "comment": ("a hidden comment", "hidden comments"),
    "@href": ("the address of a link", "addresses of links"),
    "@title": ("a title that shows on pointing (title)",) * 2,
    "@class": ("a class name", "class names"),
    "@style": ("a style", "styles"),
    "@id": ("the name of a place (id)", "names of places (id)"),
    "@dir": ("a writing direction", "writing directions"),
    "@lang": ("the name of a language", "names of languages"),
    "@start": ("the number that a list begins with",) * 2,
    "@type": ("the kind of a list’s numbers",) * 2,
    "@data-type": ("the kind of a list’s numbers",) * 2,
    "@target": ("that a link opens a new window",) * 2,
    "@scope": ("what a heading cell is for", "what heading cells are for"),
}  # fmt: skip
_NAMES |= {f"h{level}": ("a heading", "headings") for level in range(1, 7)}
_SAME = {"b": "strong", "i": "em", "strike": "s", "del": "s"}
# What a browser adds or the sanitizer writes in another way, so that nothing is lost with it.
_SILENT = {"p", "br", "tbody", "thead", "tfoot", "tr", "colgroup", "col", "html", "body", "head"}
_SILENT |= {"meta", "source", "@rel", "@charset", "@content"}


def taken_out(typed: str, kept: str) -> list[str]:
    """Names of what `typed` has and `kept`, which the sanitizer made of it, has not."""
    before, after = _Parts.of(typed), _Parts.of(kept)
    lost = Counter({part: number - after[part] for part, number in before.items()})
    names: Counter[tuple[str, str]] = Counter()
    for part, number in (+lost).items():
        if part not in _SILENT:
            names[_NAMES.get(part) or (_by_name(part),) * 2] += number
    return [one if number == 1 or one == more else f"{number} {more}"
            for (one, more), number in names.items()]  # fmt: skip


def _by_name(part):
    if part.startswith("@on"):
        return "a script"
    return f"the attribute “{part[1:]}”" if part.startswith("@") else f"the element “{part}”"


def sentence(where: str, names: list[str]) -> str:
    """That `names` were taken out of the field `where`."""
    listed = ", ".join(names)
    return f"{where}: a text here cannot hold this, so it was taken out: {listed}. Check the text."


class _Parts(HTMLParser):
    """Counts elements by name and attributes by “@” and name. Those of elements that no text holds
    go with their element."""

    def __init__(self):
        super().__init__()
        self.counts: Counter[str] = Counter()

    @classmethod
    def of(cls, html):
        parser = cls()
        parser.feed(html)
        parser.close()
        return parser.counts

    def handle_starttag(self, tag, attrs):
        tag = _SAME.get(tag, tag)
        self.counts[tag] += 1
        if tag in _WITH_ATTRIBUTES:
            self.counts.update(f"@{attr[0]}" for attr in attrs if attr not in _AS_WITHOUT)

    def handle_comment(self, data):
        self.counts["comment"] += 1

    def unknown_decl(self, data):
        self.counts["comment"] += 1


# What the editor writes on every cell and numbered list, and means what one without it does.
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
