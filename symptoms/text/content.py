"""The one shape of an article: what a revision stores, pages render, and diffs compare.

Built from the working copy by `ArticleContent.of`, written as canonical JSON by `to_json`, and read
back by `from_json`. Rich text in it is clean HTML. References carry id, slug and name: the id says
which row is meant; slug and name are as they were when the revision was made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as _

from symptoms.text import disclosure
from symptoms.text.parts import Clinical, Part, Value, names_of, part, parts_of

SCHEMA = 6


@dataclass(frozen=True, slots=True)
class Ref:
    """A term as it was named when the revision was made."""

    id: int
    slug: str
    name: str

    @classmethod
    def of(cls, term: Any) -> Ref:
        return cls(term.pk, term.slug, term.name)


@dataclass(frozen=True, slots=True)
class SeriesRef(Ref):
    intro: str

    @classmethod
    def of(cls, series: Any) -> SeriesRef:
        return cls(series.pk, series.slug, series.name, series.intro)


@dataclass(frozen=True, slots=True)
class Byline(Ref):
    role: str
    is_fictional: bool

    @classmethod
    def of(cls, contributor: Any) -> Byline:
        c = contributor
        return cls(c.pk, c.slug, c.name, c.role, c.is_fictional)


@dataclass(frozen=True, slots=True)
class SponsorRef(Ref):
    makes: str
    is_fictional: bool

    @classmethod
    def of(cls, sponsor: Any) -> SponsorRef:
        s = sponsor
        return cls(s.pk, s.slug, s.name, s.makes, s.is_fictional)


@dataclass(frozen=True, slots=True)
class PictureRef:
    """`file` is the immutable name under which the picture is stored; sizes in pixels."""

    id: int
    file: str
    width: int
    height: int
    alt: str
    credit: str

    @classmethod
    def of(cls, picture: Any) -> PictureRef:
        p = picture
        return cls(p.pk, p.file.name, p.width, p.height, p.alt, p.credit)


@dataclass(frozen=True, slots=True)
class TextPicture:
    """A picture that the body shows. Its alt text is part of the body; sizes in pixels."""

    file: str
    width: int
    height: int
    credit: str

    @classmethod
    def of(cls, picture: Any) -> TextPicture:
        return cls(picture.file.name, picture.width, picture.height, picture.credit)


@dataclass(frozen=True, slots=True)
class TipContent:
    id: int
    slug: str
    title: str = field(metadata=part(Value.LINE, _("Title")))
    body: str = field(metadata=part(Value.RICH, _("Text"), is_quoted=True))
    short: str = field(
        default="",
        metadata=part(Value.LINE, _("Short form for paper"), clinical=Clinical.IF_ANY),
    )

    @classmethod
    def of(cls, tip: Any) -> TipContent:
        return cls(tip.pk, tip.slug, *(getattr(tip, name) for name in names_of(cls)))

    def text_hash(self) -> str:
        """SHA-256 of what a reader of the tip reads."""
        texts = [self.title, self.body, *filter(None, [self.short])]
        return sha256(_canonical(texts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class CalloutContent:
    """`level` is one of CareCallout.Level; `signs` are plain texts that complete “… if:”."""

    level: str
    signs: tuple[str, ...] = field(metadata=part(Value.LINES, _("Signs")))

    @classmethod
    def of(cls, callout: Any) -> CalloutContent:
        return cls(callout.level, callout.signs_in_lines())


@dataclass(frozen=True, slots=True)
class QuestionContent:
    id: int
    text: str = field(metadata=part(Value.LINE, _("Question"), is_quoted=True))

    @classmethod
    def of(cls, question: Any) -> QuestionContent:
        return cls(question.pk, question.text)


@dataclass(frozen=True, slots=True)
class SourceContent:
    title: str = field(metadata=part(Value.LINE, _("Title")))
    publisher: str = field(metadata=part(Value.LINE, _("Publisher")))
    year: int | None = field(metadata=part(Value.NUMBER, _("Year")))
    url: str = field(metadata=part(Value.LINE, _("Address")))

    @classmethod
    def of(cls, source: Any) -> SourceContent:
        return cls(source.title, source.publisher, source.year, source.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleContent:
    """Each part is described here, in the order of the editors' form, and nowhere else: see `parts`.

    A new part is `Clinical.IF_ANY` or not clinical, has a default, and is added by a new schema.
    """

    title: str = field(
        metadata=part(
            Value.LINE, _("Title"), clinical=Clinical.ALWAYS, searched="title", on_pages=True
        )
    )
    slug: str = field(metadata=part(Value.LINE, _("Slug"), on_pages=True))
    standfirst: str = field(
        metadata=part(
            Value.LINE,
            _("Standfirst"),
            clinical=Clinical.ALWAYS,
            searched="standfirst",
            is_quoted=True,
            on_pages=True,
            needed=_("Write a standfirst: the line under the title."),
        )
    )
    kind: str = field(metadata=part(Value.LINE, _("Kind"), clinical=Clinical.ALWAYS, on_pages=True))
    first_published: str | None = field(
        default=None, metadata=part(Value.DAY, _("First published"))
    )
    topic: Ref | None = field(
        metadata=part(Value.TERM, _("Topic"), kind=Ref, needed=_("Choose a topic."), is_firm=True)
    )
    symptoms: tuple[Ref, ...] = field(
        metadata=part(
            Value.TERMS,
            _("Symptoms"),
            kind=Ref,
            clinical=Clinical.ALWAYS,
            searched="tags",
            needed=_("Choose a symptom, or check “About no symptom in particular”."),
            is_needed=lambda content: not content.is_general,
        )
    )
    is_general: bool = field(
        metadata=part(Value.FLAG, _("About no symptom in particular"), on_pages=True)
    )
    tags: tuple[Ref, ...] = field(metadata=part(Value.TERMS, _("Tags"), kind=Ref, searched="tags"))
    series: SeriesRef | None = field(metadata=part(Value.TERM, _("Series"), kind=SeriesRef))
    series_part: int | None = field(metadata=part(Value.NUMBER, _("Part")))
    author: Byline | None = field(
        metadata=part(
            Value.TERM,
            _("Author"),
            kind=Byline,
            needed=_("Choose an author, so that readers know who wrote the article."),
            is_firm=True,
        )
    )
    sponsor: SponsorRef | None = field(metadata=part(Value.TERM, _("Sponsor"), kind=SponsorRef))
    sponsor_role: str = field(metadata=part(Value.LINE, _("Sponsor role")))
    picture: PictureRef | None = field(
        metadata=part(Value.PICTURE, _("Picture"), kind=PictureRef, clinical=Clinical.ALWAYS)
    )
    body: str = field(
        metadata=part(
            Value.RICH,
            _("Body"),
            clinical=Clinical.ALWAYS,
            searched="body",
            is_quoted=True,
            on_pages=True,
            needed=_("Write the body."),
            is_firm=True,
        )
    )
    pictures: tuple[TextPicture, ...] = field(
        default=(),
        metadata=part(
            Value.DERIVED,
            _("Credits of the pictures in the body"),
            kind=TextPicture,
            rows=lambda article: article.pictures_in_text(),
            on_pages=True,
        ),
    )
    tips_heading: str = field(
        metadata=part(
            Value.LINE,
            _("Tips heading"),
            clinical=Clinical.ALWAYS,
            needed=_("Enter a heading for the tips."),
            is_needed=lambda content: bool(content.tips),
        )
    )
    tips_intro: str = field(
        metadata=part(
            Value.RICH,
            _("Tips intro"),
            clinical=Clinical.ALWAYS,
            searched="body",
            is_quoted=True,
        )
    )
    tips: tuple[TipContent, ...] = field(
        metadata=part(
            Value.LASTING_ROWS,
            _("Tips"),
            kind=TipContent,
            rows=lambda article: article.tips.recommended(),
            clinical=Clinical.ALWAYS,
            searched="tips",
            is_quoted=True,
        )
    )
    closing: str = field(
        metadata=part(
            Value.RICH, _("Closing"), clinical=Clinical.ALWAYS, searched="body", is_quoted=True
        )
    )
    callouts: tuple[CalloutContent, ...] = field(
        metadata=part(
            Value.ROWS,
            _("When to get help"),
            kind=CalloutContent,
            rows=lambda article: article.callouts.most_pressing_first(),
            clinical=Clinical.IF_ANY,
            searched="body",
        )
    )
    questions: tuple[QuestionContent, ...] = field(
        metadata=part(
            Value.LASTING_ROWS,
            _("Questions to ask your team"),
            kind=QuestionContent,
            rows=lambda article: article.questions.recommended(),
            clinical=Clinical.IF_ANY,
            searched="body",
            is_quoted=True,
        )
    )
    sources: tuple[SourceContent, ...] = field(
        metadata=part(
            Value.ROWS,
            _("Sources"),
            kind=SourceContent,
            rows=lambda article: article.sources.all(),
            clinical=Clinical.ALWAYS,
            needed=_("Add at least one source. Health information needs one."),
            is_needed=lambda content: content.kind == "information",
        )
    )
    related: tuple[int, ...] = field(
        metadata=part(
            Value.ARTICLES,
            _("Related articles"),
            rows=lambda article: article.hand_picked.all(),
            form="hand_picked",
        )
    )
    schema: int = SCHEMA

    @classmethod
    def of(cls, article: Any) -> ArticleContent:
        """The content of the working copy `article`, read with its saved rows."""
        return cls(**{part.name: _of_working_copy(part, article) for part in parts_of(cls)})

    def picture_files(self) -> set[str]:
        """The names of the files of all pictures that its page shows."""
        first = {self.picture.file} if self.picture else set()
        return first | {picture.file for picture in self.pictures}

    @property
    def disclosure(self) -> disclosure.Disclosure | None:
        """Who paid for it, in sentences, or None."""
        return disclosure.in_full(self.sponsor, self.sponsor_role)

    def to_json(self) -> str:
        """Canonical JSON: equal contents give equal text."""
        return _canonical(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> ArticleContent:
        """The content in `text`, upgraded to today's schema.

        Raises ValueError for a schema that this code does not know.
        """
        data = _upgraded(json.loads(text))
        known = {part.name: part for part in parts_of(cls)}
        return cls(
            **{
                name: _of_stored(known[name], value) if name in known else value
                for name, value in data.items()
            }
        )

    def clinical_hash(self) -> str:
        """SHA-256 of what a medical reviewer answers for, the same for texts that say the same.

        Terms count by id, and the picture by its pixels and alt text, not by its credit.
        """
        identity = asdict(self._identity())
        counted = {
            part.name: _as_reviewed(part, identity[part.name])
            for part in parts_of(self)
            if part.clinical is Clinical.ALWAYS
            or (part.clinical is Clinical.IF_ANY and identity[part.name])
        }
        return sha256(_canonical(counted).encode()).hexdigest()

    def is_same_as(self, other: ArticleContent) -> bool:
        """Whether an editor would call both the same: renaming a term does not edit its articles."""
        return self._identity() == other._identity()

    def _identity(self) -> ArticleContent:
        terms: dict[str, Any] = {
            name: _only_id(getattr(self, name)) for name in names_of(self, Value.TERM)
        }
        for name in names_of(self, Value.TERMS):
            terms[name] = tuple(_only_id(ref) for ref in getattr(self, name))
        return replace(self, **terms)


def _canonical(data: Any) -> str:
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _refs(terms: Iterable[Any]) -> tuple[Ref, ...]:
    return tuple(sorted((Ref.of(term) for term in terms), key=lambda ref: ref.id))


def _only_id(ref: Ref | None) -> Ref | None:
    return ref and Ref(ref.id, "", "")


def _of_working_copy(part: Part, article: Any) -> Any:
    value: Any = part.rows(article) if part.rows else getattr(article, part.name)
    if part.value in {Value.TERM, Value.PICTURE}:
        return value and part.kind.of(value)
    if part.value is Value.TERMS:
        return _refs(value.all())
    if part.value in {Value.ROWS, Value.LASTING_ROWS, Value.DERIVED}:
        return tuple(part.kind.of(row) for row in value)
    if part.value is Value.ARTICLES:
        return tuple(pick.related_id for pick in value)
    return value and value.isoformat() if part.value is Value.DAY else value


def _of_stored(part: Part, value: Any) -> Any:
    """The value that JSON stored as lists and mappings."""
    if isinstance(value, dict):
        return part.kind(**value)
    if isinstance(value, list):
        return tuple(_row_of_stored(part.kind, row) for row in value)
    return value


def _row_of_stored(kind: Any, row: Any) -> Any:
    if not isinstance(row, dict):
        return row
    return kind(
        **{name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    )


def _as_reviewed(part: Part, value: Any) -> Any:
    if part.value is Value.PICTURE:
        return value and [value["file"], value["alt"]]
    if part.value in {Value.ROWS, Value.LASTING_ROWS}:
        optional = {one.name for one in parts_of(part.kind) if one.clinical is Clinical.IF_ANY}
        return [_without_empty(row, optional) for row in value]
    return value


def _without_empty(row: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value or name not in names}


# schema number -> what turns its data into the next schema's.
_UPGRADES: dict[int, Any] = {
    # 2 can say that an article is about no symptom in particular.
    1: lambda data: data | {"schema": 2, "is_general": False},
    # 3 adds when to get help, and what to ask.
    2: lambda data: data | {"schema": 3, "callouts": [], "questions": []},
    # 4 adds the day, in ISO 8601, on which it was first published elsewhere.
    3: lambda data: data | {"schema": 4, "first_published": None},
    # 5 adds pictures in the body, with their sizes and credits.
    4: lambda data: data | {"schema": 5, "pictures": []},
    # 6 has short forms of tips, for paper.
    5: lambda data: (
        data
        | {
            "schema": 6,
            "tips": [{"short": ""} | tip for tip in data["tips"]],
        }
    ),
}


def _upgraded(data: dict[str, Any]) -> dict[str, Any]:
    while data.get("schema") != SCHEMA:
        try:
            data = _UPGRADES[data.get("schema")](data)  # type: ignore[index]
        except KeyError:
            raise ValueError(f"Unknown content schema {data.get('schema')!r}.") from None
    return data
