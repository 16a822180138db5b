"""The model enforces how much an account may have, however rows arrive and however many at once."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from symptoms.favorites.my_data import importing
from symptoms.models import Collection, Favorite, OwnQuestion
from symptoms.models.account_limits import LimitReached
from tests.factories import make_article, make_user
from tests.races import run_together

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_many_tabs_and_a_file_together_do_not_pass_the_limit(monkeypatch):
    monkeypatch.setattr(Collection, "MAX_PER_ACCOUNT", 5)
    user = make_user()
    client = Client()
    client.force_login(user)

    def tab(number):
        mine = Client()
        mine.cookies = client.cookies
        return lambda: mine.post("/favorites/collections/", {"name": f"Tab {number}"})

    def file():
        names = [{"name": f"File {number}", "items": []} for number in range(3)]
        data = {"format": "symptom-series-list", "version": 2, "favorites": [], "questions": []}
        try:
            importing.import_list(user, json.dumps(data | {"collections": names}).encode())
        except importing.NotImported as error:
            assert "at most" in str(error)

    assert run_together(*(tab(number) for number in range(6)), file) == []
    assert Collection.objects.count() <= 5


def test_none_or_all_are_added():
    user = make_user()
    OwnQuestion.objects.add(user, [OwnQuestion(user=user, text=f"{n}?") for n in range(99)])
    with pytest.raises(LimitReached, match="at most 100 questions"):
        OwnQuestion.objects.add(user, [OwnQuestion(user=user, text=text) for text in "ab"])

    assert OwnQuestion.objects.count() == 99
    assert OwnQuestion.objects.add(make_user(), []) == []


def asked(client, address, data):
    with CaptureQueriesContext(connection) as queries:
        assert client.post(address, data).status_code == 302
    return len(queries)


def test_reordering_and_ticking_ask_as_much_for_one_as_for_many(client):
    """Of a reader with two of everything, and of one with a page full."""
    article = make_article("Many", tips=60, live=True)
    tips = [tip.pk for tip in article.tips.all()]
    counts = []
    for many in (2, 40):
        user = make_user()
        client.force_login(user)
        Favorite.objects.save_items(user, [Favorite(user=user, tip_id=pk) for pk in tips[:many]])
        Collection.objects.add(user, [Collection(user=user, name=f"C{n}") for n in range(many)])
        OwnQuestion.objects.add(
            user, [OwnQuestion(user=user, text=f"{n}?", position=n) for n in range(many)]
        )
        favorites = list(Favorite.objects.of(user))
        mine = list(Collection.objects.of(user))
        for favorite in favorites:
            mine[0].put(favorite)
        first, words = favorites[0], f"/favorites/{favorites[0].pk}/"
        question = OwnQuestion.objects.of(user).first()
        client.get(words)
        counts.append(
            [
                asked(client, words, {"note": "", "collections": [one.pk for one in mine]}),
                asked(client, words, {"note": ""}),
                asked(client, words, {"note": "", "collections": [one.pk for one in mine]}),
                asked(client, f"/favorites/collections/{mine[0].pk}/move/", {"favorite": favorites[1].pk, "to": "earlier"}),
                asked(client, f"/favorites/questions/{question.pk}/move/", {"to": "later"}),
                asked(client, "/favorites/remove/", {"kind": "tip", "id": first.tip_id}),
                asked(client, "/favorites/add/", {"kind": "tip", "id": first.tip_id}),
            ]
        )  # fmt: skip
        assert Collection.objects.of(user).filter(items__favorite__tip=first.tip_id).count() == many

    assert counts[0] == counts[1]
