"""A part that a subclass of `ArticleContent` adds is handled wherever contents are processed."""

import json
from dataclasses import dataclass, field, fields, replace

import pytest
from django.http import QueryDict

from symptoms.admin import form_content
from symptoms.importer import drafts
from symptoms.search.extract import Marks, extract_of
from symptoms.search.words import words_of
from symptoms.text import diff, merge, plain_language
from symptoms.text.content import ArticleContent
from symptoms.text.parts import Clinical, Value, names_of, part, parts_of
from symptoms.workflow import checklist
from tests.text.test_merge import BASE


@dataclass(frozen=True, slots=True, kw_only=True)
class WithOutlook(ArticleContent):
    outlook: str = field(
        default="",
        metadata=part(
            Value.RICH,
            "Outlook",
            clinical=Clinical.IF_ANY,
            searched="body",
            is_quoted=True,
            needed="Write the outlook.",
        ),
    )


def with_outlook(html):
    values = {one.name: getattr(BASE, one.name) for one in fields(BASE)}
    return WithOutlook(**values | {"outlook": html})


EMPTY, FULL = with_outlook(""), with_outlook("<p>Most relapses pass.</p>")


def test_every_field_of_an_article_but_its_schema_is_a_part():
    assert set(names_of(ArticleContent)) == {one.name for one in fields(ArticleContent)} - {
        "schema"
    }


def test_every_part_that_is_no_column_is_written_by_the_importer():
    rows = {Value.TERMS, Value.ROWS, Value.LASTING_ROWS, Value.ARTICLES}
    assert set(drafts.PUT) == set(names_of(ArticleContent, *rows))


def test_every_part_that_is_a_column_is_merged_when_two_editors_save():
    columns = {part.value for part in parts_of(ArticleContent)} - {
        Value.TERMS,
        Value.ROWS,
        Value.LASTING_ROWS,
        Value.ARTICLES,
        Value.DERIVED,
    }
    assert columns == {*form_content._TEXTS, *form_content._REFS, Value.FLAG}


def test_every_part_has_a_label():
    assert [part.name for part in parts_of(ArticleContent) if not str(part.label)] == []


def test_a_new_part_is_stored_and_read_back():
    assert WithOutlook.from_json(FULL.to_json()) == FULL
    assert json.loads(FULL.to_json())["outlook"] == "<p>Most relapses pass.</p>"


def test_a_new_part_is_clinical_only_when_it_says_something():
    assert EMPTY.clinical_hash() == BASE.clinical_hash()
    assert FULL.clinical_hash() != BASE.clinical_hash()


def test_a_new_part_is_compared():
    told = [(change.label, change.what) for change in diff.changes(EMPTY, FULL)]

    assert told == [("Outlook", "added")]
    assert "Outlook" in [change.label for change in diff.in_full(FULL)]


def test_a_new_part_is_merged_paragraph_by_paragraph():
    base = with_outlook("<p>One.</p><p>Two.</p>")
    update = with_outlook("<p>One, changed.</p><p>Two.</p>")
    correction = with_outlook("<p>One.</p><p>Two, changed.</p>")
    merged, conflicts = merge.rebase(update, base, correction)

    assert (merged.outlook, conflicts) == ("<p>One, changed.</p><p>Two, changed.</p>", [])


def test_a_new_part_that_is_needed_is_on_the_checklist():
    asked = checklist.Block("outlook", "Write the outlook.")

    assert asked in checklist.facts(EMPTY)
    assert asked not in checklist.facts(FULL)


@pytest.mark.django_db
def test_the_links_of_a_new_part_are_checked():
    content = with_outlook('<p>See <a href="/nowhere/">this page</a>.</p>')

    assert [block.field for block in checklist.blocks(content)].count("outlook") == 2


def test_a_new_part_is_found_and_quoted():
    assert "relapses" in words_of(FULL).body.split()
    assert (
        "".join(piece.text for piece in extract_of(FULL, Marks(["relapses"])))
        == "Most relapses pass."
    )


def test_a_new_part_gets_advice_on_plain_language():
    content = with_outlook("<p>Do this prior to lunch.</p>")

    assert "outlook" in [advice.field for advice in plain_language.advice(content)]


def test_a_new_part_is_a_field_of_the_editors_form():
    shown = form_content.plain(FULL)
    posted = form_content.posted(QueryDict("outlook=<p>Better.</p>"), shown)

    assert posted.outlook == "<p>Better.</p>"
    assert replace(posted, outlook=FULL.outlook).outlook == shown.outlook
