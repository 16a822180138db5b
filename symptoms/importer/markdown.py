"""The text of an article's file, divided into the body, the tips and the closing; see `prose.py`."""

import difflib
from dataclasses import dataclass
from itertools import pairwise

from django.utils.text import slugify
from django.utils.translation import gettext as _
from markdown_it.token import Token

from symptoms.importer import prose
from symptoms.importer.frontmatter import Page
from symptoms.text import presentation, sanitizer
from symptoms.text.folding import folded

SHORT = "Short form"


@dataclass(frozen=True, slots=True)
class TipText:
    slug: str
    title: str
    body: str
    line: int
    short: str = ""


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The parts of an article's text, as clean HTML; headings and titles are plain text.
    `first_heading` is the line of the body's first heading, or None."""

    body: str = ""
    tips_heading: str = ""
    tips_intro: str = ""
    tips: tuple[TipText, ...] = ()
    closing: str = ""
    first_heading: int | None = None


@dataclass(frozen=True, slots=True)
class _Section:
    """The text below a heading; before the first one, `title` is "" and `line` 0."""

    title: str
    line: int
    tokens: list[Token]


def rich_text(page: Page) -> str:
    """The whole text of `page`, without headings, as clean HTML."""
    return prose.html_of(page, prose.parse(page))


def article_text(page: Page) -> ArticleText:
    """The text of `page` divided at the lines “# Tips: …” and “# Closing”.

    Text below any other line with one # belongs to the part before it, so that only that line is a
    problem, and no part seems to be missing.
    """
    body, *parts = _sections(page, prose.parse(page), "h1")
    found: dict[str, _Section] = {}
    last = body
    for part in parts:
        name = "Tips" if part.title.startswith("Tips:") else part.title
        if problem := _misplaced(page, name, found):
            page.report("text", problem, part.line)
        if name in {"Tips", "Closing"}:
            last = found.setdefault(name, part)
        else:
            last.tokens.extend(part.tokens)
    closing = found.get("Closing")
    text = ArticleText(
        body=prose.html_of(page, body.tokens, sections=True),
        closing=prose.html_of(page, closing.tokens) if closing else "",
        first_heading=_first_heading(page, body.tokens),
        **(_tips_part(page, found["Tips"]) if "Tips" in found else {}),
    )
    _check_fragments(page, text)
    return text


def _check_fragments(page, text):
    """Links to a part of the page itself: a heading of its body, its tips, or one of them."""
    there = [*presentation.anchors(text.body), *(f"tip-{tip.slug}" for tip in text.tips)]
    there += ["tips"] if text.tips else []
    for name, line in page.fragments:
        if name not in there:
            close = difflib.get_close_matches(name, there, n=1)
            advice = (
                _("Did you mean #%(heading)s?") % {"heading": close[0]}
                if close
                else _("Write it as #words-of-the-heading.")
            )
            page.report(
                "text",
                _("There is no heading #%(name)s in this text. %(advice)s")
                % {"name": name[:60], "advice": advice},
                line,
            )


def _misplaced(page, name, found):
    if name not in {"Tips", "Closing"}:
        node = page.nodes.get("title")
        if node is not None and not found and name == str(node.value).strip():
            return _("The title is in the front matter. Delete it here: the page shows it.")
        return _("A line with one # starts “# Tips: HEADING” or “# Closing”. Use ## for a heading.")
    if name in found:
        return _("The part “# %(name)s” is here twice. Keep one.") % {"name": name}
    return _("Put “# Closing” after the tips.") if "Closing" in found else ""


def _first_heading(page, tokens):
    headings = (token for token in tokens if token.type == "heading_open")
    return next((prose.line_of(page, heading) for heading in headings), None)


def _tips_part(page, part):
    heading = part.title.removeprefix("Tips:").strip()
    intro, *tips = _sections(page, part.tokens, "h2")
    page.lines["tips_heading"] = part.line
    if not heading:
        page.report("tips_heading", _("Write the heading of the tips: “# Tips: HEADING”."))
    if not tips:
        page.report("tips", _("There are no tips here. Start each with “## Its title”."), part.line)
    return {
        "tips_heading": heading,
        "tips_intro": prose.html_of(page, intro.tokens),
        "tips": _tips(page, tips),
    }


def _tips(page, sections):
    tips: dict[str, TipText] = {}
    for section in sections:
        slug = slugify(folded(section.title))[:90] or "tip"
        text, short = _text_and_short(page, section.tokens)
        tip = TipText(slug, section.title, prose.html_of(page, text), section.line, short)
        if slug in tips:
            message = _("The tip on line %(line)s has this title already. Change one.") % {
                "line": tips[slug].line
            }
            page.report("tips", message, tip.line)
        if not tip.body:
            page.report("tips", _("The tip has no text. Write it below its title."), tip.line)
        tips.setdefault(slug, tip)
    return tuple(tips.values())


def _text_and_short(page, tokens):
    """The text of a tip, and the words below “### Short form” at its end."""
    at = next((n for n, token in enumerate(tokens) if _is_short(tokens, n, token)), len(tokens))
    return tokens[:at], sanitizer.plain(prose.html_of(page, tokens[at + 3 :]))


def _is_short(tokens, place, token):
    return _is_heading(token, "h3") and tokens[place + 1].content.strip() == SHORT


def _sections(page, tokens, tag):
    """`tokens` divided at the headings `tag`; the first section is the text before them."""
    starts = [at for at, token in enumerate(tokens) if _is_heading(token, tag)]
    sections = [_Section("", 0, tokens[: [*starts, len(tokens)][0]])]
    for at, end in pairwise([*starts, len(tokens)]):
        line = prose.line_of(page, tokens[at])
        words = prose.words_of(page, tokens[at + 1], line)
        sections.append(_Section(words, line, tokens[at + 3 : end]))
    return sections


def _is_heading(token, tag):
    return token.type == "heading_open" and token.tag == tag and token.level == 0
