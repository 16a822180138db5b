import html
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symptoms.models import Symptom
from symptoms.text import presentation, sanitizer
from tests.factories import make_article, make_symptom

PAYLOADS = [
    "alert(1)",
    "alert`1`",
]
CARRIERS = [
    "<script>{}</script>",
    "<script src=//x.example/x.js></script>{}",
    "<ScRiPt>{}</sCrIpT>",
    "<scr<script>ipt>{}</script>",
    "<img src=x onerror={}>",
    "<img src=x onerror='{}'>",
    '<img src="x`" onerror={}>',
    "<svg onload={}>",
    "<svg><script>{}</script></svg>",
    "<svg><animate onbegin={} attributeName=x>",
    "<svg><a xlink:href='javascript:{}'><text>x</text></a></svg>",
    "<math><mtext><mglyph><style><img src=x onerror={}></style></mglyph></mtext></math>",
    "<body onload={}>",
    "<p onclick={}>x</p>",
    "<p style='background:url(javascript:{})'>x</p>",
    "<a href='javascript:{}'>x</a>",
    "<a href='JaVaScRiPt:{}'>x</a>",
    "<a href='java\tscript:{}'>x</a>",
    "<a href='java\nscript:{}'>x</a>",
    "<a href=' javascript:{}'>x</a>",
    "<a href='&#106;avascript:{}'>x</a>",
    "<a href='&#x6A;avascript:{}'>x</a>",
    "<a href='javascript&colon;{}'>x</a>",
    "<a href='vbscript:{}'>x</a>",
    "<a href='data:text/html,<script>{}</script>'>x</a>",
    "<a href='//evil.example/{}'>x</a>",
    "<a href='/\\evil.example/{}'>x</a>",
    "<a href='https:evil.example {}'>x</a>",
    "<a href='/x' onmouseover={}>x</a>",
    "<a href='/x' style='position:fixed' target=_blank ping=//x.example>{}</a>",
    "<iframe src='javascript:{}'></iframe>",
    "<iframe srcdoc='<script>{}</script>'></iframe>",
    "<object data='javascript:{}'></object>",
    "<embed src='javascript:{}'>",
    "<form action='javascript:{}'><button>x</button></form>",
    "<button formaction='javascript:{}'>x</button>",
    "<input autofocus onfocus={}>",
    "<details open ontoggle={}>x</details>",
    "<video><source onerror={}></video>",
    "<audio src=x onerror={}>",
    "<marquee onstart={}>x</marquee>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<base href='javascript:{}//'>",
    "<link rel=stylesheet href='javascript:{}'>",
    "<style>@import 'javascript:{}';</style>",
    "<template><script>{}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={}>'></noscript>",
    "<textarea></textarea><img src=x onerror={}>",
    "<title></title><img src=x onerror={}>",
    "<xmp><img src=x onerror={}></xmp>",
    "<!--><img src=x onerror={}>-->",
    "<![CDATA[<img src=x onerror={}>]]>",
    "<?xml version='1.0'?><x onload={}>",
    "<p>&lt;script&gt;{}&lt;/script&gt;</p>",
    "<table><td background='javascript:{}'>x</td></table>",
    "<isindex type=image src=1 onerror={}>",
    "<keygen autofocus onfocus={}>",
    "\0<script>{}</script>",
    "<scr\0ipt>{}</scr\0ipt>",
    "<a href='mailto:a@b.c?subject={}' onclick={}>x</a>",
]
WRAPPERS = ["{}", "<p>{}</p>", "<ul><li>{}</li></ul>", "<h2>{}</h2>", "<a href='/x'>{}</a>"]


def vectors():
    for carrier in CARRIERS:
        for payload in PAYLOADS:
            filled = carrier.replace("{}", payload)
            for wrapper in WRAPPERS:
                yield wrapper.replace("{}", filled)


class Seen(HTMLParser):
    def __init__(self, source):
        super().__init__()
        self.tags, self.attributes = set(), []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs


ADDRESS = re.compile(r"(https?://|mailto:|tel:|/(?![/\\])|#)")


