"""The results page: articles and tips, filters in the address, and suggestions when nothing was
found.
"""

import logging
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from symptoms import search
from symptoms.models import EditionTip
from symptoms.web import clock
from symptoms.workflow import publishing
from tests.factories import (
    make_article,
    make_sponsor,
    make_symptom,
    make_tip,
    make_topic,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db


def get(client, **query):
    return client.get("/search/", query)


def found(client, **query):
    """What is found, in order: an article's title, and a tip's after its article's."""
    return [
        f"{result.edition.title}: {result.tip.title}" if result.tip else result.edition.title
        for result in get(client, **query).context["results"]
    ]


def text_of(client, **query):
    """The words of the page above its footer, one space apart."""
    page = get(client, **query).content.decode().partition("<main")[2].partition("</main")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


# Tips


def test_an_article_that_matches_only_by_a_tip_shows_the_tip(client):
    make_article("Help", tips=["Stretch slowly", "Rest"], live=True)
    make_article("Other", tips=["Breathe"], live=True)
    tip = EditionTip.objects.get(title="Stretch slowly")
    page = get(client, q="stretch").content.decode().replace("\n</a>", "</a>")
    offered = re.findall(r'name="kind" value="(\w+)">\s*<input [^>]*name="id" value="(\d+)"', page)

    assert found(client, q="stretch") == ["Help: Stretch slowly"]
    assert f'href="/tips/{tip.tip_id}-stretch-slowly/"><mark>Stretch</mark> slowly</a>' in page
    assert "A tip from Help" in text_of(client, q="stretch")
    assert offered == [("tip", str(tip.tip_id))]


def test_an_article_and_its_best_tip_are_shown_and_no_second_tip(client):
    article = make_article("Stretching", tips=["Slowly"])
    make_tip(article, "Later", body="<p>Stretch.</p>", position=30)
    make_tip(article, "Stretch", body="<p>Stretch, stretch.</p>", position=20)
    publish(article)

    assert found(client, q="stretch") == ["Stretching", "Stretching: Stretch"]
    assert found(client, q="stretch", kind="tips") == ["Stretching: Stretch", "Stretching: Later"]


def test_words_that_stand_in_several_tips_find_the_article(client):
    make_article("Help", tips=["Stretch", "Breathe"], live=True)

    assert found(client, q="stretch breathe") == ["Help"]


def test_words_of_an_article_and_its_tip_find_the_article(client):
    make_article("Spasticity", tips=["Stretch"], live=True)

    assert found(client, q="spasticity stretch") == ["Spasticity"]


def test_what_an_article_says_in_its_title_comes_before_a_tip_and_a_body_after_it(client):
    make_article("In the body", body=f"<p>{'Word. ' * 80}Canary.</p>", live=True)
    make_article("With a tip", tips=["Canary song"], live=True)
    make_article("Canary", body=f"<p>{'Word. ' * 80}</p>", live=True)

    assert found(client, q="canary") == ["Canary", "With a tip: Canary song", "In the body"]


def test_only_live_tips_are_found(client):
    make_article("Draft", tips=["Canary of a draft"])
    hour = timedelta(hours=1)
    publish(make_article("Plan", tips=["Canary of a plan"]), at=timezone.now() + hour)
    gone = make_article("Gone", tips=["Canary that is gone"], live=True)
    publishing.withdraw(gone, reason="Old.")
    changed = make_article("Changed", tips=["Canary taken out", "Canary kept"], live=True)
    changed.tips.filter(title="Canary taken out").update(retired_at=timezone.now())
    publish(changed)

    assert found(client, q="canary") == ["Changed: Canary kept"]
    assert found(client, q="canary", kind="tips") == ["Changed: Canary kept"]


def test_a_planned_tip_is_found_at_its_moment(client):
    start = timezone.now() + timedelta(hours=1)
    publish(make_article("Plan", tips=["Canary"]), at=start)
    with clock.reading(start):
        hits = [
            (hit.tip_id is not None, hit.is_by_tip) for hit in search.search(search.read("canary"))
        ]
    assert sorted(hits) == [(False, True), (True, False)]
    assert found(client, q="canary") == []


# What a result says


def test_a_not_is_searched_but_is_no_word_to_mark(client):
    make_article("Sleep", standfirst="When you cannot sleep, or cannot rest.", live=True)
    page = get(client, q="cant sleep").content.decode()

    assert re.findall("<mark>(.*?)</mark>", page.partition('<ol class="results">')[2]) == [
        "Sleep", "sleep",
    ]  # fmt: skip


def test_a_result_says_its_kind_and_who_paid_and_marks_the_words(client):
    make_article(
        "Heat & <b>me</b>",
        slug="heat",
        kind="story",
        standfirst="Heating <i>up</i>.",
        sponsor=make_sponsor(),
        sponsor_role="paid_for",
        live=True,
    )
    page = get(client, q="heat").content.decode()

    assert "Personal story Daily life Heat" in text_of(client, q="heat")
    assert "Sponsored: Acme" in text_of(client, q="heat")
    assert "<mark>Heat</mark> &amp; &lt;b&gt;me&lt;/b&gt;" in page
    assert "<mark>Heating</mark> &lt;i&gt;up&lt;/i&gt;." in page
    assert '<ol class="results">' in page


def test_the_count_is_announced(client):
    make_article("Heat", live=True)
    announced = r'<p class="result-count" role="status">(.*?)</p>'

    page = get(client, q="heat").content.decode()
    assert re.search(announced, page).group(1) == "1 result for “heat”"
    assert 'role="status"' not in get(client).content.decode()


# Typing mistakes


def test_a_mistake_is_corrected_and_said_with_the_way_to_what_was_typed(client):
    make_article("Help", symptoms=[make_symptom("Spasticity")], live=True)
    page = get(client, q="spastisity", kind="information").content.decode()

    assert found(client, q="spastisity") == ["Help"]
    assert "We also searched for: <strong>spasticity</strong>." in page
    assert "1 result for “spastisity”" in page
    assert 'href="?q=spastisity&amp;kind=information&amp;exactly=1"' in page
    assert "You may be looking for Spasticity" in text_of(client, q="spastisity")


def test_what_was_typed_can_be_searched_for_exactly(client):
    make_article("Spasticity", live=True)

    assert found(client, q="spastisity", exactly="1") == []
    assert "0 results for “spastisity”" in text_of(client, q="spastisity", exactly="1")


def test_where_not_all_words_are_found_those_that_are_can_be_corrected_as_well(client):
    make_article("Spasticity", live=True)
    text = text_of(client, q="spastisity zebra")

    assert found(client, q="spastisity zebra") == ["Spasticity"]
    assert "We also searched for: spasticity ." in text
    assert "Left out: zebra ." in text


# Filters


@pytest.fixture
def library():
    fatigue, tremor = make_symptom("Fatigue"), make_symptom("Tremor")
    make_article("Canary one", symptoms=[fatigue], tips=["Canary tip one"], live=True)
    make_article("Canary two", symptoms=[tremor], kind="story", live=True)
    make_article(
        "Canary paid",
        symptoms=[fatigue, tremor],
        tips=["Canary tip paid"],
        sponsor=make_sponsor(),
        sponsor_role="paid_for",
        live=True,
    )
    make_article("Canary draft", symptoms=[fatigue])


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        ({"kind": "information"}, {"Canary one", "Canary paid"}),
        ({"kind": "story"}, {"Canary two"}),
        ({"kind": "tips"}, {"Canary one: Canary tip one", "Canary paid: Canary tip paid"}),
        ({"symptom": "tremor", "kind": "information"}, {"Canary paid"}),
        ({"symptom": "tremor"}, {"Canary two", "Canary paid", "Canary paid: Canary tip paid"}),
        ({"sponsored": "hide"}, {"Canary one", "Canary one: Canary tip one", "Canary two"}),
        ({"kind": "tips", "sponsored": "hide"}, {"Canary one: Canary tip one"}),
    ],
)
def test_filters_narrow_what_is_found(client, library, filters, titles):
    assert set(found(client, q="canary", **filters)) == titles
    assert f"{len(titles)} result" in text_of(client, q="canary", **filters)


