"""A symptom's page is a complete answer: what it is, when to get help, what to try, what to read."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from symptoms.models import CareCallout, Edition
from symptoms.workflow import publishing
from tests.factories import (
    make_article,
    make_callout,
    make_series,
    make_sponsor,
    make_symptom,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db
PAGE = "/symptoms/vision/"


@pytest.fixture
def vision():
    return make_symptom("Vision", summary="<p>MS can blur your sight.</p>")


def make_main(symptom, title="Seeing clearly", *others, **fields):
    article = make_article(
        title, symptoms=[symptom, *others], tips=["Use a lamp", "Rest"], **fields
    )
    for level in reversed(CareCallout.Level.values):
        make_callout(article, level, f"{title} {level} sign")
    publish(article)
    return article


def choose(symptom, article):
    symptom.main_article = article
    symptom.save()


def html(client, address=PAGE):
    """The main part of the page."""
    page = client.get(address).content.decode()
    return page.partition("<main")[2].partition("</main>")[0]


def main_title(client):
    main = client.get(PAGE).context["answer"].main
    return main and main.title


def test_the_answer_comes_in_the_order_in_which_it_is_needed(client, vision, settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"EMERGENCY_NUMBER": "112"}
    fatigue = make_symptom("Fatigue")
    make_main(vision)
    make_article("My eyes", kind="story", symptoms=[vision], live=True)
    make_article("Heat", symptoms=[vision, fatigue], live=True)
    page = html(client)
    wanted = [
        "<h1>Vision</h1>", "Emergency: when to call 112 now", "MS can blur your sight.", "When to get help", "Call 112 now if:",
        "Seeing clearly emergency sign", "Seeing clearly urgent sign",
        "Seeing clearly non_urgent sign", "Tips to try", "Use a lamp", "Rest before you feel tired.",
        "Read the whole article", "Seeing clearly</a>", "More articles", "Heat</a>",
        "Personal stories", "My eyes</a>", "All articles about Vision", "Related symptoms",
        'href="/symptoms/fatigue/"',
    ]  # fmt: skip
    places = [page.index(words) for words in wanted]

    assert places == sorted(places)


def test_each_tip_is_whole_and_can_be_saved(client, vision):
    article = make_main(vision)
    page = html(client)

    tips = page.partition('id="tips"')[2].partition("</section>")[0]
    assert tips.count("<p>Rest before you feel tired.</p>") == 2
    for tip in article.tips.all():
        assert (
            f'name="kind" value="tip">\n  <input type="hidden" name="id" value="{tip.pk}"' in tips
        )


def test_a_publishers_choice_leads_and_nothing_else_does(client, vision):
    choose(vision, make_main(vision, "Chosen", make_symptom("Fatigue")))
    make_main(vision, "Alone")

    assert main_title(client) == "Chosen"


def test_without_a_choice_the_only_article_about_nothing_else_leads(client, vision):
    make_main(vision, "Both", make_symptom("Fatigue"))
    make_main(vision, "Alone")
    assert main_title(client) == "Alone"

    make_main(vision, "Alone as well")
    page = html(client)
    assert main_title(client) is None
    assert "When to get help" not in page and "Tips to try" not in page
    assert "Talk to your healthcare team" in page and "Alone as well" in page


@pytest.mark.parametrize("kind", ["story", "sponsored"])
@pytest.mark.parametrize("is_chosen", [True, False])
def test_no_story_and_nothing_sponsored_leads(client, vision, kind, is_chosen):
    fields = {"kind": "story"} if kind == "story" else {
        "sponsor": make_sponsor(), "sponsor_role": "paid_for"
    }  # fmt: skip
    article = make_main(vision, "Other", **fields)
    if is_chosen:
        choose(vision, article)

    assert main_title(client) is None
    assert "Other emergency sign" not in html(client)


def withdraw(article):
    publishing.withdraw(article, reason="Wrong.")


def take_symptom_away(article):
    article.symptoms.set([make_symptom("Fatigue")])
    publish(article)


@pytest.mark.parametrize("spoil", [withdraw, take_symptom_away])
def test_a_main_article_that_is_no_longer_live_or_about_it_leads_no_more(client, vision, spoil):
    article = make_main(vision, "Chosen", make_symptom("Fatigue"))
    choose(vision, article)
    make_main(vision, "Alone")
    spoil(article)

    assert main_title(client) == "Alone"
    assert "Chosen" not in html(client)


def test_a_draft_and_a_newer_draft_stay_hidden(client, vision):
    draft = make_article("Draft", symptoms=[vision], tips=["Secret"])
    make_callout(draft, "emergency", "secret sign")
    choose(vision, draft)
    assert "ecret" not in html(client)

    publish(draft)
    draft.tips.update(title="Draft tip")
    draft.callouts.update(signs="draft sign")
    publishing.save_revision(draft)
    page = html(client)
    assert "secret sign" in page and "Draft tip" not in page and "draft sign" not in page


def test_the_page_of_another_moment_is_led_as_it_was(client, vision):
    article = make_main(vision, "Before")
    choose(vision, article)
    article.title = "After"
    article.save()
    publish(article, at=timezone.now() + timedelta(days=2))
    client.force_login(make_user(is_staff=True, is_superuser=True))
    assert main_title(client) == "Before"

    later = timezone.localtime() + timedelta(days=3)
    client.post("/admin/symptoms/article/moment/", {"at": f"{later:%Y-%m-%dT%H:%M:%S}"})
    assert main_title(client) == "After"


def test_what_is_about_it_alone_comes_before_what_also_touches_it_and_ads_last(client, vision):
    fatigue = make_symptom("Fatigue")
    paid = {"sponsor": make_sponsor(), "sponsor_role": "paid_for"}
    make_article("Paid", symptoms=[vision], live=True, **paid)
    make_article("Both", symptoms=[vision, fatigue], live=True)
    make_article("Story", kind="story", symptoms=[vision], live=True)
    make_article("Part", symptoms=[vision], series=make_series("P"), series_part=1, live=True)
    make_article("Alone", symptoms=[vision], live=True)
    make_article("Elsewhere", symptoms=[fatigue], live=True)
    listed = client.get(f"{PAGE}articles/").context["page"].items

    assert [one.title for one in listed] == ["Part", "Alone", "Both", "Story", "Paid"]
    page = html(client)
    assert page.index("Both</a>") < page.index("Sponsored articles") < page.index("Paid</a>")


def test_the_page_names_at_most_three_of_a_kind_and_leads_to_all(client, vision):
    for number in range(5):
        make_article(f"Info {number}", symptoms=[vision], live=True)
        make_article(f"Story {number}", kind="story", symptoms=[vision], live=True)
    page = html(client)

    assert len(re.findall(r"Info \d</a>", page)) == len(re.findall(r"Story \d</a>", page)) == 3
    assert 'href="/symptoms/vision/articles/"' in page


def test_later_pages_of_the_list_that_was_here_are_still_found(client, vision):
    answer = client.get(f"{PAGE}?page=2")

    assert (answer.status_code, answer["Location"]) == (301, f"{PAGE}articles/?page=2")


def test_the_symptoms_that_most_articles_share_come_first(client, vision):
    tremor, fatigue = make_symptom("Tremor"), make_symptom("Fatigue")
    make_article("One", symptoms=[vision, fatigue, tremor], live=True)
    make_article("Two", symptoms=[vision, tremor], live=True)
    make_article("Draft", symptoms=[vision, make_symptom("Hidden")])

    assert client.get(PAGE).context["answer"].related == [tremor, fatigue]


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_asks_as_much_for_one_article_as_for_many(
    client, django_assert_num_queries, vision, count
):
    choose(vision, make_main(vision, "Chosen"))
    for number in range(count):
        others = [make_symptom(f"Symptom {number % 9}")]
        make_article(f"Info {number}", symptoms=[vision, *others], tips=1, live=True)
        make_article(f"Story {number}", kind="story", symptoms=[vision], live=True)

    with django_assert_num_queries(7):
        client.get(PAGE)


def test_a_withdrawal_leaves_no_tip_of_the_main_article(client, vision):
    article = make_main(vision)
    choose(vision, article)
    withdraw(article)
    page = html(client)

    assert Edition.objects.live().leading(vision) is None
    assert "Use a lamp" not in page and "Seeing clearly" not in page
