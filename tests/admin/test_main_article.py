"""A publisher chooses which article leads the page of a symptom."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from symptoms.workflow import publishing
from tests.admin.forms import posted
from tests.factories import make_article, make_sponsor, make_symptom

pytestmark = pytest.mark.django_db
REFUSED = (
    "This article can’t be the main article. Choose a live article that has this symptom, has no "
    "sponsor, and isn’t a personal story."
)


@pytest.fixture
def tremor():
    return make_symptom("Tremor")


@pytest.fixture
def others(tremor):
    """What may not lead, by the reason."""
    paid = {"sponsor": make_sponsor(), "sponsor_role": "paid_for"}
    shown = {"symptoms": [tremor], "live": True}
    gone = make_article("Withdrawn", **shown)
    publishing.withdraw(gone, reason="Old.")
    return {
        "a draft": make_article("Draft", symptoms=[tremor]),
        "withdrawn": gone,
        "a story": make_article("Story", kind="story", **shown),
        "sponsored": make_article("Paid", **shown, **paid),
        "about something else": make_article("Else", symptoms=[make_symptom("Else")], live=True),
    }


def form_of(client, symptom):
    url = reverse("admin:symptoms_symptom_change", args=[symptom.pk])
    return url, client.get(url)


def offered(response):
    return [
        label
        for pk, label in response.context["adminform"].form.fields["main_article"].widget.choices
    ]


def test_only_live_articles_that_can_lead_are_offered(client, sign_in, tremor, others):
    make_article("Shaking", symptoms=[tremor, make_symptom("Fatigue")], live=True)
    sign_in("Publisher")
    _url, response = form_of(client, tremor)

    assert offered(response) == ["---------", "Shaking"]


def test_the_choice_is_saved_told_and_can_be_taken_back(client, sign_in, tremor):
    article = make_article("Shaking", symptoms=[tremor], live=True)
    sign_in("Publisher")
    url, response = form_of(client, tremor)
    client.post(url, posted(response, main_article=article.pk))
    tremor.refresh_from_db()
    assert tremor.main_article == article
    assert LogEntry.objects.first().get_change_message() == "Changed: Main article."

    url, response = form_of(client, tremor)
    client.post(url, posted(response, main_article=""))
    tremor.refresh_from_db()
    assert tremor.main_article is None


@pytest.mark.parametrize(
    "why", ["a draft", "withdrawn", "a story", "sponsored", "about something else"]
)
def test_another_one_is_refused_with_the_reason(client, sign_in, tremor, others, why):
    sign_in("Publisher")
    url, response = form_of(client, tremor)
    answer = client.post(url, posted(response, main_article=others[why].pk))

    assert answer.context["adminform"].form.errors == {"main_article": [REFUSED]}
    tremor.refresh_from_db()
    assert tremor.main_article is None


@pytest.mark.parametrize("typed", ["x", "0", "99999999999999999999", "-1"])
def test_what_is_no_article_is_refused(client, sign_in, tremor, typed):
    sign_in("Publisher")
    url, response = form_of(client, tremor)
    answer = client.post(url, posted(response, main_article=typed))

    assert answer.context["adminform"].form.errors == {"main_article": [REFUSED]}


def test_one_that_was_withdrawn_since_stays_chosen_until_another_is(client, sign_in, tremor):
    article = make_article("Shaking", symptoms=[tremor], live=True)
    tremor.main_article = article
    tremor.save()
    publishing.withdraw(article, reason="Old.")
    sign_in("Publisher")
    url, response = form_of(client, tremor)
    assert offered(response) == ["---------", "Shaking (doesn’t lead now)"]

    client.post(url, posted(response))
    tremor.refresh_from_db()
    assert tremor.main_article == article


def test_a_new_symptom_can_name_none_yet(client, sign_in, others):
    sign_in("Publisher")
    response = client.get(reverse("admin:symptoms_symptom_add"))

    assert offered(response) == ["---------"]
