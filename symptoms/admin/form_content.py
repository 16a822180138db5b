"""The article's form as a content and back, so that two forms can be merged as contents are.

Everything is text, as it is posted. Rows have ids by which they are the same on all sides: tips and
questions those of their rows, cards their level, related articles their number, sources their place
in the text that both sides started from.
"""

from dataclasses import dataclass, make_dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from symptoms.models import Article, CareCallout, Tip
from symptoms.text.content import (
    ArticleContent,
    CalloutContent,
    QuestionContent,
    Ref,
    SourceContent,
    TipContent,
)
from symptoms.text.folding import canonical
from symptoms.text.parts import Value, names_of
from symptoms.web.integers import bounded_integer

_TEXTS = (Value.LINE, Value.RICH, Value.NUMBER, Value.DAY)
_CLEANED = {"body", "signs", *names_of(ArticleContent, Value.RICH)}
_CLEANED_BY: dict[str, Any] = {"tips": Tip, "callouts": CareCallout}
_REFS = (Value.TERM, Value.PICTURE)
MAX_ROWS = 150


@dataclass(frozen=True, slots=True)
class Card:
    id: str
    signs: str


_SOURCE = names_of(SourceContent)
SourceRow = make_dataclass("SourceRow", ["id", *_SOURCE], frozen=True, slots=True)


@dataclass(frozen=True, slots=True)
class Pick:
    id: str


# The form's prefix of each list of rows: the content's field, the type, and the fields of a row.
_ROWS: dict[str, tuple[str, Any, tuple[str, ...]]] = {
    "tips": ("tips", lambda pk, *texts: TipContent(pk, "", *texts), names_of(TipContent)),
    "questions": ("questions", QuestionContent, names_of(QuestionContent)),
    "callouts": (
        "callouts",
        lambda _pk, level, signs: Card(level, signs),
        ("level", *names_of(CalloutContent)),
    ),
    "sources": ("sources", SourceRow, _SOURCE),
    "hand_picked": ("related", lambda _pk, related: Pick(related), ("related",)),
}
_LASTING = {"tips", "questions"}


def plain(content: ArticleContent, base: ArticleContent | None = None) -> ArticleContent:
    """`content` as its form would post it; its sources are matched with those of `base`."""
    refs = {name: _ref(getattr(content, name)) for name in names_of(content, *_REFS)}
    numbers = names_of(content, Value.NUMBER, Value.DAY)
    sources = [
        SourceRow("", *(str(getattr(source, name) or "") for name in _SOURCE))
        for source in content.sources
    ]
    texts: dict[str, Any] = {
        **{name: str(getattr(content, name) or "") for name in numbers},
        "symptoms": tuple(_ref(ref) for ref in content.symptoms),
        "tags": _tags([ref.name for ref in content.tags]),
        "tips": tuple(replace(t, id=str(t.id), slug="") for t in content.tips),  # type: ignore[arg-type]
        "questions": tuple(QuestionContent(str(q.id), q.text) for q in content.questions),  # type: ignore[arg-type]
        "callouts": tuple(Card(c.level, "\n".join(c.signs)) for c in content.callouts),
        "sources": _known(sources, base.sources if base else ()),
        "related": tuple(Pick(str(pk)) for pk in content.related),
    }
    return replace(content, **refs, **texts)


def posted(data, base: ArticleContent) -> ArticleContent:
    """What the form `data` (a QueryDict) says, as a content like those that `plain` makes."""
    values: dict[str, Any] = {
        name: _text(Article, name, data.get(name, "")) for name in names_of(base, *_TEXTS)
    }
    values |= {name: _day(values[name]) for name in names_of(base, Value.DAY)}
    values["slug"] = values["slug"].lower()
    values |= {name: _posted_ref(data.get(name, "")) for name in names_of(base, *_REFS)}
    values |= {name: bool(data.get(name)) for name in names_of(base, Value.FLAG)}
    keys = sorted(filter(None, data.getlist("symptoms")))
    values["symptoms"] = tuple(_posted_ref(key) for key in keys)
    values["tags"] = _tags(filter(None, data.getlist("tags")))
    for prefix, (field, _make, _names) in _ROWS.items():
        values[field] = tuple(_posted_rows(data, prefix))
    return replace(base, **values)


def as_posted(data, merged: ArticleContent, shown: ArticleContent, article) -> Any:
    """`data` with the values of `merged` in it, for a form that is filled from the rows of `article`
    as they are now; `shown` is what they say, as a content."""
    data = data.copy()
    for name in names_of(merged, *_TEXTS):
        data[name] = getattr(merged, name)
    for name in names_of(merged, *_REFS):
        ref = getattr(merged, name)
        data[name] = ref.id if ref else ""
    for name in names_of(merged, Value.FLAG):
        data.pop(name, None)
        if getattr(merged, name):
            data[name] = "on"
    data.setlist("symptoms", [ref.id for ref in merged.symptoms])
    data.setlist("tags", [ref.name for ref in merged.tags])
    for prefix, (field, _make, names) in _ROWS.items():
        for key in [key for key in data if key.startswith(f"{prefix}-")]:
            if not key.endswith(("MIN_NUM_FORMS", "MAX_NUM_FORMS")):
                del data[key]
        rows = zip(_rows_of(article, prefix), getattr(shown, field), strict=True)
        _put_rows(data, prefix, names, getattr(merged, field), list(rows))
    return data


