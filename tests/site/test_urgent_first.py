"""When to get help comes before the advice, on every page that has both, in the template's order."""

import re

import pytest
from django.utils.html import strip_tags

from symptoms.models import Favorite
from symptoms.models.care_callout import CareCallout
from symptoms.workflow import publishing
from tests.factories import make_article, make_callout, make_preview_link, make_user, publish

pytestmark = pytest.mark.django_db
LINE = "Emergency: when to call 112 now"


@pytest.fixture(autouse=True)
def number(settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"EMERGENCY_NUMBER": "112"}


@pytest.fixture
def article():
    """Its callouts were written in the wrong order, and after the tips."""
    article = make_article(
        "Vision", tips=["Rest your eyes"], body="<h2>Why</h2><p>Body.</p><h2>What</h2>"
    )
    make_callout(article, "non_urgent", "you need new glasses")
    make_callout(article, "urgent", "you see double")
    make_callout(article, "emergency", "you lose your sight")
    publish(article)
    return article


def places(text, *words):
    text = " ".join(strip_tags(re.sub(r"(?s).*<main", "<main", text)).split())
    return [word for _place, word in sorted((text.index(word), word) for word in words)]


IN_ORDER = ["you lose your sight", "you see double", "you need new glasses", "Rest before you feel"]


def test_in_an_article(client, article):
    page = client.get("/articles/vision/").content.decode()

    assert places(page, *reversed(IN_ORDER)) == IN_ORDER
    words = [LINE, "About Vision.", "you lose your sight", "On this page", "Body."]
    assert places(page, *reversed(words)) == words


def test_on_a_tips_own_page_the_emergency_comes_first_and_the_rest_after(client, article):
    page = client.get(article.tips.get().get_absolute_url()).content.decode()
    words = [LINE, "you lose your sight", "Rest before you feel", "When else to get help"]
    words += ["you see double", "you need new glasses"]

    assert places(page, *reversed(words)) == words


def test_in_a_preview_and_in_the_editors_preview(client, admin_client, article):
    link = make_preview_link(article)
    number = publishing.save_revision(article).number
    paths = [
        f"/previews/{link.pk}/{link.signature}/",
        f"/admin/symptoms/article/{article.pk}/revisions/{number}/preview/",
    ]
    for browser, path in zip([client, admin_client], paths, strict=True):
        page = browser.get(path).content.decode()
        assert places(page, *reversed([LINE, *IN_ORDER])) == [LINE, *IN_ORDER]


def test_in_feeds(client, article):
    feed = client.get("/feed/").content.decode()
    found = sorted((feed.index(words), words) for words in IN_ORDER)

    assert [words for _place, words in found] == IN_ORDER


def test_in_the_copy_on_a_device(client, article):
    user = make_user("reader@example.org")
    client.force_login(user)
    Favorite.objects.save_item(user, tip=article.tips.get().pk)
    page = client.get("/favorites/offline/copy/").content.decode()

    assert places(page, *reversed(IN_ORDER)) == IN_ORDER


def test_a_page_without_an_emergency_has_no_such_line(client):
    article = make_article("Calm", tips=["Rest"])
    make_callout(article, "urgent", "you have a fever")
    publish(article)
    for path in ("/articles/calm/", article.tips.get().get_absolute_url()):
        page = client.get(path).content.decode()
        assert "you have a fever" in page
        assert "Emergency" not in page


def test_every_level_is_either_an_emergency_or_less_urgent():
    from symptoms.templatetags.content import emergencies, less_urgent

    cards = [CareCallout(level=level) for level in CareCallout.Level]
    assert [*emergencies(cards), *less_urgent(cards)] == cards