def test_no_vector_leaves_more_than_the_allowed_markup():
    for vector in vectors():
        seen = Seen(sanitizer.clean(vector, sanitizer.SECTIONS))
        assert seen.tags <= sanitizer.SECTIONS, vector
        assert {name for name, _ in seen.attributes} <= {"href", "rel", "colspan", "rowspan"}, (
            vector
        )
        for name, value in seen.attributes:
            assert name != "href" or ADDRESS.match(value), vector


def test_there_are_many_vectors():
    assert len(list(vectors())) >= 500


def test_cleaning_again_changes_nothing():
    for vector in vectors():
        for tags in (sanitizer.TEXT, sanitizer.SECTIONS):
            once = sanitizer.clean(vector, tags)
            assert sanitizer.clean(once, tags) == once, vector


TABLE = (
    "<table><tbody><tr><th><p>Week</p></th><th><p>Dose &amp; time</p></th></tr>"
    "<tr><th><p>1</p></th><td><p>5 mg</p></td></tr></tbody></table>"
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p><em>x</em></p>", "<p><em>x</em></p>"),
        ("<blockquote><p>x</p></blockquote>", "<blockquote><p>x</p></blockquote>"),
        (TABLE, TABLE),
        (
            "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody>"
            "<tfoot><tr><td>c</td></tr></tfoot></table>",
            "<table><tbody><tr><th>a</th></tr><tr><td>b</td></tr><tr><td>c</td></tr></tbody></table>",
        ),
        (
            '<table><caption>Cap</caption><colgroup><col></colgroup><tr><td style="x" colspan="1" '
            'rowspan="2">a</td><td colspan="999">b</td></tr></table>',
            'Cap <table><tbody><tr><td rowspan="2">a</td><td>b</td></tr></tbody></table>',
        ),
        ("<table><tbody><tr><td><p></p></td></tr></tbody></table>", ""),
    ],
)
def test_what_the_editor_or_another_program_writes_has_one_shape(written, kept):
    assert sanitizer.clean(written, sanitizer.SECTIONS) == kept
    assert sanitizer.clean(kept, sanitizer.SECTIONS) == kept


def test_a_tip_has_italics_and_quotations_and_no_tables():
    assert sanitizer.clean("<blockquote><p><em>x</em></p></blockquote>" + TABLE).startswith(
        "<blockquote><p><em>x</em></p></blockquote><p>Week</p>"
    )


def test_cells_of_a_table_are_never_glued_together():
    text = f"<p>See</p>{TABLE}<blockquote><p>Bye</p></blockquote>"
    assert sanitizer.plain(text) == "See Week Dose & time 1 5 mg Bye"
    assert sanitizer.summary(text, 99) == "See. Week, Dose & time. 1, 5 mg. Bye."
    assert sanitizer.paragraphs(text) == ["See", "Week, Dose & time", "1, 5 mg", "Bye"]


def test_a_page_says_aloud_which_column_a_value_stands_in():
    assert sanitizer.trusted(TABLE) == (
        '<div class="table" role="group" tabindex="0" aria-label="Table: Week, Dose &amp; time">'
        '<table><thead><tr><th scope="col"><p>Week</p></th>'
        '<th scope="col"><p>Dose &amp; time</p></th></tr></thead><tbody>'
        '<tr><th scope="row"><p>1</p></th><td><p>5 mg</p></td></tr></tbody></table></div>'
    )


def test_a_table_without_a_row_of_headings_has_a_name_all_the_same():
    assert sanitizer.trusted("<table><tbody><tr><td>1</td></tr></tbody></table>").startswith(
        '<div class="table" role="group" tabindex="0" aria-label="Table"><table><tbody><tr><td>1'
    )


def test_headings_have_addresses_that_nothing_else_on_the_page_has():
    text = "<h2>Why &amp; how</h2><h3>Tips</h3><h3>tips!</h3><h2>Tip one</h2><h2>中</h2>"
    assert presentation.anchors(text) == [
        "why-how",
        "tips-2",
        "tips-3",
        "section-tip-one",
        "section",
    ]
    assert sanitizer.trusted(text).startswith(
        '<h2 id="why-how">Why &amp; how</h2><h3 id="tips-2">Tips</h3>'
    )


