"""The one shape of an article: what a revision stores, pages render, and diffs compare.

Built from desk rows by `ArticleContent.of`, written as canonical JSON by `to_json`, and read back by
`from_json`. Rich text in it is clean HTML. References carry id, slug and name: the id tells what is
meant, slug and name are as they were when the revision was made.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from typing import Any

from symptoms.text import disclosure

SCHEMA = 5

# What a medical reviewer answers for. The rest (address, tags, credits, where it is found) may change
# without a new review.
CLINICAL = (
    "title",
    "standfirst",
    "kind",
    "symptoms",
    "body",
    "tips_heading",
    "tips_intro",
    "tips",
    "closing",
    "sources",
)
# The same, but counted only when there are any: texts that were approved before these parts were
# known stay approved.
CLINICAL_IF_ANY = ("callouts", "questions")


@dataclass(frozen=True, slots=True)
class Ref:
    """A term as it was named when the revision was made."""

    id: int
    slug: str
    name: str

    @classmethod
    def of(cls, term) -> Ref:
        return cls(term.pk, term.slug, term.name)


@dataclass(frozen=True, slots=True)
class SeriesRef(Ref):
    intro: str

    @classmethod
    def of(cls, series) -> SeriesRef:
        return cls(series.pk, series.slug, series.name, series.intro)


@dataclass(frozen=True, slots=True)
class Byline(Ref):
    role: str
    is_fictional: bool

    @classmethod
    def of(cls, contributor) -> Byline:
        c = contributor
        return cls(c.pk, c.slug, c.name, c.role, c.is_fictional)


@dataclass(frozen=True, slots=True)
class SponsorRef(Ref):
    makes: str
    is_fictional: bool

    @classmethod
    def of(cls, sponsor) -> SponsorRef:
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
    def of(cls, picture) -> PictureRef:
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
    def of(cls, picture) -> TextPicture:
        return cls(picture.file.name, picture.width, picture.height, picture.credit)


@dataclass(frozen=True, slots=True)
class TipContent:
    id: int
    slug: str
    title: str
    body: str

    def text_hash(self) -> str:
        """SHA-256 of what a reader of the tip reads."""
        return sha256(_canonical([self.title, self.body]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class CalloutContent:
    """`level` is one of CareCallout.Level; `signs` are plain texts that go on after "if:"."""

    level: str
    signs: tuple[str, ...]

    @classmethod
    def read(cls, data) -> CalloutContent:
        return cls(data["level"], tuple(data["signs"]))


@dataclass(frozen=True, slots=True)
class QuestionContent:
    id: int
    text: str


@dataclass(frozen=True, slots=True)
class SourceContent:
    title: str
    publisher: str
    year: int | None
    url: str


@dataclass(frozen=True, slots=True)
class ArticleContent:
    slug: str
    title: str
    standfirst: str
    kind: str
    topic: Ref | None
    series: SeriesRef | None
    series_part: int | None
    symptoms: tuple[Ref, ...]
    is_general: bool
    tags: tuple[Ref, ...]
    author: Byline | None
    sponsor: SponsorRef | None
    sponsor_role: str
    picture: PictureRef | None
    body: str
    tips_heading: str
    tips_intro: str
    tips: tuple[TipContent, ...]
    closing: str
    callouts: tuple[CalloutContent, ...]
    questions: tuple[QuestionContent, ...]
    sources: tuple[SourceContent, ...]
    related: tuple[int, ...]
    first_published: str | None = None
    pictures: tuple[TextPicture, ...] = ()
    schema: int = field(default=SCHEMA)

    @classmethod
    def of(cls, article) -> ArticleContent:
        """The content of the working copy `article` (a desk row), read with its saved inlines."""
        return cls(
            slug=article.slug,
            title=article.title,
            standfirst=article.standfirst,
            kind=article.kind,
            first_published=article.first_published and article.first_published.isoformat(),
            topic=article.topic and Ref.of(article.topic),
            series=article.series and SeriesRef.of(article.series),
            series_part=article.series_part,
            symptoms=_refs(article.symptoms.all()),
            is_general=article.is_general,
            tags=_refs(article.tags.all()),
            author=article.author and Byline.of(article.author),
            sponsor=article.sponsor and SponsorRef.of(article.sponsor),
            sponsor_role=article.sponsor_role,
            picture=article.picture and PictureRef.of(article.picture),
            body=article.body,
            pictures=tuple(TextPicture.of(picture) for picture in article.pictures_in_text()),
            tips_heading=article.tips_heading,
            tips_intro=article.tips_intro,
            tips=tuple(
                TipContent(t.pk, t.slug, t.title, t.body) for t in article.tips.recommended()
            ),
            closing=article.closing,
            callouts=tuple(
                CalloutContent(c.level, c.signs_in_lines())
                for c in article.callouts.most_pressing_first()
            ),
            questions=tuple(QuestionContent(q.pk, q.text) for q in article.questions.recommended()),
            sources=tuple(
                SourceContent(s.title, s.publisher, s.year, s.url) for s in article.sources.all()
            ),
            related=tuple(pick.related_id for pick in article.hand_picked.all()),
        )

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
        return cls(**{name: _READERS.get(name, _as_is)(value) for name, value in data.items()})

    def clinical_hash(self) -> str:
        """SHA-256 of what a medical reviewer answers for, the same for texts that say the same.

        Terms count by id, and the picture by its pixels and alt text, not by its credit.
        """
        identity = asdict(self._identity())
        parts: dict[str, Any] = {name: identity[name] for name in CLINICAL}
        parts |= {name: identity[name] for name in CLINICAL_IF_ANY if identity[name]}
        parts["picture"] = self.picture and [self.picture.file, self.picture.alt]
        return sha256(_canonical(parts).encode()).hexdigest()

    def is_same_as(self, other: ArticleContent) -> bool:
        """Whether an editor would call both the same: a renamed term is no edit of its articles."""
        return self._identity() == other._identity()

    def _identity(self) -> ArticleContent:
        return replace(
            self,
            topic=_only_id(self.topic),
            series=_only_id(self.series),
            author=_only_id(self.author),
            sponsor=_only_id(self.sponsor),
            symptoms=tuple(_only_id(ref) for ref in self.symptoms),
            tags=tuple(_only_id(ref) for ref in self.tags),
        )


def _canonical(data) -> str:
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _refs(terms) -> tuple[Ref, ...]:
    return tuple(sorted((Ref.of(term) for term in terms), key=lambda ref: ref.id))


def _only_id(ref):
    return ref and Ref(ref.id, "", "")


def _as_is(value):
    return value


def _one(kind):
    return lambda value: value and kind(**value)


def _many(kind):
    return lambda values: tuple(kind(**value) for value in values)


_READERS: dict[str, Any] = {
    "topic": _one(Ref),
    "series": _one(SeriesRef),
    "author": _one(Byline),
    "sponsor": _one(SponsorRef),
    "picture": _one(PictureRef),
    "pictures": _many(TextPicture),
    "symptoms": _many(Ref),
    "tags": _many(Ref),
    "tips": _many(TipContent),
    "callouts": lambda rows: tuple(CalloutContent.read(row) for row in rows),
    "questions": _many(QuestionContent),
    "sources": _many(SourceContent),
    "related": tuple,
}

# schema number -> what turns its data into the next schema's.
_UPGRADES: dict[int, Any] = {
    # 2 can say that an article is about no symptom in particular.
    1: lambda data: data | {"schema": 2, "is_general": False},
    # 3 knows when to get help, and what to ask.
    2: lambda data: data | {"schema": 3, "callouts": [], "questions": []},
    # 4 knows the day, in ISO 8601, that it was first published elsewhere.
    3: lambda data: data | {"schema": 4, "first_published": None},
    # 5 has pictures in the body, with their sizes and credits.
    4: lambda data: data | {"schema": 5, "pictures": []},
}


def _upgraded(data: dict[str, Any]) -> dict[str, Any]:
    while data.get("schema") != SCHEMA:
        try:
            data = _UPGRADES[data.get("schema")](data)  # type: ignore[index]
        except KeyError:
            raise ValueError(f"Unknown content schema {data.get('schema')!r}.") from None
    return data
