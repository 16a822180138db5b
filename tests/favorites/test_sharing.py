"""A shared collection: what others see of it, what they never see, and how it ends."""

from datetime import timedelta

import pytest
from allauth.account.signals import password_changed
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from symptoms.models import Collection, Favorite, OwnQuestion, PreviewLink, SharedLink
from symptoms.site.machines import sitemaps
from symptoms.workflow import publishing
from tests.accounts.steps import PASSWORD, make_reader
from tests.factories import (
    make_article,
    make_preview_link,
    make_shared_link,
    make_sponsor,
    make_user,
)

pytestmark = pytest.mark.django_db
PROMPT = "Talk to your healthcare team"


@pytest.fixture
def owner():
    return make_user("owner.secret@example.org")


@pytest.fixture
def article():
    return make_article(
        "Fatigue",
        standfirst="Why you tire.",
        tips=["Rest"],
        sponsor=make_sponsor(is_fictional=True),
        sponsor_role="paid_for",
        live=True,
    )


@pytest.fixture
def collection(owner, article):
    """With every kind of word that must not get out."""
    collection = Collection.objects.create(user=owner, name="Secret name")
    for item in ({"article": article}, {"tip": article.tips.get()}):
        note = "Secret note."
        collection.put(Favorite.objects.create(user=owner, note=note, **item))
    Favorite.objects.filter(tip__isnull=False).update(status="did_not")
    other = make_article("Saved in secret", live=True)
    Favorite.objects.create(user=owner, article=other)
    OwnQuestion.objects.create(user=owner, text="Secret question?")
    return collection


@pytest.fixture
def page(collection):
    return f"/favorites/collections/{collection.pk}/share/"


def shown(link, client=None):
    """The status and the text of the shared page, for somebody without an account."""
    response = (client or Client()).get(link.secret_path)
    return response.status_code, response.content.decode()


# --- What others see -----------------------------------------------------------------------------


def test_others_see_what_is_in_it_in_its_order(client, collection, article):
    response = client.get(make_shared_link(collection).secret_path)
    text = response.content.decode()
    tip = article.tips.get()

    assert [entry.title for entry in response.context["entries"]] == ["Fatigue", "Rest"]
    assert "<h1>A list someone shared with you</h1>" in text
    assert "Why you tire." in text and "Rest before you feel tired." in text
    assert text.count("<strong>Sponsored: Acme (invented)</strong>") == 2
    assert f'href="{article.get_absolute_url()}"' in text
    assert f'href="/tips/{tip.pk}-rest/"' in text
    assert PROMPT in text


def test_no_word_of_the_owner_gets_out(client, collection):
    link = make_shared_link(collection)
    client.force_login(make_user())
    for visitor in (Client(), client):
        _status, text = shown(link, visitor)
        for words in ("ecret", "did not help", "Your note"):
            assert words not in text, words


def test_no_word_of_the_owner_is_even_asked_for(client, collection):
    link = make_shared_link(collection)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(link.secret_path)
    said = " ".join(query["sql"] for query in asked)

    assert "favorite" in said
    assert '"note"' not in said and '"status"' not in said and "email" not in said


def test_the_name_is_shown_if_the_owner_says_so(collection):
    assert "Secret name" in shown(make_shared_link(collection, shows_name=True))[1]


def test_what_is_put_in_later_is_seen_and_what_is_taken_out_is_not(owner, collection):
    link = make_shared_link(collection)
    later = Favorite.objects.create(user=owner, article=make_article("Later", live=True))
    collection.put(later)
    assert "Later" in shown(link)[1]

    collection.remove(later)
    assert "Later" not in shown(link)[1]


def test_what_was_withdrawn_is_named_and_no_more(collection, article):
    link = make_shared_link(collection)
    publishing.withdraw(article, reason="Wrong dose.")
    _status, text = shown(link)

    assert text.count("This is no longer available.") == 2
    assert "Why you tire." not in text and "Wrong dose." not in text
    assert article.get_absolute_url() not in text


def test_an_empty_collection_says_so(owner):
    empty = Collection.objects.create(user=owner, name="Empty")

    assert "This list is empty at the moment." in shown(make_shared_link(empty))[1]


def test_nothing_of_it_is_kept_indexed_or_told_and_no_cookie_is_set(client, collection):
    link = make_shared_link(collection)
    response = client.get(link.secret_path)
    text = response.content.decode()

    assert dict(response.cookies) == {}
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer, strict-origin"
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in text and "canonical" not in text
    assert f"http://testserver{link.secret_path}" not in text  # nor on paper
    assert "Disallow: /shared/" in client.get("/robots.txt").content.decode()
    for part in sitemaps.parts():
        assert link.signature not in client.get(part).content.decode()