def test_an_article_that_matches_only_by_a_tip_counts_as_an_article_of_its_kind(client):
    make_article("Help", tips=["Stretch"], live=True)

    assert found(client, q="stretch", kind="information") == ["Help"]


@pytest.mark.parametrize(
    "filters",
    [
        {"kind": "page"},
        {"kind": "x'--"},
        {"symptom": "none"},
        {"sponsored": "x"},
        {"kind": ["story", ""]},
    ],
)
def test_a_filter_that_we_do_not_know_is_left_out(client, library, filters):
    assert len(found(client, q="canary", **filters)) == 5


def test_the_form_shows_what_is_set_and_pages_keep_it(client, library):
    for number in range(20):
        make_article(f"Canary story {number}", kind="story", live=True)
    page = get(client, q="canary", kind="story", sponsored="hide").content.decode()

    assert '<option value="story" selected>' in page
    assert 'value="hide" checked>' in page
    assert '<details class="search-filters" open>' in page
    assert 'href="?q=canary&amp;kind=story&amp;sponsored=hide&amp;page=2"' in page
    assert len(found(client, q="canary", kind="story", page=2)) == 9
    assert get(client, q="canary", kind="story", page=3).status_code == 404


# Nothing found


def test_nothing_found_leads_on(client, settings):
    make_symptom("Fatigue")
    make_article("Rest", live=True)
    make_article("Draft", topic=make_topic("Hidden topic"))
    settings.SYMPTOMS = settings.SYMPTOMS | {"CONTACT_EMAIL": "desk@example.org"}
    text, page = text_of(client, q="zebra"), get(client, q="zebra").content.decode()

    assert "No results match all of these words." in text
    assert 'href="/symptoms/fatigue/"' in page
    assert 'href="/topics/daily-life/"' in page
    assert "Hidden topic" not in page
    assert 'href="/#newest"' in page
    assert "Tell us what’s missing" in text


def test_without_a_contact_nobody_is_offered(client):
    assert "Tell us what’s missing" not in text_of(client, q="zebra")


def test_nothing_found_with_filters_offers_to_remove_them(client, library):
    page = get(client, q="one", symptom="tremor", kind="story").content.decode()
    assert get(client, q="one").context["count"] == 2

    assert "No results match the filters you chose." in page
    assert re.search(r'href="\?q=one" rel="nofollow">Remove filters: 2 results</a>', page)


def test_nothing_found_at_all_does_not_blame_the_filters(client, library):
    assert "No results match all" in text_of(client, q="zebra", kind="story")


# What was searched for is nobody's business


def test_what_was_searched_for_is_neither_stored_nor_logged(client, caplog):
    make_article("Rest", live=True)
    client.force_login(make_user())
    with caplog.at_level(logging.INFO):
        for query in ({"q": "secretword"}, {"q": "secretword", "page": "99"}):
            get(client, **query)

    assert "secretword" not in caplog.text
    stored = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            stored += [table for row in cursor.fetchall() if "secretword" in str(row)]
    assert stored == []
