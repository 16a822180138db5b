import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_signing_out_of_the_admin_has_the_browser_forget_its_pages(client, sign_in):
    sign_in("Writer")
    response = client.post(reverse("admin:logout"))

    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get(reverse("admin:index")).status_code == 302


def test_opening_the_address_signs_nobody_out(client, sign_in):
    sign_in("Writer")
    client.get(reverse("admin:logout"))

    assert client.get(reverse("admin:index")).status_code == 200