def test_a_visitor_saves_from_it_and_comes_back(client, collection, article):
    link = make_shared_link(collection)
    assert f'name="next" value="{link.secret_path}"' in shown(link, client)[1]

    visitor = make_user()
    client.force_login(visitor)
    item = {"kind": "article", "id": article.pk, "next": link.secret_path}
    response = client.post("/favorites/add/", item)
    assert response.url == f"{link.secret_path}#message"
    assert Favorite.objects.of(visitor).get().article_id == article.pk
    assert "data-to-remove>Remove from your favorites<" in shown(link, client)[1]


@pytest.mark.parametrize("count", [1, 50])
def test_it_asks_as_much_for_one_as_for_many(client, owner, count, django_assert_num_queries):
    many = Collection.objects.create(user=owner, name="Many")
    for number in range(count):
        article = make_article(f"A{number}", tips=1, live=True)
        for item in ({"article": article}, {"tip": article.tips.get()}):
            many.put(Favorite.objects.create(user=owner, **item))
    address = make_shared_link(many).secret_path

    with django_assert_num_queries(5):
        client.get(address)


# --- How it ends ---------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [7, 30])
@pytest.mark.parametrize(("offset", "status"), [(-1, 200), (0, 404), (1, 404)])
def test_it_ends_at_its_second(collection, monkeypatch, days, offset, status):
    link = make_shared_link(collection, days)
    at = link.created_at + timedelta(days=days, seconds=offset)
    monkeypatch.setattr(timezone, "now", lambda: at)

    assert shown(link)[0] == status


def test_an_end_a_guess_and_a_link_that_never_was_look_the_same(owner, collection, monkeypatch):
    ended = make_shared_link(collection)
    other = make_shared_link(Collection.objects.create(user=owner, name="Other"))
    deleted = make_shared_link(Collection.objects.create(user=owner, name="Gone"))
    gone, deleted_pk = deleted.secret_path, deleted.pk
    deleted.collection.delete()
    closed = other.secret_path
    other.delete()
    monkeypatch.setattr(timezone, "now", lambda: ended.ends_at)
    addresses = [
        ended.secret_path,
        closed,
        gone,
        f"/shared/{ended.pk}/{ended.signature[:-1]}/",
        f"/shared/{ended.pk}/x/",
        f"/shared/{deleted_pk + 1000}/{ended.signature}/",
    ]
    answers = set()
    for address in addresses:
        response = Client().get(address)
        text = response.content.decode().replace(address, "")
        answers.add((response.status_code, response["Cache-Control"], text))

    ((status, kept, text),) = answers
    assert (status, kept) == (404, "private, no-store")
    assert "There is no shared list here" in text and "ecret" not in text


def test_a_signature_opens_its_own_link_alone(collection):
    """Not even of a preview, or of another collection, with the same numbers and of the same moment."""
    link = make_shared_link(collection)
    moment = {"pk": link.pk, "created_at": link.created_at}
    preview = PreviewLink(revision_id=link.collection_id, **moment)
    other = SharedLink(collection_id=link.collection_id + 1, **moment)
    for signature in (preview.signature, other.signature, link.signature.swapcase()):
        assert Client().get(f"/shared/{link.pk}/{signature}/").status_code == 404


def test_the_database_alone_opens_nothing(collection, settings):
    link = make_shared_link(collection)
    signature = link.signature
    row = SharedLink.objects.filter(pk=link.pk).values().get()

    assert signature not in str(row)
    settings.SECRET_KEY = "another"
    assert not link.is_signed_by(signature)


@pytest.mark.parametrize(
    "way", ["/favorites/collections/{}/delete/", "/favorites/yours/delete/", "/accounts/delete/"]
)
def test_deleting_the_collection_the_list_or_the_account_ends_it(client, owner, collection, way):
    client.force_login(owner)
    address = make_shared_link(collection).secret_path
    assert Client().get(address).status_code == 200
    client.post(way.format(collection.pk))

    assert Client().get(address).status_code == 404
    assert not SharedLink.objects.exists()


# --- The owner's page ----------------------------------------------------------------------------


def test_the_page_says_what_others_will_see(client, owner, page):
    client.force_login(owner)
    text = client.get(page).content.decode()

    assert "your notes, your questions, and how a tip went" in text
    assert "the articles and tips in this collection (2 now)" in text
    assert "/shared/" not in text
    assert not SharedLink.objects.exists()


def test_a_link_is_made_shown_again_and_closed(client, owner, page):
    client.force_login(owner)
    response = client.post(page, {"days": "7"})
    assert (response.status_code, response.url) == (303, page)
    link = SharedLink.objects.get()
    assert (link.days, link.shows_name) == (7, False)
    for _ in range(2):
        assert f'value="http://testserver{link.secret_path}"' in client.get(page).text
    assert shown(link)[0] == 200

    for _ in range(2):
        response = client.post(f"{page}close/")
        assert (response.status_code, response.url) == (303, page)
    assert "/shared/" not in client.get(page).text
    assert shown(link)[0] == 404


