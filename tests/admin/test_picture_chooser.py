import pytest
from django.urls import reverse

from symptoms.models import Article
from tests.admin.forms import posted
from tests.factories import make_article, make_picture

pytestmark = pytest.mark.django_db
URL = reverse("admin:symptoms_article_pictures")


def test_the_dialog_lists_pictures_by_title_the_newest_first(client, sign_in):
    sign_in("Writer")
    chair, stove = make_picture("Kitchen chair", "A chair"), make_picture("Kitchen stove")
    make_picture("A field")
    found = client.get(URL, {"q": "KITCHEN"}).json()["pictures"]

    assert [choice["src"] for choice in found] == [
        f"/pictures/{picture.file.name}" for picture in (stove, chair)
    ]
    assert found[1]["title"] == f"Kitchen chair ({chair.width} × 30)"
    assert found[1]["alt"] == "A chair"
    assert len(client.get(URL).json()["pictures"]) == 3
    assert client.get(URL, {"q": "chair kitchen"}).json()["pictures"] == found[1:]


def test_a_picture_outside_its_place_is_told_when_the_article_is_saved(client, sign_in):
    sign_in("Writer")
    article, name = make_article(), make_picture().file.name
    address = reverse("admin:symptoms_article_change", args=[article.pk])
    img = f'<img src="/pictures/{name}" alt="A">'
    data = posted(client.get(address), body=f"<p>One {img}</p>{img}<p>Two</p>")
    response = client.post(address, data, follow=True)
    told = [str(message) for message in response.context["messages"]]

    assert Article.objects.get().body == f"<p>One </p>{img}<p>Two</p>"
    assert told[0].startswith(
        "Body: this was removed, because a text here can’t contain it: a picture. Check the text."
    )


def test_who_may_only_read_an_article_sees_the_pictures_of_its_body(client, sign_in):
    sign_in("Medical reviewer")
    picture = make_picture()
    article = make_article(body=f'<p>One.</p><img src="/pictures/{picture.file.name}" alt="A">')
    page = client.get(reverse("admin:symptoms_article_change", args=[article.pk])).content.decode()

    assert f'<p>One.</p><img src="/pictures/{picture.file.name}" alt="A">' in page


def test_alt_text_that_is_too_long_is_an_error_beside_the_body(client, sign_in):
    sign_in("Writer")
    article, name = make_article(), make_picture().file.name
    address = reverse("admin:symptoms_article_change", args=[article.pk])
    body = f'<p>One.</p><img src="/pictures/{name}" alt="{"x" * 151}">'
    response = client.post(address, posted(client.get(address), body=body))

    assert response.context["adminform"].form.errors == {
        "body": [f"The alt text “{'x' * 40}…” is too long. Use at most 150 characters."]
    }
