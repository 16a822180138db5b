"""A limit for each expensive form: 429 with an explanation and what was typed, and the next minute
it works again.
"""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from symptoms.models import Collection, Favorite, OwnQuestion
from symptoms.web import form_limits
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = make_user()
    client.force_login(user)
    article = make_article("Fatigue", live=True)
    favorite = Favorite.objects.create(user=user, article=article)
    Collection.objects.create(user=user, name="Hot days").put(favorite)
    OwnQuestion.objects.create(user=user, text="Why?")
    return user


# what -> address, and what is posted, or None for a GET
FORMS = {
    "search": ("/search/?q=fatigue", None),
    "sheet": ("/favorites/sheet/", {"words": "My own words"}),
    "words": ("/favorites/questions/", {"text": "My own words"}),
    "share": ("collection/share", {"days": "7", "note": "My own words"}),
    "copy": ("/favorites/offline/copy/", None),
    "download": (reverse("favorites:download", args=["json"]), None),
    "import": ("/favorites/yours/", {"note": "My own words"}),
}


def test_every_costly_form_is_tried_here():
    assert FORMS.keys() == form_limits.MAX_A_MINUTE.keys()


@pytest.mark.parametrize("what", FORMS)
def test_more_than_so_many_a_minute_are_refused_in_words(client, reader, monkeypatch, what):
    monkeypatch.setitem(form_limits.MAX_A_MINUTE, what, 2)
    address, data = FORMS[what]
    if what == "share":
        address = reverse("favorites:share", args=[Collection.objects.get().pk])

    def send():
        return client.get(address) if data is None else client.post(address, data)

    usual = [send().status_code for _ in range(2)]
    refused = send()
    assert 429 not in usual
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    text = refused.content.decode()
    assert "Please wait a minute" in text
    if data:
        assert re.findall(r'value="(My own words)"', text) == ["My own words"]
    cache.clear()
    assert send().status_code != 429


@pytest.mark.parametrize(("words", "has_number"), [("chest pain", True), ("tired", False)])
def test_a_search_in_a_crisis_shows_the_number_even_when_it_is_refused(
    client, monkeypatch, words, has_number
):
    monkeypatch.setitem(form_limits.MAX_A_MINUTE, "search", 0)
    page = client.get("/search/", {"q": words})
    text = page.content.decode()

    assert page.status_code == 429
    assert ("Is this an emergency?" in text) == has_number
    if has_number:
        assert text.index("Is this an emergency?") < text.index("Please wait a minute</h1>")


def test_looking_at_a_form_costs_nothing(client, reader, monkeypatch):
    monkeypatch.setitem(form_limits.MAX_A_MINUTE, "words", 0)

    assert client.get("/favorites/questions/").status_code == 200
