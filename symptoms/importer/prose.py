"""Convert Markdown to the rich text that the admin's editor writes: paragraphs, lists, bold,
italics, links, quotations, and in the body headings, tables and pictures.

Anything else is noted as a problem with its line, not silently dropped. The result has passed the
one sanitizer, and has the editor's shape (no line breaks between elements, paragraphs in list items),
so that opening and saving it in the admin changes nothing.
"""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markdown_it import MarkdownIt
from markdown_it.token import Token

from symptoms.importer import body_pictures, relative_links, unknown_marks
from symptoms.importer.frontmatter import Page
from symptoms.text import link_addresses, sanitizer

DEEPEST_LIST = 2

_TEXT = {"inline", "text", "text_special", "softbreak", "hardbreak"} | {
    f"{element}_open"
    for element in (
        "paragraph", "bullet_list", "ordered_list", "list_item", "blockquote", "strong", "em", "link",
    )
}  # fmt: skip
_SECTIONS = _TEXT | {
    f"{element}_open" for element in ("table", "thead", "tbody", "tr", "th", "td", "picture")
}
_ADVICE = gettext_lazy("Write plain text, bold or a list.")
_THIS = gettext_lazy("This")
_NOT_HERE = gettext_lazy("%(mark)s is not used here. %(advice)s")
_NOT_OUTSIDE = gettext_lazy("%(mark)s is not used outside an article’s body. %(advice)s")
_NAMES = {
    "code_block": gettext_lazy("Text that starts with four spaces"),
    "code_inline": gettext_lazy("Code (in backticks)"),
    "fence": gettext_lazy("Code (in backticks)"),
    "hr": gettext_lazy("A line across the page"),
    "image": gettext_lazy("A picture in the text"),
    "s_open": gettext_lazy("Struck text (between ~~)"),
    "table_open": gettext_lazy("A table"),
}
NO_WORDS = gettext_lazy("The link has no words, so nobody can find it.")
# Deeper than this, the parser would silently omit text; the sanitizer refuses it with a message.
_DEEPER_THAN_CLEAN = 4 * sanitizer.DEEPEST
# Replaces such a text, with which nothing will be loaded; "" would be reported as missing as well.
_TOO_MUCH = "<p>…</p>"
_CELL = re.compile(r"(?:^|\|)((?:\\.|[^|\\])*)")
MOST_BRACKETS = 10
_BRACKET = re.compile(r"[\[\]]")
_LABEL = re.compile(r"\[([^\[\]]+)\]")


class _Parser(MarkdownIt):
    def validateLink(self, url):  # noqa: N802  (its name there)
        """Accept every link: `addresses` decides later, and we report what it refuses."""
        return True

    def normalizeLink(self, url):  # noqa: N802  (its name there)
        """As it was written, for `addresses` to complete."""
        return url


def _parser():
    """Tables and strikethrough are recognized as in other programs. `text_join` is off, because it
    would hide which characters followed a backslash.
    """
    parser = _Parser("commonmark", {"html": False, "maxNesting": _DEEPER_THAN_CLEAN}).enable(
        ["table", "strikethrough"]
    )
    parser.disable("text_join")
    parser.add_render_rule("softbreak", lambda *args: " ")
    parser.add_render_rule("hardbreak", lambda *args: "<br>")
    parser.add_render_rule("picture_open", lambda _self, tokens, at, *args: tokens[at].content)
    for name, html in _AS_THE_EDITOR_WRITES.items():
        parser.add_render_rule(name, lambda *args, html=html: html)
    return parser


_AS_THE_EDITOR_WRITES = {
    "table_open": "<table><tbody>",
    "table_close": "</tbody></table>",
    "thead_open": "",
    "thead_close": "",
    "tbody_open": "",
    "tbody_close": "",
    "th_open": "<th><p>",
    "th_close": "</p></th>",
    "td_open": "<td><p>",
    "td_close": "</p></td>",
}
_MARKDOWN = _parser()


