import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
URL = reverse("admin:symptoms_article_link")


def test_the_dialog_gets_the_address_completed(client, sign_in):
    sign_in("Writer")

    assert client.get(URL, {"address": " www.example.org:8080/e"}).json() == {
        "address": "https://www.example.org:8080/e"
    }


def test_the_dialog_is_told_what_is_wrong(client, sign_in):
    sign_in("Writer")
    answer = client.get(URL, {"address": "javascript:alert(1)"}).json()

    assert list(answer) == ["problem"]
    assert "“javascript:alert(1)”" in answer["problem"]
    assert list(client.get(URL).json()) == ["problem"]