def _put_rows(data, prefix, names, merged, rows):
    """Forms of the rows that there are, in their order, then those of new ones."""
    places = {row.id: number for number, row in enumerate(merged, start=1)}
    wanted = {row.id: row for row in merged}
    for number, (row, now) in enumerate(rows):
        data[f"{prefix}-{number}-id"] = str(row.pk)
        data[f"{prefix}-{number}-article"] = str(row.article_id)
        kept = wanted.pop(now.id, None)
        _put_row(data, f"{prefix}-{number}", names, kept or now, places.get(now.id, 0))
        if kept is None:
            data[f"{prefix}-{number}-DELETE"] = "on"
    for number, row in enumerate(wanted.values(), start=len(rows)):
        _put_row(data, f"{prefix}-{number}", names, row, places[row.id])
    data[f"{prefix}-INITIAL_FORMS"] = str(len(rows))
    data[f"{prefix}-TOTAL_FORMS"] = str(len(rows) + len(wanted))


def _put_row(data, form, names, row, place):
    data[f"{form}-position"] = str(place * 10)
    for name in names:
        column = "id" if name in {"level", "related"} else name
        data[f"{form}-{name}"] = getattr(row, column)


def _rows_of(article, prefix):
    if prefix in _LASTING:
        return getattr(article, prefix).recommended()
    if prefix == "callouts":
        return article.callouts.most_pressing_first()
    return getattr(article, prefix).all()


def numbers(data, prefix) -> list[int]:
    """The numbers that the rows of `posted` have in the form `data`, in the order of the content."""
    return [number for number, _row in _numbered_rows(data, prefix)]


def _posted_rows(data, prefix):
    return [row for _number, row in _numbered_rows(data, prefix)]


def _numbered_rows(data, prefix):
    _field, make, names = _ROWS[prefix]
    rows = []
    for number in range(min(_number(data.get(f"{prefix}-TOTAL_FORMS")), MAX_ROWS)):
        form = f"{prefix}-{number}"
        values = [_text(_CLEANED_BY.get(prefix), n, data.get(f"{form}-{n}", "")) for n in names]
        if data.get(f"{form}-DELETE") or not any(values):
            continue
        initial = number < _number(data.get(f"{prefix}-INITIAL_FORMS"))
        stored = data.get(f"{form}-id", "") if prefix in _LASTING else str(number)
        pk = stored if initial and stored else f"new-{number}"
        place = _number(data.get(f"{form}-position")) or 10**9
        rows.append((place, number, make(pk, *values)))
    in_order = prefix != "callouts"
    in_place = sorted(rows, key=lambda r: r[:2]) if in_order else rows
    return [(number, row) for _place, number, row in in_place]


def _number(text):
    return bounded_integer(text, 10**9 - 1) or 0


def _text(model, name, value):
    """As it would be stored: a browser posts other line ends and other markup than that."""
    value = value.replace("\r\n", "\n").strip()
    if name not in _CLEANED or model is None:
        return value
    try:
        return model._meta.get_field(name).clean(value, model()) if value else ""
    except ValidationError:
        return value


def _day(text):
    """A day in ISO 8601, however it was written; what is no day stays, for the form to refuse."""
    try:
        day = forms.DateField().to_python(text)
    except ValidationError:
        return text
    return day.isoformat() if day else ""


def _ref(ref):
    return ref and Ref(str(ref.id), "", "")  # type: ignore[arg-type]


def _posted_ref(key):
    return Ref(key, "", "") if key else None


def _tags(names):
    """The same tag whatever its case."""
    return tuple(
        sorted((Ref(canonical(name), "", name) for name in names), key=lambda ref: str(ref.id))  # type: ignore[arg-type]
    )


def _known(rows, base):
    """`rows` with the places of the same sources in `base` for ids; others get one of their own."""
    free = {str(number): source for number, source in enumerate(base)}
    ids: dict[int, str] = {}
    tests = (
        lambda a, b: (a.title, a.publisher, a.url) == (b.title, b.publisher, b.url),
        lambda a, b: a.title == b.title,
        lambda a, b: bool(a.url) and a.url == b.url,
    )
    for is_same in tests:
        for number, row in enumerate(rows):
            found = next((key for key, s in free.items() if is_same(row, s)), None)
            if number not in ids and found is not None:
                ids[number] = found
                del free[found]
    return tuple(
        replace(row, id=ids.get(number, f"their-{number}")) for number, row in enumerate(rows)
    )