def parse(page: Page) -> list[Token]:
    """The text of `page` as tokens; broken link targets are noted."""
    env: dict = {}
    tokens = _MARKDOWN.parse(_without_many_brackets(page), env)
    used = [_label(found) for found in _LABEL.findall(page.text)]
    for label, target in env.get("references", {}).items():
        if label.startswith("^"):
            page.report(
                "text",
                unknown_marks.sentence(unknown_marks.FOOTNOTE),
                _line_at(page, target["map"][0]),
            )
        elif used.count(_label(label)) < 2:
            message = _(
                "This line is not shown: it is the target of a link, and no link has it. Delete it."
            )
            page.report("text", message, _line_at(page, target["map"][0]))
    for target in env.get("duplicate_refs", []):
        message = _("Another line is the target of this link already. Delete one.")
        page.report("text", message, _line_at(page, target["map"][0]))
    return tokens


def _without_many_brackets(page):
    """The text. The parser searches for the end of each [ separately, so too many are noted and
    removed.
    """
    depth = 0
    for number, line in enumerate(page.text.split("\n")):
        for sign in _BRACKET.findall(line) if line.strip() else "":
            depth = max(0, depth + (1 if sign == "[" else -1))
            if depth > MOST_BRACKETS:
                page.report("text", _("Too many [ without a ] after them."), _line_at(page, number))
                return page.text.replace("[", "(")
        depth = depth if line.strip() else 0
    return page.text


def _label(text):
    return " ".join(text.split()).casefold()


def html_of(page: Page, tokens: list[Token], sections: bool = False) -> str:
    """`tokens` as clean HTML; what can't be shown is noted. `sections` allows headings, tables, and
    pictures."""
    tokens = body_pictures.placed(page, tokens) if sections else tokens
    _Check(page, sections).tokens(tokens)
    for token in tokens:
        token.hidden = False
        for child in token.children or ():
            child.type = "text" if child.type == "text_special" else child.type
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}).replace("\n", "")
    try:
        return sanitizer.clean(html, sanitizer.SECTIONS if sections else sanitizer.TEXT)
    except sanitizer.TooMuch as error:
        page.report("text", _("%(error)s Divide it.") % {"error": error}, page.first_line)
        return _TOO_MUCH


def words_of(page: Page, title: Token, line: int) -> str:
    """The plain words of a heading; any markup in it is noted."""
    _Check(page, False).tokens([title])
    if any(child.type not in {"text", "text_special"} for child in title.children or ()):
        page.report("text", _("Write this heading in plain words, without bold or links."), line)
    return "".join(child.content for child in title.children or ()).strip()


def line_of(page: Page, token: Token) -> int:
    """The line of the file that `token` starts on."""
    return _line_at(page, token.map[0] if token.map else 0)


def _line_at(page, line):
    return page.first_line + line


def _is_no_escape(child):
    """Whether it is a backslash before a character that needs none, so that both are shown."""
    return child.type == "text_special" and child.info == "escape" and child.content == child.markup


