from dataclasses import fields, is_dataclass, replace

import pytest

from symptoms.models import Source
from symptoms.text import diff
from symptoms.text.content import ArticleContent
from symptoms.text.diff import Piece
from symptoms.text.parts import names_of
from tests.factories import (
    make_article,
    make_callout,
    make_picture,
    make_question,
    make_series,
    make_sponsor,
    make_symptom,
    make_tag,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def content():
    article = make_article(
        "Fatigue",
        tips=["Rest", "Cool down", "Sit"],
        symptoms=[make_symptom("Fatigue")],
        tags=[make_tag("heat")],
        picture=make_picture(),
        sponsor=make_sponsor(),
        sponsor_role="paid_for",
        series=make_series("Parts"),
        series_part=1,
    )
    Source.objects.create(
        article=article, title="A study", publisher="A house", year=2020, url="https://a.org/"
    )
    make_callout(article)
    make_question(article)
    return ArticleContent.of(article)


def told(before, after):
    return [(change.label, change.what) for change in diff.changes(before, after)]


def test_the_same_is_not_different(content):
    assert diff.changes(content, content) == []


def test_changed_words_are_marked():
    assert diff.marked("Rest before noon.", "Rest after noon.") == [
        Piece("same", "Rest "),
        Piece("del", "before"),
        Piece("ins", "after"),
        Piece("same", " noon."),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("a", ""),
        ("", "a"),
        ("a b c", "c b a"),
        ("x  y\nz", "x y z"),
        ("<b>", "&lt;b&gt;"),
    ],
)
def test_both_texts_can_be_read_from_the_pieces(before, after):
    pieces = diff.marked(before, after)

    assert "".join(p.text for p in pieces if p.how != "ins").split() == before.split()
    assert "".join(p.text for p in pieces if p.how != "del") == after


@pytest.mark.parametrize(
    ("changes", "label", "what"),
    [
        ({"title": "Other"}, "Title", "changed"),
        ({"standfirst": ""}, "Standfirst", "removed"),
        ({"closing": "<p>The end.</p>"}, "Closing", "added"),
        ({"tags": ()}, "Tags", "removed"),
        ({"symptoms": ()}, "Symptoms", "removed"),
        ({"sources": ()}, "Sources", "removed"),
        ({"picture": None}, "Picture", "removed"),
        ({"sponsor": None}, "Sponsor", "removed"),
        ({"related": (5,)}, "Related articles", "added"),
        ({"is_general": True}, "About no symptom in particular", "added"),
        ({"body": '<p>Body <a href="/x/">link</a>.</p>'}, "Body", "changed"),
    ],
)
def test_each_field_is_told_by_its_name(content, changes, label, what):
    assert told(content, replace(content, **changes)) == [(label, what)]


def test_a_link_that_leads_elsewhere_is_a_change(content):
    before = replace(content, body='<p>See <a href="https://a.org/">the guide</a>.</p>')
    after = replace(content, body='<p>See <a href="https://b.org/">the guide</a>.</p>')

    assert told(before, after) == [("Body", "changed")]


def test_tips_are_told_as_changed_added_removed_and_moved(content):
    rest, cool, sit = content.tips
    new = replace(rest, id=99, title="Drink")
    renamed = replace(cool, title="Cool off")

    assert told(content, replace(content, tips=(rest, renamed, sit))) == [
        ("Tip “Cool off”", "changed")
    ]
    assert told(content, replace(content, tips=(rest, cool, sit, new))) == [
        ("Tip “Drink”", "added")
    ]
    assert told(content, replace(content, tips=(rest, sit))) == [("Tip “Cool down”", "removed")]
    assert told(content, replace(content, tips=(sit, rest, cool))) == [("Tip “Sit”", "moved")]


def test_a_topic_of_another_name_is_told(content):
    other = replace(content.topic, id=99, name=make_topic("Work").name)

    assert told(content, replace(content, topic=other)) == [("Topic", "changed")]


def rich(before, after):
    """The pieces of a body that was `before`, and is `after`, without their marks in words."""
    return "".join(_shown(piece) for piece in _body_pieces(before, after))


def _body_pieces(before, after):
    blank = dict.fromkeys(names_of(ArticleContent), "") | {"tips": ()}
    one, other = (ArticleContent(**(blank | {"body": html})) for html in (before, after))
    return [piece for change in diff.changes(one, other) for piece in change.pieces]