def test_every_id_of_an_article_s_page_is_kept_from_headings():
    templates = Path(__file__).resolve().parents[2] / "templates"
    found = set()
    for name in ("base.html", "site/articles/article.html", "site/**/_*.html", "_*.html"):
        for template in templates.glob(name):
            found |= set(re.findall(r'\bid="([a-z][a-z-]*)"', template.read_text()))
    assert found - presentation.RESERVED == set()


def test_blocks_are_cut_between_the_outermost_elements():
    text = f"<h2>a</h2><ul><li><p>b</p></li></ul>{TABLE}<blockquote><p>c<br>d</p></blockquote>e"
    assert sanitizer.blocks(text) == [
        "<h2>a</h2>",
        "<ul><li><p>b</p></li></ul>",
        TABLE,
        "<blockquote><p>c<br>d</p></blockquote>",
        "e",
    ]


@given(st.text())
def test_cleaning_any_text_again_changes_nothing(text):
    once = sanitizer.clean(text)
    assert sanitizer.clean(once) == once


def test_what_editors_write_is_kept():
    text = (
        '<h2>Why</h2><p>Rest <strong>often</strong>.<br>See <a href="/articles/x/">this</a>.</p>'
        "<ul><li>One</li></ul><ol><li>Two</li></ol>"
    )
    cleaned = sanitizer.clean(text, sanitizer.SECTIONS)

    assert cleaned.replace(' rel="noopener noreferrer"', "") == text


def test_a_tip_has_no_headings():
    assert sanitizer.clean("<h2>Big</h2><p>x</p>") == "Big<p>x</p>"


@pytest.mark.parametrize("nothing", ["", " ", "<p></p>", "<p> </p><p><br></p>", "<p>&nbsp;</p>"])
def test_markup_without_words_is_empty(nothing):
    assert sanitizer.clean(nothing) == ""


@pytest.mark.parametrize(
    ("html", "longest", "said"),
    [
        (
            "<p>Note:</p><ul><li>where</li><li><p>when</p></li></ul><p>Go on.</p>",
            99,
            "Note: where, when. Go on.",
        ),
        ("<ul><li>Rest.</li><li>Walk!</li></ul>", 99, "Rest. Walk!"),
        ("<h2>Why</h2><p>It is so &amp; so</p>", 99, "Why. It is so & so."),
        ("<p>Stretch slowly every day.</p>", 20, "Stretch slowly …"),
        ("<p><strong>Rest</strong></p>", 99, "Rest"),
        ("", 99, ""),
        ("<p>Rest" + " " * 100_000 + "now</p>" + " </p>" * 20_000, 99, "Rest now."),
    ],
)
def test_a_summary_reads_as_sentences_and_ends_with_a_word(html, longest, said):
    assert sanitizer.summary(html, longest) == said


def test_plain_keeps_words_apart():
    assert sanitizer.plain("<p>One</p><ul><li>Two &amp; three</li></ul>") == "One Two & three"


@pytest.mark.django_db
def test_every_way_of_writing_is_sanitised():
    hostile = "<p>x</p><script>alert(1)</script>"
    by_create = make_symptom("One", summary=hostile)
    by_save = make_symptom("Two")
    by_save.summary = hostile
    by_save.save()
    Symptom.objects.bulk_create(
        [Symptom(name="Three", slug="three", visibility="both", summary=hostile)]
    )
    make_symptom("Four")
    Symptom.objects.filter(slug="four").update(summary=hostile)

    assert by_create.summary == "<p>x</p>"
    assert set(Symptom.objects.values_list("summary", flat=True)) == {"<p>x</p>"}


@pytest.mark.django_db
def test_what_got_around_the_models_is_cleaned_on_its_way_out(client):
    from symptoms.models import Revision

    article = make_article("Fatigue", body="<p>Body.</p>", live=True)
    revision = Revision.objects.get()
    raw = revision.content.replace("<p>Body.</p>", "<p>Body.</p><img src=x onerror=alert(1)>")
    Revision.objects.filter(pk=revision.pk).update(content=raw)
    page = client.get(article.get_absolute_url()).content.decode()

    assert "onerror" not in html.unescape(page)
