"""Several articles of the list at once: each through its own checks."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.utils import timezone

from symptoms.models import Article, Edition, Review
from symptoms.workflow import publishing, reviewing
from tests.factories import (
    make_article,
    make_callout,
    make_contributor,
    make_picture,
    make_question,
    make_symptom,
    make_tag,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/symptoms/article/"
READ = re.compile(r'name="read" value="(.*?)"')


def press(client, action, *articles, **said):
    """As the list does; and with `apply`, as the page that asks does, in which all read the newest texts."""
    chosen = [article.pk for article in articles]
    data = {"action": f"{action}_chosen", "_selected_action": chosen}
    if "apply" in said:
        for article in articles:
            publishing.save_revision(article)
        data["read"] = READ.findall(client.post(LIST, data).content.decode())
    return client.post(LIST, data | said)


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def live_titles():
    return sorted(Edition.objects.live().values_list("title", flat=True))


@pytest.fixture
def two():
    """One that can be published, and one that lacks its topic."""
    return make_article("Ready"), make_article("Unready", topic=None)


def test_one_page_asks_and_nothing_happens_before(client, sign_in, two):
    sign_in("Publisher")
    page = press(client, "publish", *two).content.decode()

    assert "Ready" in page and "Unready" in page and "Publish now" in page
    assert live_titles() == []


def test_each_is_published_by_its_own_checks_and_the_skipped_are_named(client, sign_in, two):
    sign_in("Publisher")
    response = press(client, "publish", *two, make_article("Live", live=True), apply="yes")

    assert live_titles() == ["Live", "Ready"]
    assert Edition.objects.count() == 2
    assert sorted(told(response)) == [
        "Done: 1 article.",
        "“Live” was skipped: Readers already see exactly this text.",
        "“Unready” was skipped: Choose a topic.",
    ]
    assert [entry.object_repr for entry in LogEntry.objects.all()] == ["Ready"]


def test_what_no_reviewer_approved_is_skipped(client, sign_in, two, settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}
    sign_in("Publisher")
    response = press(client, "publish", two[0], apply="yes")

    assert f"“Ready” was skipped: {publishing.NOT_APPROVED}" in told(response)
    assert live_titles() == []


def test_several_are_scheduled_for_one_moment(client, sign_in, two):
    sign_in("Publisher")
    assert press(client, "schedule", two[0], apply="yes", at="").status_code == 422
    press(client, "schedule", two[0], apply="yes", at="2040-07-01T09:00")

    assert Edition.objects.get().live_from.isoformat() == "2040-07-01T09:00:00+00:00"


def test_several_are_withdrawn_for_one_reason(client, sign_in):
    sign_in("Publisher")
    one, other = make_article("One", live=True), make_article("Other", live=True)
    assert press(client, "withdraw", one, other, apply="yes", reason="").status_code == 422
    assert live_titles() == ["One", "Other"]

    response = press(
        client, "withdraw", one, other, make_article("Draft"), apply="yes", reason="Old."
    )
    assert live_titles() == []
    assert set(Edition.objects.filter(revision=None).values_list("reason", flat=True)) == {"Old."}
    assert any("“Draft” was skipped" in words for words in told(response))


def test_several_are_submitted_and_those_in_review_are_skipped(client, sign_in, two):
    writer = sign_in("Writer")
    reviewing.submit(publishing.save_revision(two[1]))
    response = press(client, "submit", *two, apply="yes")

    assert Review.objects.filter(by=writer).get().revision.article == two[0]
    assert "“Unready” was skipped: This text is already in review." in told(response)


def test_tags_are_added_to_the_drafts_and_recorded(client, sign_in, two):
    sign_in("Writer")
    two[0].tags.add(make_tag("heat"))
    assert press(client, "tag", *two, apply="yes", tags="--").status_code == 422
    press(client, "tag", *two, apply="yes", tags="Summer, HEAT")
    [ready] = Article.objects.filter(title="Ready")

    assert sorted(ready.tags.names()) == ["Summer", "heat"]
    assert {ref.name for ref in ready.revisions.first().as_content().tags} == {"Summer", "heat"}


def test_a_copy_has_everything_and_is_a_draft_of_its_own(client, sign_in):
    sign_in("Writer")
    article = make_article(
        "Fatigue",
        tips=["Rest", "Walk"],
        symptoms=[make_symptom("Fatigue")],
        tags=[make_tag("heat")],
        picture=make_picture(),
        live=True,
    )
    make_callout(article)
    make_question(article, "Why?")
    press(client, "duplicate", article)
    press(client, "duplicate", article)
    copy, second = Article.objects.exclude(pk=article.pk).order_by("pk")

    assert (copy.title, copy.slug, second.slug) == ("Copy of Fatigue", "fatigue-2", "fatigue-3")
    assert copy.picture == article.picture
    for part in ("tips", "callouts", "questions", "sources"):
        rows, copied = getattr(article, part), getattr(copy, part)
        assert list(map(str, copied.all())) == list(map(str, rows.all())) != []
        assert not set(rows.values_list("pk", flat=True)) & set(copied.values_list("pk", flat=True))
    assert copy.revisions.get().as_content().tags[0].name == "heat"
    assert live_titles() == ["Fatigue"]
    assert article.tips.recommended().count() == 2


def test_the_export_has_what_was_chosen_and_no_formula(client, sign_in):
    sign_in("Medical reviewer")
    make_article("Unchosen")
    article = make_article(
        '=HYPERLINK("x")', slug="sum", author=make_contributor("+Ada"), live=True
    )
    response = press(client, "export", article)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))

    assert (row["Title"], row["Author"], row["State"]) == ('\'=HYPERLINK("x")', "'+Ada", "Live")
    assert row["Address"] == "/articles/sum/"


@pytest.mark.parametrize(
    ("role", "action"),
    [
        *(("Writer", verb) for verb in ("publish", "schedule", "withdraw")),
        *(("Medical reviewer", verb) for verb in ("publish", "submit", "tag", "duplicate")),
    ],
)
def test_whoever_may_not_is_not_offered_it(client, sign_in, two, role, action):
    sign_in(role)
    page = client.get(LIST).content.decode()
    press(client, action, *two, apply="yes", reason="x", at="2040-07-01T09:00", tags="x")

    assert f'value="{action}_chosen"' not in page
    assert (Edition.objects.count(), Review.objects.count(), Article.objects.count()) == (0, 0, 2)


def test_more_than_a_hundred_are_refused(client, sign_in):
    sign_in("Writer")
    topic = make_article("First").topic
    rows = [Article(title=f"A {n}", slug=f"a-{n}", topic=topic) for n in range(100)]
    Article.objects.bulk_create(rows)
    response = press(client, "duplicate", *Article.objects.all())

    assert told(response) == ["Choose at most 100 articles at once. Nothing was changed."]
    assert Article.objects.count() == 101


@pytest.mark.parametrize("count", [3, 60])
def test_the_export_asks_as_much_for_one_as_for_many(
    client, sign_in, count, django_assert_num_queries
):
    sign_in("Publisher")
    articles = [make_article(f"Article {number}") for number in range(count)]
    b"".join(press(client, "export", *articles).streaming_content)

    with django_assert_num_queries(16):
        b"".join(press(client, "export", *articles).streaming_content)


def test_a_past_moment_skips_all_with_the_reason(client, sign_in, two):
    sign_in("Publisher")
    past = (timezone.now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    response = press(client, "schedule", two[0], apply="yes", at=past)

    assert "“Ready” was skipped: This time has passed. Choose a time in the future." in told(
        response
    )
    assert Edition.objects.count() == 0


@pytest.mark.parametrize("action", ["publish", "schedule", "submit"])
def test_a_text_that_was_saved_after_the_page_asked_is_skipped(client, sign_in, two, action):
    sign_in("Publisher")
    for article in two:
        publishing.save_revision(article)
    page = press(client, action, two[0]).content.decode()
    Article.objects.filter(pk=two[0].pk).update(title="Nobody read this")
    said = {"apply": "yes", "at": "2040-07-01T09:00"}
    for read in ([], READ.findall(page), [f"{two[1].pk} 2", "1", "x"]):
        data = {"action": f"{action}_chosen", "_selected_action": [two[0].pk], "read": read}
        response = client.post(LIST, data | said)
        assert "was changed after you opened this page" in told(response)[-2]

    assert not Edition.objects.exists() and not Review.objects.exists()
    press(client, action, two[0], **said)
    assert Edition.objects.exists() or Review.objects.exists()


def test_no_tag_is_no_answer(client, sign_in, two):
    sign_in("Writer")
    response = press(client, "tag", two[0], apply="yes", tags=" , ,")

    assert response.status_code == 422
    assert "This field is required." in response.content.decode()