def _shown(piece):
    signs = {"same": "{}", "del": "-{}-", "ins": "+{}+"}
    return signs[piece.how].format(piece.read_out)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (
            "<p>Do not stop.</p>",
            "<p>Do <strong>not</strong> stop.</p>",
            "Do -not-+[bold: not]+ stop.",
        ),
        ("<p>Do <em>not</em> stop.</p>", "<p>Do not stop.</p>", "Do -[italic: not]-+not+ stop."),
        (
            "<p><strong>un</strong>safe</p>",
            "<p>un<strong>safe</strong></p>",
            "-[bold: un]--safe-+un++[bold: safe]+",
        ),
        ("<p>10<sup>2</sup> mg</p>", "<p>102 mg</p>", "-10--[superscript: 2]-+102+ mg"),
        ("<p>Rest.</p>", "<ul><li>Rest.</li></ul>", "-[Paragraph]-+[Bullet]+ Rest."),
        ("<ul><li>Rest.</li></ul>", "<ol><li>Rest.</li></ol>", "-[Bullet]-+[Number]+ Rest."),
        ("<h2>Rest</h2>", "<h3>Rest</h3>", "-[Heading]-+[Smaller heading]+ Rest"),
        ("<h2>Rest</h2>", "<p>Rest</p>", "-[Heading]-+[Paragraph]+ Rest"),
        (
            '<p><a href="/a/">Rest</a></p>',
            '<p><a href="/b/">Rest</a></p>',
            "-[link to /a/: Rest]-+[link to /b/: Rest]+",
        ),
        ('<p><a href="/a/">Rest</a></p>', "<p>Rest</p>", "-[link to /a/: Rest]-+Rest+"),
        ("<p>One.</p><p>Two.</p>", "<p>One. Two.</p>", "One.-\n[Paragraph]- Two."),
        ("<p>One.<br>Two.</p>", "<p>One. Two.</p>", "One.-[line break]\n- Two."),
        (
            "<p>One.</p><p>Not with milk. Two.</p>",
            "<p>One. Not with milk.</p><p>Two.</p>",
            "One.-\n[Paragraph]- Not with milk.+\n[Paragraph]+ Two.",
        ),
        (
            "<ol><li>One.</li><li>Two.</li></ol>",
            "<ol><li>One.</li></ol><ol><li>Two.</li></ol>",
            "[Number] One.\n-[Number]-+[Number, new list]+ Two.",
        ),
        (
            "<ul><li>One.</li><li>Two.</li></ul>",
            "<ul><li>One.<ul><li>Two.</li></ul></li></ul>",
            "[Bullet] One.\n-[Bullet]-+[Bullet, level 2]+ Two.",
        ),
        (
            "<ul><li><p>One.</p><p>Two.</p></li></ul>",
            "<ul><li><p>One.</p></li><li><p>Two.</p></li></ul>",
            "[Bullet] One.\n-[Bullet, continued]-+[Bullet]+ Two.",
        ),
        (
            "<p>Rest.</p>",
            "<blockquote><p>Rest.</p></blockquote>",
            "-[Paragraph]-+[Quotation]+ Rest.",
        ),
        (
            "<table><tbody><tr><th>5 mg</th><td>Once</td></tr></tbody></table>",
            "<table><tbody><tr><td>5 mg</td><td>Once</td></tr></tbody></table>",
            "-[Table, Row, Header cell]-+[Table, Row, Cell]+ 5 mg\n[Cell] Once",
        ),
        (
            "<table><tr><td></td><td>5 mg</td></tr></table>",
            "<table><tr><td>5 mg</td><td></td></tr></table>",
            "[Table, Row, Cell]-\n[Cell]- 5 mg+\n[Cell]+",
        ),
        (
            '<p>Rest.</p><p><img src="/a.webp" alt="A dog"></p>',
            '<p>Rest.</p><p><img src="/a.webp" alt="A cat"></p>',
            "Rest.\n-[Picture: A dog (src=/a.webp)]-+[Picture: A cat (src=/a.webp)]+",
        ),
        ("<p>Rest.</p>", "<p><mark>Rest.</mark></p>", "-Rest.-+[mark: Rest.]+"),
    ],
)
def test_what_a_reader_sees_or_hears_otherwise_is_told(before, after, shown):
    assert rich(before, after) == shown


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<ul><li>Rest.</li></ul>", "<ul><li><p>Rest.</p></li></ul>"),
        ("<p>Rest now.</p>", "<p>Rest  now. </p>"),
        ("<p><strong>Rest now.</strong></p>", "<p><strong>Rest</strong> <b>now.</b></p>"),
    ],
)
def test_what_reads_alike_is_told_as_such(content, before, after):
    one, other = (replace(content, body=html) for html in (before, after))

    assert told(one, other) == [("Body", diff.READS_ALIKE)]


def test_bold_words_that_stay_are_shown_bold_and_links_say_where_they_lead():
    html = '<p>Do <strong>not</strong> <a href="/a/">stop</a> {}.</p>'
    pieces = _body_pieces(html.format("now"), html.format("today"))

    assert [(p.read_out, p.marks) for p in pieces if p.how == "same"] == [
        ("Do", ()),
        (" not", ("bold",)),
        (" [link to /a/: stop]", ("link to /a/",)),
        (" ", ()),
    ]


