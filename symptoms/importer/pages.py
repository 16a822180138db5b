"""The files of a content folder as plain records: what each says, checked as far as is possible
within one file.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext as _

from symptoms.images.encoding import MAX_BYTES, re_encoded
from symptoms.importer import markdown, model_errors
from symptoms.importer.fields import Fields, short
from symptoms.importer.frontmatter import Page
from symptoms.models import Contributor, EverydayWord, Picture, Series, Sponsor, Symptom, Topic
from symptoms.models.fields import LinesField
from symptoms.workflow import term_review


@dataclass(frozen=True, slots=True)
class Kind:
    """A folder of terms: its model, the key of each column, and the column of the text."""

    name: str
    model: Any
    columns: dict[str, str]
    text: str = ""


TERMS = {
    "symptoms": Kind(
        "symptom",
        Symptom,
        {"name": "name", "visibility": "visibility", "also_called": "also_called"},
        "summary",
    ),
    "topics": Kind("topic", Topic, {"name": "name"}, "description"),
    "series": Kind("series", Series, {"name": "name"}, "intro"),
    "contributors": Kind(
        "contributor",
        Contributor,
        {"name": "name", "kind": "kind", "role": "role", "is_fictional": "fictional"},
        "bio",
    ),
    "sponsors": Kind(
        "sponsor", Sponsor, {"name": "name", "makes": "makes", "is_fictional": "fictional"}
    ),
}
PICTURES = Kind(
    "picture",
    Picture,
    {
        "title": "title",
        "alt": "alt",
        "credit": "credit",
        "is_decorative": "decorative",
        "focus_x": "focus_from_left",
        "focus_y": "focus_from_top",
    },
)


class Reference(NamedTuple):
    """A slug that a file names: its `key`, its `kind`, and its line."""

    key: str
    kind: str
    slug: str
    line: int


# The key of a symptom's words that only searches know.
EVERYDAY_WORDS = "everyday_words"
# The prefix that the origins of all wordings loaded from a folder share, whatever their text.
ORIGIN = "content folder sha256:"


@dataclass(frozen=True, slots=True)
class TermPage:
    """`references` has the reviewer of the words, if a symptom or a series names one, and the article that
    leads the page of a symptom.

    `everyday_words` are what people type for a symptom.
    """

    page: Page
    kind: Kind
    slug: str
    columns: dict
    references: tuple[Reference, ...] = ()
    everyday_words: tuple[str, ...] = ()

    @property
    def origin(self) -> str:
        return ORIGIN + self.page.digest()

    @property
    def checked_by(self) -> str:
        return self._slug_of("checked_by")

    @property
    def main(self) -> str:
        return self._slug_of("main")

    def _slug_of(self, key):
        return next((one.slug for one in self.references if one.key == key), "")


@dataclass(frozen=True, slots=True)
class PicturePage:
    """`upload` is the file in the folder; `name`, `width` and `height` are those of the stored
    file.
    """

    page: Page
    kind: Kind
    slug: str
    columns: dict
    upload: ContentFile
    name: str
    width: int
    height: int


def read_term(page: Page, kind: Kind, slug: str) -> TermPage:
    """The term that `page` describes; problems are noted in the page."""
    fields = Fields(page, page.nodes, page.lines)
    columns = {"slug": slug} | read_columns(fields, kind.model, kind.columns)
    references = list(_references(page, fields, kind))
    everyday_words = _everyday_words(fields) if kind.model is Symptom else ()
    fields.refuse_others()
    text = markdown.rich_text(page)
    if kind.text:
        columns[kind.text] = text
    elif text:
        page.report(
            "text",
            _("A file of this kind (%(kind)s) has no text. Delete it.") % {"kind": kind.name},
            page.first_line,
        )
    check_columns(page, kind, columns)
    return TermPage(page, kind, slug, columns, tuple(references), everyday_words)


def _everyday_words(fields):
    items = fields.texts(EVERYDAY_WORDS)
    for item in items:
        for _column, message in model_errors.about_columns(
            EverydayWord(words=item.text), ["words"]
        ):
            fields.report(EVERYDAY_WORDS, message, item.line)
    return tuple(item.text for item in items)


def _references(page, fields, kind):
    """What the file of a term names besides its own columns."""
    keys = {"checked_by": "contributor"} if kind.model in term_review.CLINICAL else {}
    keys |= {"main": "article"} if kind.model is Symptom else {}
    for key, named in keys.items():
        slug = fields.text(key)
        if slug:
            yield Reference(key, named, slug, page.lines[key])


def read_picture(page: Page, slug: str, folder: Path) -> PicturePage | None:
    """The picture that `page` describes, with the file beside it in `folder`."""
    fields = Fields(page, page.nodes, page.lines)
    columns = read_columns(fields, Picture, PICTURES.columns)
    name = fields.text("file", required=True)
    fields.refuse_others()
    if page.text.strip():
        page.report("text", _("A picture has no text. Put words into alt."), page.first_line)
    check_columns(page, PICTURES, columns)
    if bool(columns["alt"]) == columns["is_decorative"]:
        page.report("alt", _("Write alt text, or “decorative: true” and no alt text."))
    upload = _file_beside(page, folder, name)
    return _with_pixels(page, slug, columns, upload) if upload else None


def read_columns(fields: Fields, model, keys: dict[str, str]) -> dict:
    """The values of `keys` (column to key), each read as the type of its column."""
    columns: dict[str, Any] = {}
    for column, key in keys.items():
        field = model._meta.get_field(column)
        required = not field.blank and not field.has_default()
        if isinstance(field, LinesField):
            columns[column] = "\n".join(item.text for item in fields.texts(key))
        elif isinstance(field, models.DateField):
            columns[column] = fields.day(key)
        elif isinstance(field, models.BooleanField):
            columns[column] = fields.flag(key)
        elif isinstance(field, models.IntegerField):
            said = fields.number(key)
            columns[column] = field.default if said is None and field.has_default() else said
        elif field.choices:
            default = field.default if field.has_default() else ""
            names = [value for value, _label in field.choices]
            columns[column] = fields.choice(key, names, default, required)
        else:
            columns[column] = fields.text(key, required)
    return columns


def check_columns(page: Page, kind: Kind, columns: dict) -> None:
    """Note what the model refuses about values that are present, such as their length."""
    given = {column: value for column, value in columns.items() if value not in {"", None}}
    for column, message in model_errors.about_columns(kind.model(**given), given):
        page.report(
            kind.columns.get(column, _("file name") if column == "slug" else column), message
        )


def _file_beside(page, folder, name):
    if not name:
        return None
    path = folder / name
    try:
        if path.parent == folder and path.is_file():
            with path.open("rb") as file:
                return ContentFile(file.read(MAX_BYTES + 1), name=name)
    except OSError:  # a name that no file can have, or a file that may not be read
        pass
    page.report(
        "file",
        _("There is no file “%(name)s” beside this one that we can read.") % {"name": short(name)},
    )
    return None


def _with_pixels(page, slug, columns, upload):
    try:
        stored, width, height = re_encoded(upload)
        name = str(stored.name)
    except ValidationError as error:
        page.report("file", error.messages[0])
        return None
    return PicturePage(page, PICTURES, slug, columns, upload, name, width, height)
