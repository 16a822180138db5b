"""Two or three editors of one article: another person's outdated form never undoes what one saved."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from symptoms.models import Article, Source, Symptom, Topic
from symptoms.workflow import publishing
from tests.admin.forms import posted
from tests.factories import (
    make_article,
    make_callout,
    make_page,
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
def article(sign_in):
    sign_in("Writer")
    article = make_article(
        "Fatigue",
        standfirst="Old line.",
        tips=["Rest", "Cool down", "Sleep"],
        symptoms=[make_symptom("Fatigue"), make_symptom("Pain")],
        tags=[make_tag("heat"), make_tag("rest")],
        body="<p>One.</p><p>Two.</p><p>Three.</p>",
    )
    make_callout(article, "urgent", "you faint")
    make_callout(article, "emergency", "you choke")
    make_question(article, "Why me?")
    Source.objects.create(
        article=article, title="A study", url="https://example.org/s", position=20
    )
    make_article("Other")
    publishing.save_revision(article)
    return article


def url(article):
    return reverse("admin:symptoms_article_change", args=[article.pk])


def open_form(client, article):
    return posted(client.get(url(article)))


def named(changes):
    return {name.replace("__", "-"): value for name, value in changes.items()}


def post(client, article, form, **changes):
    return client.post(url(article), form | named(changes), follow=True)


def both(client, article, first, second):
    """Two forms opened at once, and saved one after the other; returns the second answer."""
    forms = [open_form(client, article) for _ in range(2)]
    assert not errors(post(client, article, forms[0], **first))
    return post(client, article, forms[1], **second)


def errors(response):
    if not response.context or "adminform" not in response.context:
        return []
    formsets = response.context["inline_admin_formsets"]
    inline = [f.errors for i in formsets for f in i.formset.forms if f.errors]
    return [response.context["adminform"].form.errors, *inline]


def content(article):
    return article.revisions.first().as_content()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"standfirst": "New line."}, {"tips_heading": "Ways"}),
        ({"title": "Tiredness"}, {"slug": "tiredness"}),
        ({"is_general": "on"}, {"kind": "story"}),
        ({"first_published": "2020-05-01"}, {"kind": "story"}),
        ({"kind": "story"}, {"first_published": "2020-05-01"}),
        ({"closing": "<p>The end.</p>"}, {"tips_intro": "<p>Pick one.</p>"}),
    ],
)
def test_fields_that_the_second_did_not_touch_keep_what_the_first_wrote(
    client, article, first, second
):
    response = both(client, article, first, second)
    now = content(article)
    wanted = {name: value == "on" or value for name, value in (first | second).items()}

    assert {name: getattr(now, name) for name in wanted} == wanted
    assert (
        "saved this article after you opened it. Their changes were kept in"
        in response.content.decode()
    )


def test_a_day_is_the_same_however_a_language_writes_it(client, article, settings):
    settings.LANGUAGE_CODE = "es"
    both(client, article, {"first_published": "2020-05-01"}, {"first_published": "01/05/2020"})
    assert content(article).first_published == "2020-05-01"


def test_two_different_days_are_asked_about(client, article):
    days = [{"first_published": f"2020-05-0{day}"} for day in (1, 2)]
    assert errors(both(client, article, *days)) != []
    assert content(article).first_published == "2020-05-01"


def test_paragraphs_next_to_each_other_are_merged(client, article):
    both(
        client,
        article,
        {"body": "<p>1.</p><p>Two.</p><p>Three.</p>"},
        {"body": "<p>One.</p><p>2.</p><p>Three.</p>\n"},
    )

    assert content(article).body == "<p>1.</p><p>2.</p><p>Three.</p>"


def test_chosen_terms_are_merged_one_by_one(client, article):
    fatigue, pain = Symptom.objects.order_by("name")
    tremor = make_symptom("Tremor")
    both(
        client,
        article,
        {"symptoms": [pain.pk], "tags": ["rest", "new word"]},
        {"symptoms": [fatigue.pk, pain.pk, tremor.pk], "tags": ["HEAT", "rest", "sleep"]},
    )

    assert {ref.name for ref in content(article).symptoms} == {"Pain", "Tremor"}
    assert {ref.name for ref in content(article).tags} == {"rest", "new word", "sleep"}


def test_references_of_the_first_stay(client, article):
    topic, picture, sponsor, series = (
        make_topic("Other"),
        make_picture(),
        make_sponsor(),
        make_series("Parts"),
    )
    both(
        client,
        article,
        {"topic": topic.pk, "picture": picture.pk, "series": series.pk, "series_part": 2},
        {"sponsor": sponsor.pk, "sponsor_role": "paid_for"},
    )
    now = content(article)

    assert (now.topic.id, now.picture.id, now.series.id, now.series_part, now.sponsor.id) == (
        topic.pk,
        picture.pk,
        series.pk,
        2,
        sponsor.pk,
    )


def test_a_topic_that_the_first_left_and_deleted_stands_in_nobodys_way(client, article):
    other = make_topic("Other")
    forms = [open_form(client, article) for _ in range(2)]
    post(client, article, forms[0], topic=other.pk)
    article.refresh_from_db()
    Article.objects.filter(title="Other").update(topic=other)
    Topic.objects.exclude(pk=other.pk).delete()
    post(client, article, forms[1], standfirst="Second.")

    assert (content(article).topic.id, content(article).standfirst) == (other.pk, "Second.")


def titles(article):
    return [tip.title for tip in content(article).tips]


def test_one_orders_the_tips_and_the_other_writes_in_them(client, article):
    ids = {tip.title: tip.id for tip in content(article).tips}
    both(
        client,
        article,
        {"tips__0__position": 99, "tips__1__body": "<p>First's words.</p>"},
        {"tips__2__body": "<p>Second's words.</p>", "tips__0__title": "Rest well"},
    )

    assert titles(article) == ["Cool down", "Sleep", "Rest well"]
    bodies = {tip.title: tip.body for tip in content(article).tips}
    assert bodies["Cool down"] == "<p>First's words.</p>"
    assert bodies["Sleep"] == "<p>Second's words.</p>"
    assert {tip.id for tip in content(article).tips} == set(ids.values())


def test_one_takes_a_tip_out_and_both_add_one(client, article):
    new = {"tips__TOTAL_FORMS": 4, "tips__3__position": 0, "tips__3__body": "<p>New.</p>"}
    both(
        client,
        article,
        {"tips__1__DELETE": "on", "tips__3__title": "Of the first"} | new,
        {"tips__0__title": "Rest well", "tips__3__title": "Of the second"} | new,
    )

    assert sorted(titles(article)) == ["Of the first", "Of the second", "Rest well", "Sleep"]
    assert titles(article)[:2] == ["Rest well", "Sleep"]


def test_a_tip_that_one_took_out_and_the_other_changed_is_asked_about(client, article):
    response = both(client, article, {"tips__1__DELETE": "on"}, {"tips__1__title": "Cool off"})

    assert titles(article) == ["Rest", "Sleep"]
    assert "changed the same text" in response.content.decode()
    again = posted(response)
    assert "Cool off" in again.values()
    client.post(url(article), again)
    assert titles(article) == ["Rest", "Cool off", "Sleep"]


def test_sources_cards_questions_and_picks_are_merged_row_by_row(client, article):
    other = Article.objects.get(title="Other")
    both(
        client,
        article,
        {
            "sources__0__title": "Another guideline",
            "sources__TOTAL_FORMS": 3,
            "sources__2__title": "Of the first",
            "sources__2__position": 0,
            "callouts__0__signs": "you choke\r\nyou cannot breathe",
            "hand_picked__TOTAL_FORMS": 1,
            "hand_picked__0__related": other.pk,
            "hand_picked__0__position": 10,
        },
        {
            "sources__1__year": 2024,
            "sources__TOTAL_FORMS": 3,
            "sources__2__title": "Of the second",
            "sources__2__position": 0,
            "callouts__1__signs": "you faint twice",
            "questions__0__text": "Why now?",
        },
    )
    now = content(article)

    assert [(s.title, s.year) for s in now.sources][:2] == [
        ("Another guideline", None),
        ("A study", 2024),
    ]
    assert {s.title for s in now.sources[2:]} == {"Of the first", "Of the second"}
    assert [(c.level, c.signs) for c in now.callouts] == [
        ("emergency", ("you choke", "you cannot breathe")),
        ("urgent", ("you faint twice",)),
    ]
    assert [q.text for q in now.questions] == ["Why now?"]
    assert now.related == (other.pk,)


def test_a_card_and_a_source_that_the_first_took_out_stay_out(client, article):
    both(
        client,
        article,
        {"callouts__1__DELETE": "on", "sources__0__DELETE": "on"},
        {"standfirst": "Second."},
    )
    now = content(article)

    assert [c.level for c in now.callouts] == ["emergency"]
    assert [s.title for s in now.sources] == ["A study"]
    assert now.standfirst == "Second."


def test_what_both_changed_is_asked_about_beside_what_was_merged(client, article):
    response = both(
        client,
        article,
        {"standfirst": "The first editor's line.", "closing": "<p>First's end.</p>"},
        {"standfirst": "The second editor's line.", "tips_heading": "Second's"},
    )
    page = response.content.decode()
    again = posted(response)

    assert content(article).standfirst == "The first editor's line."
    assert "changed the same text after you opened this article" in page
    assert '<del data-as="removed">first</del>' in page
    assert '<ins data-as="added">second</ins>' in page
    assert (again["standfirst"], again["closing"], again["tips_heading"]) == (
        "The second editor's line.",
        "<p>First's end.</p>",
        "Second's",
    )
    client.post(url(article), again)
    now = content(article)
    assert (now.standfirst, now.closing) == ("The second editor's line.", "<p>First's end.</p>")
    assert [r.as_content().standfirst for r in article.revisions.all()] == [
        "The second editor's line.",
        "The first editor's line.",
        "Old line.",
    ]


def test_three_editors_keep_all_that_they_wrote(client, article):
    forms = [open_form(client, article) for _ in range(3)]
    changes = [
        {"sources__0__title": "First's guideline", "tips__0__title": "Rest 1"},
        {"sources__1__title": "Second's study", "callouts__0__signs": "you choke badly"},
        {"standfirst": "Third's line.", "tips__2__title": "Sleep 3"},
    ]
    for form, change in zip(forms, changes, strict=True):
        assert not errors(post(client, article, form, **change))
    now = content(article)

    assert [s.title for s in now.sources] == ["First's guideline", "Second's study"]
    assert titles(article) == ["Rest 1", "Cool down", "Sleep 3"]
    assert (now.standfirst, now.callouts[0].signs) == ("Third's line.", ("you choke badly",))


def test_a_form_without_its_revision_asks_about_everything(client, article):
    form = open_form(client, article)
    form.pop("seen")
    response = post(client, article, form, standfirst="Mine.", closing="<p>Mine.</p>")

    assert content(article).standfirst == "Old line."
    assert "changed the same text" in response.content.decode()
    client.post(url(article), posted(response))
    assert content(article).standfirst == "Mine."


def test_another_mistake_in_the_form_keeps_what_was_merged(client, article):
    response = both(client, article, {"closing": "<p>First's.</p>"}, {"title": ""})
    again = posted(response)

    assert again["closing"] == "<p>First's.</p>"
    client.post(url(article), again | {"title": "Tiredness"})
    assert (content(article).title, content(article).closing) == ("Tiredness", "<p>First's.</p>")


def test_pages_about_the_site_are_merged_too(client, sign_in):
    sign_in("Publisher")
    page = make_page("Privacy", standfirst="Old.", live=True)
    both(client, page, {"standfirst": "First."}, {"body": "<p>Second.</p>"})

    assert (content(page).standfirst, content(page).body) == ("First.", "<p>Second.</p>")


def test_a_preview_shows_the_merged_text_and_saves_nothing(client, article):
    forms = [open_form(client, article) for _ in range(2)]
    post(client, article, forms[0], closing="<p>First words.</p>")
    changes = named({"tips_intro": "<p>Second words.</p>", "_preview": "yes"})
    page = client.post(url(article), forms[1] | changes).content.decode()

    assert "First words." in page and "Second words." in page
    assert article.revisions.count() == 2


def test_the_log_names_what_changed_and_nothing_else(client, article):
    post(client, article, open_form(client, article), standfirst="New.", tips__0__title="Rest well")
    post(client, article, open_form(client, article))

    assert [entry.change_message for entry in LogEntry.objects.order_by("pk")] == [
        "Changed: Standfirst, Tip “Rest well”.",
        "Nothing was changed.",
    ]
