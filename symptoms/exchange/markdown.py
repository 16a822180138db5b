"""Markdown to the rich text that the admin's editor writes: paragraphs, lists, bold, links, headings.

Anything else is noted as a problem with its line, not dropped in silence. The result has passed the
one sanitiser, and has the editor's shape (no line breaks between elements, paragraphs in list items),
so that opening and saving it in the admin changes nothing.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from symptoms import addresses, rendering
from symptoms.exchange.frontmatter import Page
from symptoms.folding import folded

_ALLOWED = {"inline", "text", "softbreak", "hardbreak", "link_open", "strong_open"} | {
    f"{block}_open" for block in ("paragraph", "bullet_list", "ordered_list", "list_item")
}
_NAMES = {
    "blockquote_open": "A quotation (“>” at the start of a line)",
    "code_block": "Text that starts with four spaces",
    "code_inline": "Code (in backticks)",
    "em_open": "Italic text (between single * or _)",
    "fence": "Code (in backticks)",
    "hr": "A line across the page",
    "image": "A picture in the text",
}
_HTML = re.compile(r"<(?:[a-zA-Z/][^<>]*>|!--)")


class _Parser(MarkdownIt):
    def validateLink(self, url):  # noqa: N802  (its name there)
        """Every link is read: `addresses` decides, and we say what it refuses."""
        return True

    def normalizeLink(self, url):  # noqa: N802  (its name there)
        """As it was written, for `addresses` to complete."""
        return url


def _parser():
    parser = _Parser("commonmark", {"html": False})
    parser.add_render_rule("softbreak", lambda *args: " ")
    parser.add_render_rule("hardbreak", lambda *args: "<br>")
    return parser


_MARKDOWN = _parser()


@dataclass(frozen=True, slots=True)
class TipText:
    slug: str
    title: str
    body: str
    line: int


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The text of an article in its parts, as clean HTML; headings and titles are plain."""

    body: str = ""
    tips_heading: str = ""
    tips_intro: str = ""
    tips: tuple[TipText, ...] = ()
    closing: str = ""


@dataclass(frozen=True, slots=True)
class _Section:
    """What stands below a heading; before the first one, `title` is "" and `line` 0."""

    title: str
    line: int
    tokens: list[Token]


def rich_text(page: Page) -> str:
    """The whole text of `page`, without headings, as clean HTML."""
    return _html(page, _MARKDOWN.parse(page.text))


def article_text(page: Page) -> ArticleText:
    """The text of `page` divided at the lines “# Tips: …” and “# Closing”."""
    body, *parts = _sections(page, _MARKDOWN.parse(page.text), "h1")
    found: dict[str, _Section] = {}
    for part in parts:
        name = "Tips" if part.title.startswith("Tips:") else part.title
        if problem := _misplaced(name, found):
            page.report("text", problem, part.line)
        found.setdefault(name, part)
    closing = found.get("Closing")
    return ArticleText(
        body=_html(page, body.tokens, headings=("h2", "h3")),
        closing=_html(page, closing.tokens) if closing else "",
        **(_tips_part(page, found["Tips"]) if "Tips" in found else {}),
    )


def _misplaced(name, found):
    if name not in {"Tips", "Closing"}:
        return "A line with one # starts “# Tips: HEADING” or “# Closing”. Use ## for a heading."
    if name in found:
        return f"The part “# {name}” is here twice. Keep one."
    return "Put “# Closing” after the tips." if "Closing" in found else ""


def _tips_part(page, part):
    heading = part.title.removeprefix("Tips:").strip()
    intro, *tips = _sections(page, part.tokens, "h2")
    page.lines["tips_heading"] = part.line
    if not heading:
        page.report("tips_heading", "Write the heading of the tips: “# Tips: HEADING”.")
    if not tips:
        page.report("tips", "There are no tips here. Start each with “## Its title”.", part.line)
    return {
        "tips_heading": heading,
        "tips_intro": _html(page, intro.tokens),
        "tips": _tips(page, tips),
    }


def _tips(page, sections):
    tips: dict[str, TipText] = {}
    for section in sections:
        slug = slugify(folded(section.title))[:90] or "tip"
        tip = TipText(slug, section.title, _html(page, section.tokens), section.line)
        if slug in tips:
            message = f"The tip on line {tips[slug].line} has this title already. Change one."
            page.report("tips", message, tip.line)
        if not tip.body:
            page.report("tips", "The tip has no text. Write it below its title.", tip.line)
        tips.setdefault(slug, tip)
    return tuple(tips.values())


def _sections(page, tokens, tag):
    """`tokens` divided at the headings `tag`; the first section is what stands before them."""
    starts = [at for at, token in enumerate(tokens) if _is_heading(token, tag)]
    sections = [_Section("", 0, tokens[: [*starts, len(tokens)][0]])]
    for at, end in pairwise([*starts, len(tokens)]):
        title, line = tokens[at + 1], _line(page, tokens[at])
        _check(page, [title], set())
        if any(child.type != "text" for child in title.children):
            page.report("text", "Write this heading in plain words, without bold or links.", line)
        words = "".join(child.content for child in title.children).strip()
        sections.append(_Section(words, line, tokens[at + 3 : end]))
    return sections


def _is_heading(token, tag):
    return token.type == "heading_open" and token.tag == tag and token.level == 0


def _html(page, tokens, headings=()):
    _check(page, tokens, set(headings))
    for token in tokens:
        token.hidden = False
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    allowed = rendering.SECTIONS if headings else rendering.TEXT
    return rendering.clean(html.replace("\n", ""), allowed)


def _check(page, tokens, headings):
    line = page.first_line
    for token in tokens:
        line = _line(page, token) if token.map else line
        if token.type == "heading_open":
            _check_heading(page, token, headings, line)
        else:
            _check_token(page, token, line)
        for child in token.children or ():
            _check_token(page, child, line)
            line += child.type in {"softbreak", "hardbreak"}


def _check_heading(page, token, headings, line):
    if token.tag in headings and token.level == 0:
        return
    levels = " and ".join("#" * int(tag[1]) for tag in sorted(headings))
    advice = f"Use {levels}." if levels else "Make it a paragraph."
    page.report("text", f"A heading of this kind cannot stand here. {advice}", line)


def _check_token(page, token, line):
    if token.type not in _ALLOWED and not token.type.endswith("_close"):
        what = _NAMES.get(token.type, "This")
        page.report("text", f"{what} is not used here. Write plain text, bold or a list.", line)
    if token.type == "text" and _HTML.search(token.content):
        page.report("text", "HTML is not used here. Write Markdown.", line)
    if token.type == "link_open":
        _check_link(page, token, line)


def _check_link(page, token, line):
    try:
        token.attrs["href"] = addresses.completed(token.attrs["href"])
    except addresses.Unclear as error:
        page.report("text", str(error), line)


def _line(page, token):
    return page.first_line + token.map[0]