def test_another_link_takes_the_place_of_the_one_before(client, owner, page):
    client.force_login(owner)
    client.post(page, {"days": "7"})
    before = SharedLink.objects.get()
    client.post(page, {"days": "30", "shows_name": "on"})
    link = SharedLink.objects.get()

    assert (link.days, link.shows_name) == (30, True)
    assert (shown(before)[0], shown(link)[0]) == (404, 200)


def test_the_page_says_when_a_link_has_ended(client, owner, page, collection, monkeypatch):
    link = make_shared_link(collection)
    SharedLink.objects.update(created_at=link.created_at - timedelta(days=8))
    client.force_login(owner)
    text = client.get(page).content.decode()

    assert "Your last link ended on" in text
    assert "/shared/" not in text


@pytest.mark.parametrize("days", ["", "0", "8", "365", "-7", "x", "9" * 30])
def test_an_end_that_is_not_offered_is_refused_in_words(client, owner, page, collection, days):
    client.force_login(owner)
    kept = make_shared_link(collection)
    response = client.post(page, {"days": days})

    assert response.status_code == 422
    assert response.text.count("Choose how long the link should work.") == 2
    assert SharedLink.objects.get() == kept


def test_the_database_holds_one_link_a_collection_and_two_lengths(collection):
    make_shared_link(collection)
    for fields in ({"collection": collection}, {"collection": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SharedLink.objects.create(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        SharedLink.objects.update(days=8)


@pytest.mark.parametrize("address", ["", "close/"])
def test_a_strangers_collection_cannot_be_shared_or_closed(client, page, collection, address):
    link = make_shared_link(collection)
    client.force_login(make_user())
    response = client.post(f"{page}{address}", {"days": "30"})

    assert response.status_code == 404
    assert SharedLink.objects.get() == link


def test_a_get_closes_nothing(client, owner, page, collection):
    make_shared_link(collection)
    client.force_login(owner)

    assert client.get(f"{page}close/").status_code == 405
    assert SharedLink.objects.count() == 1


def test_the_export_holds_no_link(client, owner, collection):
    link = make_shared_link(collection)
    client.force_login(owner)
    for kind in ("json", "csv", "html"):
        text = client.get(f"/favorites/yours/my-list.{kind}").text
        assert link.signature not in text and "/shared/" not in text


@pytest.mark.parametrize("kind", ["shared", "preview"])
def test_no_other_page_holds_the_address(client, collection, article, kind):
    link = make_shared_link(collection) if kind == "shared" else make_preview_link(article)
    address = link.secret_path
    page = client.get(address).content.decode()
    settings_page = client.get(f"/reading-settings/?from={address}").content.decode()

    assert "/reading-settings/?from=" not in page and "/reading-settings/" in page
    assert link.signature not in settings_page
    client.post("/accounts/password/reset/", {"email": "a@example.org", "next": address})
    assert link.signature not in str(dict(client.session))


def test_where_somebody_was_going_is_not_where_the_next_person_goes(client, collection):
    client.post("/accounts/password/reset/", {"email": "a@example.org", "next": "/symptoms/"})
    make_reader("next@example.org")
    answer = client.post("/accounts/login/", {"login": "next@example.org", "password": PASSWORD})

    assert (answer.status_code, answer.url) == (302, "/favorites/")


def test_the_owner_sees_what_is_shared_and_until_when(client, collection):
    client.force_login(collection.user)
    favorite = Favorite.objects.first()
    pages = [
        "/favorites/collections/",
        f"/favorites/collections/{collection.pk}/",
        f"/favorites/{favorite.pk}/",
    ]
    told = [client.get(page).content.decode().count("Shared until") for page in pages]
    make_shared_link(collection)

    assert told == [0, 0, 0]
    assert [client.get(page).content.decode().count("Shared until") for page in pages] == [1, 1, 1]


def test_a_link_ends_with_the_password_and_with_the_account_that_made_it(client, collection):
    link, owner = make_shared_link(collection), collection.user
    owner.is_active = False
    owner.save()
    assert client.get(link.secret_path).status_code == 404
    owner.is_active = True
    owner.save()
    assert client.get(link.secret_path).status_code == 200
    password_changed.send(type(owner), request=None, user=owner)
    assert client.get(link.secret_path).status_code == 404


def test_a_long_list_is_shown_page_by_page(client, collection, settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"FAVORITES_PER_PAGE": 1}
    link = make_shared_link(collection).secret_path
    titles = [
        [entry.title for entry in client.get(f"{link}?page={n}").context["entries"]] for n in (1, 2)
    ]

    assert titles == [["Fatigue"], ["Rest"]]
    assert client.get(f"{link}?page=3").status_code == 404
