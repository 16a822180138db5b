"""Collections: an item in several at once, in the reader's own order, with buttons alone."""

import pytest

from symptoms.models import Collection, Favorite
from symptoms.models.collection import MAX_COLLECTIONS
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = make_user()
    client.force_login(user)
    return user


@pytest.fixture
def favorites(reader):
    for title in ("A", "B", "C"):
        Favorite.objects.save_item(reader, article=make_article(title, live=True).pk)
    return list(Favorite.objects.of(reader).order_by("pk"))


@pytest.fixture
def collection(reader, favorites):
    collection = Collection.objects.create(user=reader, name="Hot days")
    for favorite in favorites:
        collection.put(favorite)
    return collection


def order(client, collection):
    page = client.get(f"/favorites/collections/{collection.pk}/")
    return [entry.title for entry in page.context["entries"]]


def test_a_collection_is_made_and_listed(client, reader):
    response = client.post("/favorites/collections/", {"name": "Hot days"})
    mine = Collection.objects.get()

    assert response.url == f"/favorites/collections/{mine.pk}/"
    assert "Hot days" in client.get("/favorites/collections/").content.decode()


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("", "Enter a name for the collection."),
        ("Hot days", "You already have a collection with this name."),
        ("x" * 81, "at most 80"),
    ],
)
def test_a_name_that_cannot_be_is_refused_in_words(client, collection, name, complaint):
    response = client.post("/favorites/collections/", {"name": name})

    assert response.status_code == 422
    assert complaint in response.content.decode()
    assert Collection.objects.count() == 1


def test_two_people_may_use_the_same_name(client, reader):
    Collection.objects.create(user=make_user(), name="Hot days")
    client.post("/favorites/collections/", {"name": "Hot days"})

    assert Collection.objects.of(reader).get().name == "Hot days"


def test_there_is_an_end_to_how_many(client, reader):
    Collection.objects.bulk_create(
        Collection(user=reader, name=f"N{number}") for number in range(MAX_COLLECTIONS)
    )

    assert client.post("/favorites/collections/", {"name": "One more"}).status_code == 422


def test_a_favorite_is_put_in_several_and_taken_out(client, reader, favorites, collection):
    other = Collection.objects.create(user=reader, name="Other")
    address = f"/favorites/{favorites[0].pk}/"
    client.post(address, {"note": "", "collections": [collection.pk, other.pk]})
    assert (order(client, collection), order(client, other)) == (["A", "B", "C"], ["A"])

    client.post(address, {"note": "", "collections": [other.pk]})
    assert (order(client, collection), order(client, other)) == (["B", "C"], ["A"])
    assert Favorite.objects.count() == 3


def test_nobody_puts_a_favorite_into_a_strangers_collection(client, reader, favorites):
    strange = Collection.objects.create(user=make_user(), name="Strange")
    Collection.objects.create(user=reader, name="Mine")
    address = f"/favorites/{favorites[0].pk}/"
    response = client.post(address, {"note": "", "collections": [strange.pk]})

    assert response.status_code == 422
    assert strange.items.count() == 0
    with pytest.raises(ValueError, match="owner"):
        strange.put(favorites[0])


@pytest.mark.parametrize(
    ("index", "to", "expected"),
    [
        (0, "later", "BAC"),
        (2, "earlier", "ACB"),
        (1, "earlier", "BAC"),
        (0, "earlier", "ABC"),
        (2, "later", "ABC"),
        (1, "sideways", "ABC"),
        (1, "", "ABC"),
    ],
)
def test_buttons_move_a_favorite_by_one_place(client, favorites, collection, index, to, expected):
    data = {"favorite": favorites[index].pk, "to": to}
    client.post(f"/favorites/collections/{collection.pk}/move/", data)

    assert "".join(order(client, collection)) == expected


@pytest.mark.parametrize("favorite", ["", "x", "999999", "1" * 400, "-1"])
def test_moving_what_is_not_in_it_changes_nothing(client, collection, favorite):
    for verb in ("move", "remove"):
        data = {"favorite": favorite, "to": "later"}
        client.post(f"/favorites/collections/{collection.pk}/{verb}/", data)

    assert order(client, collection) == ["A", "B", "C"]


def test_taking_out_keeps_the_favorite(client, favorites, collection):
    for _ in range(2):
        data = {"favorite": favorites[1].pk}
        client.post(f"/favorites/collections/{collection.pk}/remove/", data)

    assert order(client, collection) == ["A", "C"]
    assert Favorite.objects.count() == 3


def test_deleting_takes_two_steps_and_keeps_the_favorites(client, collection):
    address = f"/favorites/collections/{collection.pk}/delete/"
    assert "Delete “Hot days”?" in client.get(address).content.decode()
    assert Collection.objects.count() == 1
    client.post(address)

    assert (Collection.objects.count(), Favorite.objects.count()) == (0, 3)


def test_a_new_name(client, collection):
    client.post(f"/favorites/collections/{collection.pk}/", {"name": "Cool days"})
    collection.refresh_from_db()

    assert collection.name == "Cool days"


@pytest.mark.parametrize("count", [1, 30])
def test_a_collection_asks_as_much_for_one_as_for_many(
    client, reader, count, django_assert_num_queries
):
    mine = Collection.objects.create(user=reader, name="Mine")
    for number in range(count):
        Favorite.objects.save_item(reader, article=make_article(f"A{number}", live=True).pk)
    for favorite in Favorite.objects.of(reader):
        mine.put(favorite)
    client.get(f"/favorites/collections/{mine.pk}/")
    with django_assert_num_queries(8):  # one is the count in the header
        client.get(f"/favorites/collections/{mine.pk}/")
