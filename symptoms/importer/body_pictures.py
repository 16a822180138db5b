"""Pictures in the text of a content folder: `![what it shows](chair.png)` in its own paragraph."""

import difflib
import posixpath

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from markdown_it.token import Token

from symptoms.importer import unknown_marks
from symptoms.importer.frontmatter import Page
from symptoms.text.text_pictures import MAX_ALT_LENGTH, Named

ALONE = gettext_noop(
    "Put the picture into a paragraph of its own, with an empty line before and after it, and not into "
    "a list, a table or a quotation."
)
NO_TITLE = gettext_noop(
    "A picture has no title in quotes here. Its credit stands in its own file. Delete that."
)
PLAIN = gettext_noop("Write what a picture shows in plain words, without bold or links.")
_PARAGRAPH = 3  # its beginning, its words and its end
_WORDS = {"text", "text_special", "softbreak"}


def placed(page: Page, tokens: list[Token]) -> list[Token]:
    """`tokens` with each picture that has its own paragraph as the markup of a body. Problems
    are noted in `page`.
    """
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        image = _only_image(tokens, at)
        found += _as_markup(page, image, tokens[at]) if image else [tokens[at]]
        at += _PARAGRAPH if image else 1
    return found


def _as_markup(page, image, paragraph):
    picture = _picture(page, image, page.first_line + paragraph.map[0])
    content = picture.markup if picture else ""
    return [Token("picture_open", "", 0, content=content, map=paragraph.map)]


def known(pictures) -> dict[str, str]:
    """The names by which an article may use the `pictures` (PicturePages) of its folder, with their
    stored names.
    """
    names: dict[str, str] = {}
    for picture in pictures:
        names[str(picture.upload.name)] = picture.name
    for picture in pictures:
        names |= {picture.slug: picture.name, f"{picture.slug}.md": picture.name}
    return names


def _only_image(tokens, at):
    """The image that is the only content of the outermost paragraph at `at`, or None."""
    if tokens[at].type != "paragraph_open" or tokens[at].level:
        return None
    children = tokens[at + 1].children or []
    return children[0] if [child.type for child in children] == ["image"] else None


def _picture(page, image, line):
    _check_words(page, image, line)
    name = _name(page.path, str(image.attrs["src"]))
    file = page.pictures.get(name)
    if file is None:
        page.report("text", _unknown(page, name), line)
    return Named(file, _alt(image)) if file else None


def _unknown(page, name):
    close = difflib.get_close_matches(name, page.pictures, n=1)
    advice = (
        _("Did you mean “%(name)s”?") % {"name": close[0]}
        if close
        else _("Add %(file)s.") % {"file": f"pictures/{_slug(name)}.md"}
    )
    message = _("There is no picture “%(name)s” in the folder. %(advice)s")
    return message % {"name": name[:60], "advice": advice}


def _check_words(page, image, line):
    alt = _alt(image)
    if image.attrGet("title"):
        page.report("text", _(NO_TITLE), line)
    if any(child.type not in _WORDS for child in image.children or ()):
        page.report("text", _(PLAIN), line)
    if len(alt) > MAX_ALT_LENGTH:
        message = _("Say in at most %(most)d characters what the picture shows, not %(count)d.")
        message %= {"most": MAX_ALT_LENGTH, "count": len(alt)}
        page.report("text", message, line)
    for name in unknown_marks.names_of(alt, True):
        page.report("text", unknown_marks.sentence(name), line)


def _alt(image):
    words = (" " if c.type == "softbreak" else c.content for c in image.children or ())
    return " ".join("".join(words).split())


def _name(path, source):
    """The name in `pictures/` that `source` means in the file `path`, or `source` unchanged."""
    if "/" not in source:
        return source
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), source))
    return target.removeprefix("pictures/") if target.startswith("pictures/") else source


def _slug(name):
    return posixpath.splitext(posixpath.basename(name))[0] or "NAME"
