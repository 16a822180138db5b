"""Copies of pictures in fixed widths: small, clean, and public only while their picture is."""

import io
import struct

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.urls import reverse
from PIL import Image, ImageCms

from symptoms.images import renditions
from symptoms.images.encoding import re_encoded
from symptoms.models import Picture
from symptoms.workflow import publishing
from tests.factories import (
    make_article,
    make_picture,
    make_preview_link,
    make_user,
    picture_file,
    publish,
)

pytestmark = pytest.mark.django_db


def wide_picture(width=1000, **fields):
    picture = Picture(title="Wide", alt="A wide field", **fields)
    picture.store(picture_file(size=(width, 40)))
    picture.save()
    return picture


def address(picture, ending):
    return reverse("symptoms:picture", args=[picture.file.name[:64] + ending])


def body(response):
    return b"".join(response.streaming_content)


def test_no_copy_is_wider_than_its_picture():
    stem = "a" * 64
    assert renditions.names(f"{stem}.webp", 1000, "avif") == [
        (f"{stem}-480.avif", 480),
        (f"{stem}-800.avif", 800),
        (f"{stem}.avif", 1000),
    ]
    assert renditions.names(f"{stem}.webp", 480, "webp") == [(f"{stem}.webp", 480)]


@pytest.mark.parametrize(
    ("ending", "fmt", "width"),
    [("-480.avif", "AVIF", 480), ("-800.webp", "WEBP", 800), (".avif", "AVIF", 1000)],
)
def test_a_copy_is_made_when_it_is_asked_for_and_kept(client, monkeypatch, ending, fmt, width):
    picture = wide_picture()
    publish(make_article(picture=picture))
    first = client.get(address(picture, ending))
    content = body(first)
    copy = Image.open(io.BytesIO(content))

    assert first.headers["Content-Type"] == f"image/{fmt.lower()}"
    assert (copy.format, copy.size) == (fmt, (width, round(40 * width / 1000)))
    assert set(copy.info) <= {"background", "loop", "timestamp", "duration"}
    monkeypatch.setattr(FileSystemStorage, "save", None)
    assert body(client.get(address(picture, ending))) == content
    known = client.get(address(picture, ending), headers={"If-None-Match": first.headers["ETag"]})
    assert known.status_code == 304


@pytest.mark.parametrize("ending", ["-1200.avif", "-480.png", "-481.avif", "-0480.webp", "-.webp"])
def test_other_copies_cannot_be_asked_for(client, ending):
    picture = wide_picture()
    publish(make_article(picture=picture))
    before = set(default_storage.listdir("")[1])

    assert client.get(f"/pictures/{picture.file.name[:64]}{ending}").status_code == 404
    assert set(default_storage.listdir("")[1]) == before


@pytest.mark.parametrize("ending", ["-480.avif", "-480.webp", ".avif", ".webp"])
def test_copies_are_public_as_long_as_their_picture_is(client, ending):
    draft, gone = wide_picture(1001), wide_picture(1002)
    publishing.save_revision(make_article("Draft", picture=draft))
    article = make_article("Gone", picture=gone, live=True)

    assert client.get(address(draft, ending)).status_code == 404
    assert client.get(address(gone, ending)).status_code == 200
    publishing.withdraw(article, reason="Old.")
    assert client.get(address(gone, ending)).status_code == 404
    client.force_login(make_user(is_staff=True))
    assert client.get(address(draft, ending)).status_code == 404
    client.force_login(make_user(is_staff=True, is_superuser=True))
    assert client.get(address(draft, ending)).status_code == 200


def test_a_preview_link_shows_copies_of_its_own_picture_and_no_other(client):
    shown, other = wide_picture(1003), wide_picture(1004)
    link = make_preview_link(make_article("Draft", picture=shown))
    statuses = [
        client.get(
            reverse("previews:picture", args=[link.pk, link.signature, f"{p.file.name[:64]}{end}"])
        ).status_code
        for p in (shown, other)
        for end in ("-480.avif", ".webp")
    ]

    assert statuses == [200, 200, 404, 404]
    page = client.get(link.secret_path).content.decode()
    assert f"{link.signature}/{shown.file.name[:64]}-480.avif 480w" in page
    assert f"/pictures/{shown.file.name[:64]}" not in page