class _Check:
    """One walk through the tokens that notes in `page` what would not be shown as intended."""

    def __init__(self, page: Page, sections: bool):
        self.page = page
        self.sections = sections
        self.allowed = _SECTIONS if sections else _TEXT
        self.line = page.first_line
        self.lists = 0
        self.columns = 0
        self.in_row = False
        self.in_link = False

    def tokens(self, tokens):
        for token in tokens:
            self.line = line_of(self.page, token) if token.map else self.line
            self._block(token)
            self._inline(token.children or ())

    def _report(self, message):
        self.page.report("text", message, self.line)

    def _block(self, token):
        if token.type == "heading_open":
            self._heading(token)
        elif token.type.endswith("_list_open"):
            self._list(token)
        elif token.type.endswith("_list_close"):
            self.lists -= 1
        else:
            self._table(token)
        self._known(token)

    def _table(self, token):
        """Cells beyond the first row's would be left out, and a row with fewer is a mistake."""
        if token.type == "thead_open":
            self.columns = 0
        elif token.type == "th_open":
            self.columns += 1
        elif token.type == "tr_open" and self.columns:
            row = self.page.text.split("\n")[token.map[0]].lstrip("> \t").strip()
            count = len(_CELL.findall(row.removeprefix("|").removesuffix("|")))
            if count != self.columns:
                self._report(
                    _("This row has %(count)s cells, and the first has %(columns)s.")
                    % {"count": count, "columns": self.columns}
                )
        self.in_row = token.type != "tr_close" and (self.in_row or token.type == "tr_open")

    def _known(self, token):
        if token.type == "image" and self.sections:
            self._report(_(body_pictures.ALONE))
            return
        is_end = token.type.endswith("_close")
        if token.type not in self.allowed | {"heading_open"} and not is_end:
            is_of_a_body = token.type in {*_SECTIONS, "image"}
            said = _NOT_OUTSIDE if is_of_a_body else _NOT_HERE
            self._report(said % {"mark": _NAMES.get(token.type, _THIS), "advice": _ADVICE})

    def _heading(self, token):
        if self.sections and token.level == 0 and token.tag in {"h2", "h3"}:
            return
        if self.sections:
            self._report(_("A heading of this kind cannot stand here. Use ## and ###."))
        else:
            self._report(_("A heading of this kind cannot stand here. Make it a paragraph."))

    def _list(self, token):
        self.lists += 1
        if self.lists == DEEPEST_LIST + 1:
            self._report(_("A list may have lists in it, but those have none. Make it flatter."))
        if token.attrGet("start") is not None:
            self._report(
                _("A numbered list starts with 1 here. Write 1., or put \\ before the dot.")
            )

    def _inline(self, children):
        starts_a_line = True
        self._between_figures(children)
        self._without_words(children)
        for child in children:
            self._known(child)
            if child.type == "text" or _is_no_escape(child):
                self._text(child.content, starts_a_line)
            elif child.type == "link_open":
                self._link(child)
            self.in_link = child.type == "link_open" or (
                self.in_link and child.type != "link_close"
            )
            starts_a_line = child.type in {"softbreak", "hardbreak"}
            self.line += starts_a_line

    def _between_figures(self, children):
        """5*2*3 is a calculation, not emphasis, which would leave 523."""
        for before, child, after in zip(children, children[1:], children[2:], strict=False):
            is_emphasis = child.type in {"em_open", "strong_open"}
            if is_emphasis and before.content[-1:].isdigit() and after.content[:1].isdigit():
                self._report(unknown_marks.sentence(unknown_marks.BETWEEN_FIGURES))

    def _without_words(self, children):
        line, words = self.line, None
        for child in children:
            line += child.type in {"softbreak", "hardbreak"}
            if child.type == "link_open":
                words = ""
            elif child.type == "link_close" and words is not None and not words.strip():
                self.page.report("text", f"{NO_WORDS} Write [words](address).", line)
            elif words is not None:
                words += child.content

    def _text(self, text, starts_a_line):
        for name in unknown_marks.names_of(text, starts_a_line):
            is_meant = (self.in_link and name == unknown_marks.BARE_ADDRESS) or (
                self.in_row and name == unknown_marks.PIPE
            )
            if not is_meant:
                self._report(unknown_marks.sentence(name))

    def _link(self, token):
        if token.attrGet("title"):
            self._report(_("A link has words and an address, and no title in quotes. Delete that."))
        href = ""
        try:
            href = relative_links.address_of(self.page.path, str(token.attrs["href"]))
            token.attrs["href"] = link_addresses.completed(href)
        except ValueError as error:
            self._report(str(error))
        if href.startswith("#"):
            self.page.fragments.append((href[1:], self.line))
