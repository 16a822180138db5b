"""Markup of other programs that has no meaning here and would be shown as plain characters.

Other programs support templates, footnotes, admonitions and much more in a Markdown file. Whatever
looks like one of them is reported, so that no reader ever sees it. A backslash before a mark means
the character itself.
"""

import re
from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

BARE_ADDRESS = gettext_lazy("An address without words")
FOOTNOTE = gettext_lazy("A footnote or raised text (^)")
BETWEEN_FIGURES = gettext_lazy("A * between figures")
NO_LIST = gettext_lazy("A point that is no list")
NO_TARGET = gettext_lazy("A link without a target, or a word in [ ],")
NO_SPACE = gettext_lazy("A heading without a space after its #")
PIPE = gettext_lazy("A line of a table (|) outside a table")

_ANYWHERE: list[tuple[str, str | Promise]] = [
    (
        r"\{\{.{0,500}?\}\}|\{%.{0,500}?%\}|\{[^{}]*\}|[{}]",
        gettext_lazy("A template tag, shortcode or attribute (in { })"),
    ),
    (r"\[!\w+\]|:::|^(?:!!!|\?\?\?)\s*\S", gettext_lazy("A box (:::, !!! or [!NOTE])")),
    (r"^===[!+]?\s+[\"'].*", gettext_lazy("A tab (===)")),
    (
        r"^\.\.\s+\S.*|^!include\b.*|^[\w-]+::(?:\s|$)",
        gettext_lazy("A directive (.. name::, name:: or !include)"),
    ),
    (r"^!\S.*!<$|^>!.*", gettext_lazy("A spoiler (>! !<)")),
    (r"\[\^[^]]*\]?|\^", FOOTNOTE),
    (r"^\[[ xX]\](?:\s|$)", gettext_lazy("A list to tick off ([ ])")),
    (r"\[\[.{0,500}?\]\]", gettext_lazy("A link in double brackets")),
    (r"[][]", NO_TARGET),
    (r"~~|~\S[^~]*~", gettext_lazy("Struck or lowered text (~)")),
    (r"(==|\+\+|\|\|)(?=\S).*?\1", gettext_lazy("Marked text (==, ++ or ||)")),
    (r"\|", PIPE),
    (r"\$\$|(?<![\w$])\$(?=\S)[^$]*[^\s$]\$(?!\d)", gettext_lazy("A formula ($)")),
    (r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?!\w)", gettext_lazy("A picture by its name (:smile:)")),
    (r"<[a-zA-Z/!?%]", "HTML"),
    (r"&#?\w+;", gettext_lazy("A character by its name (&name;)")),
    (r"\*|`|__", gettext_lazy("A *, __ or ` without its partner")),
    (r"\\", gettext_lazy("A command (\\)")),
    (r"%%", gettext_lazy("A comment (%%)")),
    (r"(?i:\bhttps?://|\bwww\.\w)", BARE_ADDRESS),
    (r"^#+\S", NO_SPACE),
    (r"^(?:[•●○■□▪▫◦‣⁃·∙–—*\uf0b7]\s|(?:[a-z]|[ivx]{1,4})[.)]\s|\([a-z0-9]{1,3}\)\s)", NO_LIST),
    (r"^[:~]\s", gettext_lazy("A definition (: at the start of a line)")),
    (r"^(?:\+\+\+|---)\s*$", gettext_lazy("A line across the page")),
]
# Most text has none of the signs that the above need, and starts with none of them.
_SIGNS = re.compile(r"[][{}:^~=+|$<&*`_\\%]|!!!|\?\?\?|https?://|www\.", re.IGNORECASE)
_STARTS = re.compile("|".join(pattern for pattern, _name in _ANYWHERE if pattern[0] == "^"))
_STRAYS = [(re.compile(pattern), name) for pattern, name in _ANYWHERE]
_ADVICE: dict[str | Promise, str | Promise] = {
    "HTML": gettext_lazy("Write Markdown."),
    BARE_ADDRESS: "Write [words](address).",
    NO_TARGET: gettext_lazy("Write [words](address), or \\[ for the sign."),
    PIPE: gettext_lazy("A table needs a line |---|---| below its first."),
    NO_LIST: gettext_lazy("Start each point with a hyphen and a space."),
    NO_SPACE: gettext_lazy("Write the space, or \\# for the sign."),
}
_OTHERWISE = gettext_lazy("Write it in words, or a backslash before a sign that is meant.")

# In front matter, every value is shown literally.
_IN_A_VALUE = re.compile(r"\{[{%]|[}%]\}|\*\*|\]\(|<[a-zA-Z/!]|&#?\w+;|!\[|\[\^")


def names_of(text: str, starts_a_line: bool) -> Iterator[str | Promise]:
    """Descriptions of the stray marks in `text`, each as the beginning of a sentence."""
    if not (_SIGNS.search(text) or (starts_a_line and _STARTS.match(text))):
        return
    for pattern, name in _STRAYS:
        if starts_a_line or not pattern.pattern.startswith("^"):
            text, count = pattern.subn(" ", text)
            if count:
                yield name


def sentence(name: str | Promise) -> str:
    """The message for whoever wrote it."""
    values = {"mark": name, "advice": _ADVICE.get(name, _OTHERWISE)}
    return _("%(mark)s is not used here. %(advice)s") % values


def is_marked_up(value: str) -> bool:
    """Whether a value of the front matter has Markdown, HTML or template tags in it."""
    return bool(_IN_A_VALUE.search(value))
