"""Marks in a text that mean something elsewhere and nothing here: they would be shown as they stand.

Other programs read templates, footnotes, admonitions and much more out of a Markdown file. Whatever
looks like one of them is named, so that no reader ever meets it. A backslash in front of a mark says
that the mark itself is meant.
"""

import re
from collections.abc import Iterator

BARE_ADDRESS = "An address without words"
FOOTNOTE = "A footnote or raised text (^)"
BETWEEN_FIGURES = "A * between figures"
NO_LIST = "A point that is no list"
PIPE = "A line of a table (|) outside a table"

_ANYWHERE = [
    (r"\{\{.*?\}\}|\{%.*?%\}|\{[^{}]*\}|[{}]", "A template tag, shortcode or attribute (in { })"),
    (r"\[!\w+\]|:::|^(?:!!!|\?\?\?)\s*\S", "A box (:::, !!! or [!NOTE])"),
    (r"^===[!+]?\s+[\"'].*", "A tab (===)"),
    (
        r"^\.\.\s+\S.*|^!include\b.*|^[\w-]+::(?:\s|$)",
        "A directive (.. name::, name:: or !include)",
    ),
    (r"^!\S.*!<$|^>!.*", "A spoiler (>! !<)"),
    (r"\[\^[^]]*\]?|\^", FOOTNOTE),
    (r"^\[[ xX]\](?:\s|$)", "A list to tick off ([ ])"),
    (r"\[\[.*?\]\]", "A link in double brackets"),
    (r"[][]", "A link without a target, or a word in [ ],"),
    (r"~~|~\S[^~]*~", "Struck or lowered text (~)"),
    (r"(==|\+\+|\|\|)(?=\S).*?\1", "Marked text (==, ++ or ||)"),
    (r"\|", PIPE),
    (r"\$\$|(?<![\w$])\$(?=\S)[^$]*[^\s$]\$(?!\d)", "A formula ($)"),
    (r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?!\w)", "A picture by its name (:smile:)"),
    (r"<[a-zA-Z/!?%]", "HTML"),
    (r"&#?\w+;", "A character by its name (&name;)"),
    (r"\*|`|__", "A *, __ or ` without its partner"),
    (r"\\", "A command (\\)"),
    (r"%%", "A comment (%%)"),
    (r"(?i:\bhttps?://|\bwww\.\w)", BARE_ADDRESS),
    (r"^#+\S", "A heading without a space after its #"),
    (r"^(?:[•●○■□▪▫◦‣⁃·∙–—*\uf0b7]\s|(?:[a-z]|[ivx]{1,4})[.)]\s|\([a-z0-9]{1,3}\)\s)", NO_LIST),
    (r"^[:~]\s", "A definition (: at the start of a line)"),
    (r"^(?:\+\+\+|---)\s*$", "A line across the page"),
]
_STRAYS = [(re.compile(pattern), name) for pattern, name in _ANYWHERE]
_ADVICE = {
    "HTML": "Write Markdown.",
    BARE_ADDRESS: "Write [words](address).",
    "A link without a target, or a word in [ ],": "Write [words](address), or \\[ for the sign.",
    PIPE: "A table needs a line |---|---| below its first.",
    NO_LIST: "Start each point with a hyphen and a space.",
    "A heading without a space after its #": "Write the space, or \\# for the sign.",
}
_OTHERWISE = "Write it in words, or a backslash before a sign that is meant."

# In front matter every value is shown as it stands.
_IN_A_VALUE = re.compile(r"\{[{%]|[}%]\}|\*\*|\]\(|<[a-zA-Z/!]|&#?\w+;|!\[|\[\^")


def names_of(text: str, starts_a_line: bool) -> Iterator[str]:
    """What the stray marks in `text` are, each as the beginning of a sentence."""
    for pattern, name in _STRAYS:
        if starts_a_line or not pattern.pattern.startswith("^"):
            text, count = pattern.subn(" ", text)
            if count:
                yield name


def sentence(name: str) -> str:
    """What to tell whoever wrote it."""
    return f"{name} is not used here. {_ADVICE.get(name, _OTHERWISE)}"


def is_marked_up(value: str) -> bool:
    """Whether a value of the front matter has Markdown, HTML or template tags in it."""
    return bool(_IN_A_VALUE.search(value))
