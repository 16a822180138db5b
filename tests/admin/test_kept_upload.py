"""A picture that was chosen before another field's error is still there at the next try."""

import re
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from symptoms.admin import kept_upload
from symptoms.models import Picture
from tests.factories import make_user, picture_file

pytestmark = pytest.mark.django_db
ADD = reverse("admin:symptoms_picture_add")


@pytest.fixture
def editor(client):
    user = make_user(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def refused(client, **data):
    page = client.post(ADD, {"title": "", "alt": "A field"} | data)
    found = re.search(r'name="kept" value="([^"]*)"', page.content.decode())
    return found[1] if found else "", page


def test_the_file_need_not_be_chosen_again(client, editor):
    word, page = refused(client, upload=picture_file(size=(77, 11)))
    assert "The file you chose is kept." in page.content.decode()
    assert list(page.context["adminform"].form.errors) == ["title"]

    client.post(ADD, {"title": "A", "alt": "A field", "kept": word})
    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (77, 11)
    assert client.get(picture.get_absolute_url()).status_code == 200


def test_it_is_kept_through_several_errors(client, editor):
    word, _page = refused(client, upload=picture_file(size=(77, 11)))
    for _try in range(3):
        word, _page = refused(client, kept=word)
    client.post(ADD, {"title": "A", "alt": "A field", "kept": word})

    assert Picture.objects.get().width == 77


def test_another_file_takes_its_place(client, editor):
    word, _page = refused(client, upload=picture_file(size=(77, 11)))
    client.post(
        ADD, {"title": "A", "alt": "A", "kept": word, "upload": picture_file(size=(20, 20))}
    )

    assert Picture.objects.get().width == 20


def test_the_word_of_somebody_else_or_a_made_up_one_is_no_picture(client, editor):
    word, _page = refused(client, upload=picture_file())
    client.force_login(make_user(is_staff=True, is_superuser=True))
    for sent in (word, "made-up", f"{word}x", "../../etc/passwd", ""):
        page = client.post(ADD, {"title": "A", "alt": "A field", "kept": sent})
        assert list(page.context["adminform"].form.errors) == ["upload"], sent

    assert Picture.objects.count() == 0


def test_a_bad_file_is_not_kept(client, editor):
    word, page = refused(client, upload=picture_file().__class__("x.png", b"no picture"))

    assert word == ""
    assert set(page.context["adminform"].form.errors) == {"title", "upload"}


def test_what_nobody_came_back_for_is_swept_after_a_day(client, editor, monkeypatch):
    refused(client, upload=picture_file(size=(77, 11)))
    old = default_storage.listdir(kept_upload.FOLDER)[1]
    later = timezone.now() + timedelta(hours=25)
    monkeypatch.setattr(timezone, "now", lambda: later)
    refused(client, upload=picture_file(size=(20, 20)))

    assert not set(old) & set(default_storage.listdir(kept_upload.FOLDER)[1])


def test_a_waiting_picture_has_no_address(client, editor):
    refused(client, upload=picture_file(size=(77, 11)))
    name = default_storage.listdir(kept_upload.FOLDER)[1][-1]

    client.logout()
    assert client.get(f"/pictures/{name}").status_code == 404
    assert client.get(f"/pictures/{kept_upload.FOLDER}/{name}").status_code == 404
