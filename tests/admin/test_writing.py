"""Beside the form: what is missing and how easy it is to read, from what is saved or typed."""

import pytest
from django.urls import reverse

from symptoms.models import Article, Autosave, Revision, Tag, Tip
from symptoms.text.plain_language import About
from tests.admin.forms import posted
from tests.factories import make_article, make_symptom, make_topic

pytestmark = pytest.mark.django_db
ADD = reverse("admin:symptoms_article_add")
LONG = "<p>" + "You can rest when you are tired " * 4 + "now.</p>"


@pytest.fixture
def article():
    return make_article(
        "Fatigue",
        body=LONG,
        tips=["Rest", "Cool down"],
        symptoms=[make_symptom("Fatigue")],
        standfirst="",
    )


def url(page, article):
    return reverse(f"admin:symptoms_article_{page}", args=[article])


def rows():
    models = (Article, Revision, Tip, Tag, Autosave)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_the_saved_state_stands_beside_the_form_and_each_point_leads_to_its_field(
    client, sign_in, article
):
    sign_in("Writer")
    page = client.get(url("change", article.pk)).content.decode()

    assert "Not ready to publish: 1 point" in page
    assert '<a href="#id_standfirst"><span class="where">Standfirst</span>' in page
    assert 'href="#id_body" data-passage="You can rest when' in page
    assert "Aim for grade 6, and no higher than 8." in page


def test_the_grade_is_told_of_the_whole_and_of_each_part(client, sign_in, article):
    sign_in("Writer")
    levels = client.get(url("change", article.pk)).context["beside"]["levels"]

    assert [(level.label, level.place) for level in levels] == [
        ("Whole article", ""),
        ("Body", "id_body"),
        ("Tip 1: Text", "id_tips-0-body"),
        ("Tip 2: Text", "id_tips-1-body"),
    ]
    assert [level.grade is None for level in levels] == [False, True, True, True]


def test_what_is_typed_is_checked_and_nothing_is_written(client, sign_in, article):
    sign_in("Writer")
    before = rows()
    data = posted(client.get(url("change", article.pk)), standfirst="A line.", body="<p>MRI</p>")
    answer = client.post(url("typed_checks", article.pk), data)

    assert answer.context["missing"] == []
    assert [about for about, _found in answer.context["advice"]] == [About.ABBREVIATIONS]
    assert "<html" not in answer.content.decode()
    assert rows() == before


def test_a_finding_about_a_row_leads_to_its_place_in_the_form(client, sign_in, article):
    """The second tip was moved to the front, and the one before it is marked for removal."""
    sign_in("Writer")
    data = posted(client.get(url("change", article.pk)), tips__0__DELETE="on", tips__1__body=LONG)
    answer = client.post(url("typed_checks", article.pk), data | {"body": ""})
    (found,) = dict(answer.context["advice"])[About.SENTENCES]

    assert (found.label, found.place) == ("Tip 1: Text", "id_tips-1-body")


def test_a_new_article_is_checked_before_it_was_ever_saved(client, sign_in):
    make_topic()
    sign_in("Writer")
    page = client.get(ADD)
    assert url("typed_checks", "add") in page.content.decode()
    answer = client.post(url("typed_checks", "add"), posted(page, body="<p>Rest.</p>"))

    assert [one.place for one in answer.context["missing"]] == [
        "id_standfirst",
        "id_topic",
        "id_symptoms",
        "id_author",
        "sources-group",
    ]
    assert Article.objects.count() == 0


def test_a_form_that_comes_back_is_checked_as_it_was_sent(client, sign_in, article):
    sign_in("Writer")
    data = posted(client.get(url("change", article.pk)), title="", standfirst="A line.")
    response = client.post(url("change", article.pk), data)

    assert response.context["beside"]["missing"] == []


def test_who_only_reads_sees_the_saved_state_and_asks_nothing(client, sign_in, article):
    sign_in("Medical reviewer")
    page = client.get(url("change", article.pk)).content.decode()

    assert "Not ready to publish: 1 point" in page
    assert url("typed_checks", article.pk) not in page
    assert client.post(url("typed_checks", article.pk), {}).status_code == 403
    assert client.post(url("typed_checks", "add"), {}).status_code == 403
    assert client.post(url("typed_checks", 99), {}).status_code == 404


def test_checks_cost_the_same_for_many_tips(client, sign_in, django_assert_max_num_queries):
    article = make_article("Long", tips=40, body=LONG)
    sign_in("Writer")
    data = posted(client.get(url("change", article.pk)))
    with django_assert_max_num_queries(25):
        client.post(url("typed_checks", article.pk), data)


def test_the_preview_beside_the_form_is_the_readers_page_and_nothing_is_written(
    client, sign_in, article
):
    sign_in("Writer")
    before = rows()
    data = posted(
        client.get(url("change", article.pk)),
        title="Typed title",
        tips__0__title="Typed tip",
        tags="typed tag",
        body="<p>Typed.<script>alert(7)</script></p>",
    )
    response = client.post(url("typed_preview", article.pk), data)
    text = response.content.decode()

    for words in ("<h1>Typed title</h1>", "Typed tip", "typed tag", "<p>Typed.</p>"):
        assert words in text
    assert "alert(7)" not in text
    assert "It is not saved, and readers can’t see this page." in text
    assert (response["X-Robots-Tag"], response["Cache-Control"]) == ("noindex", "private, no-store")
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert rows() == before


@pytest.mark.parametrize(
    "values", [{}, {"kind": "page", "title": "x"}, {"series": "1", "tips-0-title": "x"}]
)
def test_a_form_in_any_state_has_a_preview(client, sign_in, values):
    sign_in("Writer")

    assert client.post(url("typed_preview", "add"), values).status_code == 200


def test_who_only_reads_asks_for_no_preview_of_a_form(client, sign_in, article):
    sign_in("Medical reviewer")

    assert client.post(url("typed_preview", article.pk), {}).status_code == 403
    assert "beside-preview" not in client.get(url("change", article.pk)).content.decode()
