"""The list of tags: how many articles have each, and which none has."""

import pytest

from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db
LIST = "/admin/symptoms/tag/"


def listed(client, query=""):
    rows = client.get(f"{LIST}{query}").context["cl"].result_list
    return [(tag.name, tag.articles) for tag in rows]


@pytest.fixture
def tags():
    """“Gone” is in a text that readers see, and no longer in the draft."""
    heat, gone = make_tag("heat"), make_tag("gone")
    make_tag("alone")
    make_article("One", tags=[heat])
    make_article("Two", tags=[heat, gone], live=True).tags.set([heat])


@pytest.mark.parametrize("role", ["Writer", "Publisher"])
def test_each_tag_has_the_number_of_its_articles(client, sign_in, tags, role):
    sign_in(role)

    assert listed(client) == [("alone", 0), ("gone", 0), ("heat", 2)]
    assert listed(client, "?o=-2")[0] == ("heat", 2)


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        ("none", [("alone", 0)]),
        ("some", [("gone", 0), ("heat", 2)]),
        ("nonsense", [("alone", 0), ("gone", 0), ("heat", 2)]),
    ],
)
def test_those_that_nobody_uses_are_found(client, sign_in, tags, use, expected):
    sign_in("Publisher")

    assert listed(client, f"?use={use}") == expected


@pytest.mark.parametrize("count", [1, 60])
def test_the_list_asks_as_much_for_one_as_for_many(
    client, sign_in, count, django_assert_num_queries
):
    sign_in("Publisher")
    for number in range(count):
        make_article(tags=[make_tag(f"tag {number}")])
    client.get(LIST)

    with django_assert_num_queries(8):
        client.get(LIST)
