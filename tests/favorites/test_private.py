"""Nobody but the reader learns what the reader saved: not from a staff page, a log, a mail or an
address.
"""

import logging

import pytest
from django.apps import apps
from django.contrib import admin
from django.core import mail
from django.core.management import call_command

from accounts.models import Consent, InactivityNotice
from symptoms.models import (
    Collection,
    CollectionItem,
    Favorite,
    OwnQuestion,
    SharedLink,
    UpdateEmail,
)
from tests.accounts import steps
from tests.factories import make_article, make_shared_link, make_user

pytestmark = pytest.mark.django_db
PRIVATE = {
    Favorite,
    Collection,
    CollectionItem,
    OwnQuestion,
    SharedLink,
    Consent,
    InactivityNotice,
    UpdateEmail,
}


def test_no_staff_screen_lists_what_readers_keep():
    shown = set(filter(admin.site.is_registered, apps.get_models()))
    admins = map(admin.site.get_model_admin, shown)
    inlines = {inline.model for one in admins for inline in one.inlines}

    assert shown
    assert PRIVATE & (shown | inlines) == set()


def test_a_rows_name_says_nothing_of_what_it_is(client):
    article = make_article("Secret words", tips=["Secret tip"], live=True)
    user = make_user("reader@example.org")
    Favorite.objects.save_item(user, article=article.pk)
    collection = Collection.objects.create(user=user, name="Secret collection")
    question = OwnQuestion.objects.create(user=user, text="Secret question?")

    link = make_shared_link(collection)

    for row in (Favorite.objects.get(), collection, question, link):
        assert "ecret" not in str(row) and "reader" not in str(row)


def test_a_readers_whole_way_leaves_no_word_in_logs_mails_or_addresses(client, caplog):
    article = make_article("Spasticity", tips=["Stretch"], live=True)
    tip = article.tips.get()
    caplog.set_level(logging.DEBUG)
    steps.sign_up(client, "reader@example.org")
    steps.confirm(client, steps.newest_code(), action="verify")
    addresses = []
    for verb in ("add", "remove", "add"):
        for item in ({"kind": "article", "id": article.pk}, {"kind": "tip", "id": tip.pk}):
            addresses.append(client.post(f"/favorites/{verb}/", item | {"next": "/favorites/"}).url)
    favorite = Favorite.objects.get(tip=tip)
    addresses.append(client.post(f"/favorites/{favorite.pk}/", {"note": "Stretch!"}).url)
    client.get("/favorites/yours/my-list.json")
    client.post("/favorites/yours/delete/")
    said = [record.getMessage() for record in caplog.records if record.name != "django.db.backends"]
    told = [message.subject + message.body for message in mail.outbox]

    for words in [*said, *told, *addresses]:
        assert "pasticity" not in words and "tretch" not in words


@pytest.mark.parametrize(("readers", "words"), [(9, "fewer than 10"), (10, "10")])
def test_counts_have_a_floor(readers, words, capsys):
    article = make_article("Fatigue", live=True)
    make_article("Draft")
    for _ in range(readers):
        Favorite.objects.save_item(make_user(), article=article.pk)
    call_command("favoritecounts")

    assert capsys.readouterr().out == f"{words}  Fatigue\n"
