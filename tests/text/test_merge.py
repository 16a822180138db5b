from dataclasses import replace

import pytest

from symptoms.text import merge
from symptoms.text.content import ArticleContent, Ref, SourceContent, TipContent

REST = TipContent(1, "rest", "Rest", "<p>Rest.</p>")
COOL = TipContent(2, "cool", "Cool down", "<p>Cool.</p>")
SIT = TipContent(3, "sit", "Sit", "<p>Sit.</p>")
BASE = ArticleContent(
    slug="fatigue",
    title="Fatigue",
    standfirst="Line.",
    kind="information",
    topic=None,
    series=None,
    series_part=None,
    symptoms=(Ref(1, "fatigue", "Fatigue"),),
    is_general=False,
    tags=(),
    author=None,
    sponsor=None,
    sponsor_role="",
    picture=None,
    body="<p>One.</p><p>Two.</p><p>Three.</p>",
    tips_heading="Tips",
    tips_intro="",
    tips=(REST, COOL),
    callouts=(),
    questions=(),
    closing="",
    sources=(SourceContent("A guideline", "", None, ""),),
    related=(),
)


def rebased(theirs, ours):
    return merge.rebase(replace(BASE, **theirs), BASE, replace(BASE, **ours))


def test_what_only_one_of_the_two_changed_is_taken_from_it():
    merged, conflicts = rebased({"title": "Tired"}, {"standfirst": "Corrected."})

    assert (merged, conflicts) == (replace(BASE, title="Tired", standfirst="Corrected."), [])


def test_what_both_changed_alike_is_no_conflict():
    assert rebased({"title": "Tired"}, {"title": "Tired"}) == (replace(BASE, title="Tired"), [])


def test_what_both_changed_is_the_corrections_and_reported():
    merged, conflicts = rebased({"title": "Tired"}, {"title": "Corrected"})

    assert (merged.title, conflicts) == ("Corrected", ["title"])


def test_paragraphs_are_merged_one_by_one():
    merged, conflicts = rebased(
        {"body": "<p>One.</p><p>Two.</p><p>Three, new.</p><p>Four.</p>"},
        {"body": "<p>One, corrected.</p><p>Two.</p><p>Three.</p>"},
    )

    assert merged.body == "<p>One, corrected.</p><p>Two.</p><p>Three, new.</p><p>Four.</p>"
    assert conflicts == []


def test_a_paragraph_that_both_changed_is_the_corrections():
    merged, conflicts = rebased(
        {"body": "<p>One.</p><p>Two, new.</p><p>Three.</p>"},
        {"body": "<p>One.</p><p>Two, corrected.</p><p>Three.</p>"},
    )

    assert merged.body == "<p>One.</p><p>Two, corrected.</p><p>Three.</p>"
    assert conflicts == ["body"]


def test_tips_are_the_same_by_id():
    cooler = replace(COOL, body="<p>Cool, corrected.</p>")
    merged, conflicts = rebased({"tips": (COOL, REST, SIT)}, {"tips": (REST, cooler)})

    assert {tip.id: tip.body for tip in merged.tips}[2] == "<p>Cool, corrected.</p>"
    assert {tip.id for tip in merged.tips} == {1, 2, 3}
    assert conflicts == []


def test_the_title_and_the_text_of_a_tip_can_change_apart():
    merged, conflicts = rebased(
        {"tips": (replace(REST, title="Rest well"), COOL)},
        {"tips": (replace(REST, body="<p>Corrected.</p>"), COOL)},
    )

    assert merged.tips[0] == TipContent(1, "rest", "Rest well", "<p>Corrected.</p>")
    assert conflicts == []


def test_a_tip_taken_out_stays_out():
    merged, conflicts = rebased({"title": "Tired"}, {"tips": (COOL,)})

    assert (merged.tips, conflicts) == ((COOL,), [])


def test_a_tip_taken_out_by_one_and_changed_by_the_other_is_reported():
    corrected = replace(REST, body="<p>Never when hot.</p>")
    merged, conflicts = rebased({"tips": (COOL,)}, {"tips": (corrected, COOL)})

    assert conflicts == ["tips"]
    assert {tip.id for tip in merged.tips} <= {1, 2}


def test_terms_added_and_taken_out_are_both_kept():
    gait, pain = Ref(2, "gait", "Gait"), Ref(3, "pain", "Pain")
    merged, conflicts = rebased({"symptoms": (gait,)}, {"symptoms": (*BASE.symptoms, pain)})

    assert (merged.symptoms, conflicts) == ((gait, pain), [])


def test_sources_added_by_both_are_both_kept_or_reported():
    book, trial = (SourceContent(title, "", 2024, "") for title in ("A book", "A trial"))
    merged, conflicts = rebased(
        {"sources": (book, *BASE.sources)}, {"sources": (*BASE.sources, trial)}
    )

    assert (merged.sources, conflicts) == ((book, *BASE.sources, trial), [])


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        ("abc", "abc", ("abc", True)),
        ("abcd", "abc", ("abcd", True)),
        ("abc", "xbc", ("xbc", True)),
        ("aXc", "abcY", ("aXcY", True)),
        ("ac", "abYc", ("abYc", False)),
        ("aXc", "aYc", ("aYc", False)),
        ("", "", ("", True)),
        ("", "abc", ("", True)),
    ],
)
def test_sequences_are_merged_as_diff3_does(theirs, ours, expected):
    entries, clean = merge.merge("abc", theirs, ours)

    assert ("".join(entries), clean) == expected