def test_two_processes_that_make_a_copy_at_once_leave_one(monkeypatch):
    picture = wide_picture(1005)
    name = f"{picture.file.name[:64]}-480.webp"
    assert renditions.stored(default_storage, name)
    before = set(default_storage.listdir("")[1])
    exists, not_yet = FileSystemStorage.exists, iter([True, True])
    monkeypatch.setattr(
        FileSystemStorage,
        "exists",
        lambda storage, n: exists(storage, n) and not (n == name and next(not_yet, False)),
    )

    assert renditions.stored(default_storage, name)
    assert set(default_storage.listdir("")[1]) == before


def test_a_page_offers_the_widths_there_are_and_keeps_the_room(client):
    picture = wide_picture()
    article = make_article("Live", picture=picture, live=True)
    stem = f"/pictures/{picture.file.name[:64]}"
    for page, eager in ((article.get_absolute_url(), True), ("/", False)):
        shown = client.get(page).content.decode()
        for kind in ("avif", "webp"):
            widths = f"{stem}-480.{kind} 480w, {stem}-800.{kind} 800w, {stem}.{kind} 1000w"
            assert f'<source type="image/{kind}" srcset="{widths}" sizes="' in shown
        img = shown.partition(f'src="{stem}.webp"')[2].partition(">")[0]
        assert 'width="1000" height="40"' in img
        assert ('fetchpriority="high"' in img, 'loading="lazy"' in img) == (eager, not eager)


@pytest.mark.parametrize(
    ("x", "y", "classes"),
    [(50, 50, "focus-x-50 focus-y-50"), (0, 100, "focus-x-0 focus-y-100"), (34, 66, "focus-x-30 focus-y-70"), (95, 5, "focus-x-100 focus-y-0"), (59, 91, "focus-x-60 focus-y-100")],
)  # fmt: skip
def test_a_card_is_cut_around_the_focus(client, x, y, classes):
    make_article("Live", picture=wide_picture(focus_x=x, focus_y=y), live=True)

    assert f'class="card-picture {classes}"' in client.get("/").content.decode()


def test_an_editor_chooses_the_focus_and_no_text_changes(client):
    picture = make_picture()
    article = make_article("Live", picture=picture, live=True)
    client.force_login(make_user(is_staff=True, is_superuser=True))
    page = reverse("admin:symptoms_picture_change", args=[picture.pk])
    data = {"title": picture.title, "alt": picture.alt}
    refused = client.post(page, data | {"focus_x": 20, "focus_y": 101})
    picture.refresh_from_db()

    errors = refused.context["adminform"].form.errors
    assert (errors, picture.focus_y) == ({"focus_y": ["Use a number from 0 to 100."]}, 50)
    client.post(page, data | {"focus_x": 20, "focus_y": 100})
    picture.refresh_from_db()
    assert (picture.focus_x, picture.focus_y, article.revisions.count()) == (20, 100, 1)


def swapped_primaries():
    """The profile of a screen on which red and green have changed places."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    places = {}
    for entry in range(132, 132 + 12 * struct.unpack_from(">I", data, 128)[0], 12):
        places[bytes(data[entry : entry + 4])] = entry + 4
    red, green = places[b"rXYZ"], places[b"gXYZ"]
    data[red : red + 8], data[green : green + 8] = data[green : green + 8], data[red : red + 8]
    return bytes(data)


@pytest.mark.parametrize(
    ("profile", "strongest"), [(swapped_primaries(), 1), (b"no profile at all", 0), (None, 0)]
)
def test_colors_of_other_screens_are_translated_and_broken_profiles_ignored(profile, strongest):
    out = io.BytesIO()
    Image.new("RGB", (60, 40), (255, 0, 0)).save(out, "JPEG", icc_profile=profile)
    out.size = len(out.getvalue())
    stored = Image.open(re_encoded(out)[0])
    pixel = stored.convert("RGB").getpixel((30, 20))

    assert pixel.index(max(pixel)) == strongest
    assert "icc_profile" not in stored.info


def test_a_file_has_its_name_only_when_all_of_it_is_written(monkeypatch):
    def crash(*args, **kwargs):
        raise OSError("no power")

    stem = "f" * 64
    with monkeypatch.context() as patched, pytest.raises(OSError, match="no power"):
        patched.setattr("pathlib.Path.replace", crash)
        default_storage.save(f"{stem}.webp", picture_file())
    assert not default_storage.exists(f"{stem}.webp")
    assert default_storage.save(f"{stem}.webp", picture_file()) == f"{stem}.webp"
    assert default_storage.open(f"{stem}.webp").read() == picture_file().read()