def test_without_a_text_before_all_of_it_is_new(content):
    found = diff.changes(None, content)

    assert {piece.how for change in found for piece in change.pieces} == {"ins"}
    assert {change.field for change in found} >= {"title", "body", "tips", "callouts", "sources"}


# What a renamed term or a picture's file brings along; no edit of the article.
ALONG = {"schema", "width", "height", "intro", "role", "makes", "is_fictional", "slug", "name"}


def fields_of(content):
    return [field.name for field in fields(content)]


def variants(value, name=""):
    """`value` with each thing in it made another, one at a time."""
    if is_dataclass(value):
        for field in fields(value):
            if field.name not in ALONG or (field.name == "slug" and hasattr(value, "schema")):
                for other in variants(getattr(value, field.name), field.name):
                    yield replace(value, **{field.name: other})
    elif isinstance(value, tuple):
        yield from (value[:n] + value[n + 1 :] for n in range(len(value)))
        for n, entry in enumerate(value):
            yield from ((*value[:n], other, *value[n + 1 :]) for other in variants(entry, name))
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1000
    elif isinstance(value, str):
        yield f"{value} another"


def test_whatever_is_signed_is_told_when_it_changes(content):
    others = list(variants(content))
    untold = [
        [name for name in fields_of(content) if getattr(other, name) != getattr(content, name)]
        for other in others
        if not diff.changes(content, other)
    ]

    assert len(others) > 50
    assert untold == []


def respaced(value, space):
    """`value` with `space` for the first space of each text in it, one at a time."""
    if is_dataclass(value):
        for field in fields(value):
            if field.name not in ALONG | {"kind", "file"}:
                for other in respaced(getattr(value, field.name), space):
                    yield replace(value, **{field.name: other})
    elif isinstance(value, tuple):
        for n, entry in enumerate(value):
            yield from ((*value[:n], other, *value[n + 1 :]) for other in respaced(entry, space))
    elif isinstance(value, str) and " " in value:
        yield value.replace(" ", space, 1)


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f", "  ", "\t", "\n", " \u200b", ""])
def test_whatever_is_signed_is_told_when_a_space_of_it_changes(content, space):
    spaced = replace(content, body="<p>Take 5 mg.</p>", tips_heading="Take 5 mg")
    others = [
        other
        for other in respaced(spaced, space)
        if other.clinical_hash() != spaced.clinical_hash()
    ]

    assert len(others) > 10
    assert [other for other in others if not diff.changes(spaced, other)] == []


def test_words_that_differ_in_their_spaces_alone_are_told_as_such(content):
    one, other = (replace(content, title=title) for title in ("Take 5 mg", "Take 5  mg"))
    tips = (replace(content.tips[0], title="Rest "), *content.tips[1:])

    assert told(one, other) == [("Title", diff.SPACED_ALIKE)]
    assert told(content, replace(content, tips=tips)) == [("Tip “Rest ”", diff.SPACED_ALIKE)]


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Take 5 mg.", "Take 5\u00a0mg.", "Take -5 mg.-+5[no-break space]mg.+"),
        ("Non\u00adslip.", "Nonslip.", "-Non[soft hyphen]slip.-+Nonslip.+"),
        ("1\u200b0 mg", "10 mg", "-1[zero width space]0-+10+ mg"),
        ("0\u202e1", "01", "-0[right-to-left override]1-+01+"),
        ("Cafe\u0301", "Caf\u00e9", "-Cafe[combining acute accent]-+Caf\u00e9+"),
        ("Love \u2764", "Love \u2764\ufe0f", "Love -\u2764-+\u2764[variation selector-16]+"),
    ],
)
def test_what_looks_the_same_is_told_apart_by_name(before, after, shown):
    assert rich(f"<p>{before}</p>", f"<p>{after}</p>") == shown


def test_a_part_of_a_source_that_became_another_part_is_told(content):
    [*others, source] = content.sources
    moved = replace(source, title="A study · A house", publisher="")

    assert told(content, replace(content, sources=(*others, moved))) == [("Sources", "changed")]


def test_a_long_text_is_compared_word_by_word_wherever_it_changed():
    words = [f"word{number % 700}" for number in range(10_000)]
    half = [word if number % 2 else f"new{number}" for number, word in enumerate(words)]
    pieces = _body_pieces(f"<p>{' '.join(words)}</p>", f"<p>{' '.join(half)}</p>")

    assert sum(piece.how == "same" and piece.text.strip() != "" for piece in pieces) == 5_000
    assert "".join(p.text for p in pieces if p.how != "del").split() == half
