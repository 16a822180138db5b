import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from config.storage import WholeFiles
from symptoms.images.encoding import MAX_SIDE_PX, MOVING, NOT_A_PICTURE, TOO_LARGE, re_encoded
from symptoms.models import Picture
from symptoms.workflow import publishing
from tests.factories import make_article, make_picture, make_user, picture_file, publish

pytestmark = pytest.mark.django_db


def upload(content, name="picture.png"):
    return SimpleUploadedFile(name, content)


def image_bytes(fmt="PNG", size=(60, 40), mode="RGB", **save):
    out = io.BytesIO()
    Image.new(mode, size).save(out, fmt, **save)
    return out.getvalue()


def chunk(kind, data):
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def png_header(width, height):
    return b"\x89PNG\r\n\x1a\n" + chunk(
        b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    )


def bomb(width, height):
    rows = zlib.compress(b"\0" * (width * 3 + 1) * 10, 9)
    return png_header(width, height) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def mpo():
    out = io.BytesIO()
    first, second = Image.new("RGB", (60, 40), "red"), Image.new("RGB", (60, 40), "blue")
    first.save(out, "MPO", save_all=True, append_images=[second])
    return out.getvalue()


def jpeg_with_gps():
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    return image_bytes("JPEG", exif=exif)


def animated_webp():
    frames = [Image.new("RGB", (10, 10), color) for color in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


REFUSED = {
    "empty": b"",
    "words": b"I am not a picture.",
    "eps named png": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\nshowpage\n",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "pdf": b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n",
    "html": b"<!doctype html><script>alert(1)</script>",
    "bmp": image_bytes("BMP"),
    "tiff": image_bytes("TIFF"),
    "ico": image_bytes("ICO", size=(16, 16)),
    "truncated jpeg": image_bytes("JPEG", size=(400, 300))[:900],
    "png without pixels": png_header(10, 10),
    "lying header": png_header(1, 1) + chunk(b"IDAT", b"zzz") + chunk(b"IEND", b""),
    "zip": b"PK\x03\x04" + b"\0" * 200,
    "nulls": b"\0" * 5000,
    "animated": animated_webp(),
    "gif": image_bytes("GIF", mode="P"),
    "bomb of 169 million pixels": bomb(13000, 13000),
    "bomb of 4 thousand million pixels": bomb(65000, 65000),
    "one pixel high and a million wide": bomb(1_000_000, 100),
}
ACCEPTED = {
    "png": image_bytes(),
    "jpeg": image_bytes("JPEG"),
    "webp": image_bytes("WEBP"),
    "camera jpeg with a second picture inside": mpo(),
    "palette": image_bytes("PNG", mode="P"),
    "grey": image_bytes("PNG", mode="L"),
    "16 bit": image_bytes("PNG", mode="I;16"),
    "cmyk": image_bytes("JPEG", mode="CMYK"),
    "transparent": image_bytes("PNG", mode="RGBA"),
    "black and white": image_bytes("PNG", mode="1"),
    "gps": jpeg_with_gps(),
    "html after the picture": image_bytes() + b"<script>alert('after')</script>",
    "large": image_bytes("JPEG", size=(3000, 2000)),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_picture_for_us_is_refused_in_words(name):
    with pytest.raises(ValidationError) as caught:
        re_encoded(upload(REFUSED[name]))
    assert caught.value.messages[0] in {NOT_A_PICTURE, TOO_LARGE, MOVING}


@pytest.mark.parametrize("name", ACCEPTED)
def test_pictures_come_out_as_clean_webp(name):
    content, width, height = re_encoded(upload(ACCEPTED[name]))
    data = content.read()
    picture = Image.open(io.BytesIO(data))

    assert (picture.format, picture.size) == ("WEBP", (width, height))
    assert max(picture.size) <= MAX_SIDE_PX
    assert dict(picture.getexif()) == {}
    for secret in (b"SecretCamera", b"script", b"EXIF"):
        assert secret not in data


def test_a_comment_in_a_png_does_not_survive():
    note = PngInfo()
    note.add_text("Comment", "<script>alert(1)</script>", zip=True)
    content, _width, _height = re_encoded(upload(image_bytes(pnginfo=note)))

    assert b"script" not in content.read()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_photo_is_turned_back(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    _content, width, height = re_encoded(upload(image_bytes("JPEG", size=(60, 40), exif=exif)))

    assert (width, height) == ((60, 40) if orientation <= 4 else (40, 60))


def test_a_file_of_more_than_ten_megabytes_is_refused_unread():
    with pytest.raises(ValidationError) as caught:
        re_encoded(upload(b"x" * (10 * 1024 * 1024 + 1)))
    assert caught.value.messages == [TOO_LARGE]


def test_the_stored_name_is_the_hash_whatever_the_upload_was_called():
    picture = Picture(title="x", alt="x")
    picture.store(picture_file(name="../../etc/passwd.png"))

    assert len(picture.file.name) == 69
    assert default_storage.exists(picture.file.name)


def add_through_the_form(client, file, **fields):
    staff = make_user(is_staff=True, is_superuser=True)
    client.force_login(staff)
    data = {"title": "A", "alt": "A field", "upload": file} | fields
    return client.post(reverse("admin:symptoms_picture_add"), data)


@pytest.mark.parametrize("name", REFUSED)
def test_the_form_refuses_with_a_message_beside_the_field(client, name):
    response = add_through_the_form(client, upload(REFUSED[name]))

    assert list(response.context["adminform"].form.errors) == ["upload"]
    assert Picture.objects.count() == 0


def test_the_form_stores_a_picture(client):
    add_through_the_form(client, picture_file())

    assert Picture.objects.get().width == 40


def test_the_same_picture_twice_is_refused_in_words(client):
    add_through_the_form(client, picture_file())
    response = add_through_the_form(client, picture_file())

    assert "already" in response.context["adminform"].form.errors["upload"][0]
    assert Picture.objects.count() == 1


def test_a_form_that_is_refused_stores_no_file(client):
    before = set(default_storage.listdir("")[1])
    response = add_through_the_form(client, picture_file(size=(77, 11)), title="")

    assert list(response.context["adminform"].form.errors) == ["title"]
    assert set(default_storage.listdir("")[1]) == before


def test_another_alt_text_is_another_text_of_the_articles_that_show_it(client):
    picture = make_picture()
    article = make_article("Live", picture=picture, live=True)
    client.force_login(make_user(is_staff=True, is_superuser=True))
    data = {"title": "A", "alt": "Something else", "focus_x": 50, "focus_y": 50}
    client.post(reverse("admin:symptoms_picture_change", args=[picture.pk]), data)

    assert article.revisions.first().as_content().picture.alt == "Something else"
    assert type(article).objects.with_state().get().has_newer_draft is True


@pytest.mark.parametrize("fields", [{"alt": ""}, {"alt": "A field", "is_decorative": "on"}])
def test_alt_text_or_decorative_but_not_both(client, fields):
    response = add_through_the_form(client, picture_file(), **fields)

    assert "alt text" in str(response.context["adminform"].form.errors)
    assert Picture.objects.count() == 0


def test_a_picture_cannot_be_exchanged(client):
    picture = make_picture()
    client.force_login(make_user(is_staff=True, is_superuser=True))
    data = {"title": "A", "alt": "B", "focus_x": 50, "focus_y": 50}
    data |= {"upload": picture_file(color="red")}
    client.post(reverse("admin:symptoms_picture_change", args=[picture.pk]), data)
    changed = Picture.objects.get()

    assert (changed.alt, changed.file.name) == ("B", picture.file.name)


def test_only_pictures_of_live_articles_are_public(client):
    draft, live, gone = make_picture(), make_picture(), make_picture()
    publishing.save_revision(make_article("Draft", picture=draft))
    publish(make_article("Live", picture=live))
    publishing.withdraw(make_article("Gone", picture=gone, live=True), reason="Old.")
    statuses = [client.get(p.get_absolute_url()).status_code for p in (draft, live, gone)]

    assert statuses == [404, 200, 404]


def test_a_picture_is_answered_with_304_when_it_is_known(client):
    picture = make_picture()
    publish(make_article(picture=picture))
    first = client.get(picture.get_absolute_url())
    again = client.get(picture.get_absolute_url(), headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Content-Type"] == "image/webp"
    assert again.status_code == 304


def test_the_file_of_a_withdrawn_picture_answers_no_304(client):
    picture = make_picture()
    article = make_article(picture=picture, live=True)
    etag = client.get(picture.get_absolute_url()).headers["ETag"]
    publishing.withdraw(article, reason="Old.")

    again = client.get(picture.get_absolute_url(), headers={"If-None-Match": etag})
    assert again.status_code == 404


RANGES = {
    "bytes=0-9": (206, slice(0, 10)),
    "bytes=10-": (206, slice(10, None)),
    "bytes=-5": (206, slice(-5, None)),
    "bytes=0-99999999": (206, slice(0, None)),
    "bytes=-99999999": (206, slice(0, None)),
    "bytes=99999999-": (416, None),
    "bytes=-0": (416, None),
    "bytes=9-3": (416, None),
    "bytes=-": (416, None),
    "bytes=0-1,4-5": (200, slice(0, None)),
    "lines=0-1": (200, slice(0, None)),
    "bytes=a-b": (200, slice(0, None)),
}


@pytest.mark.parametrize("asked", RANGES)
def test_a_part_of_a_picture_can_be_asked_for(client, asked):
    status, expected = RANGES[asked]
    picture = make_picture()
    publish(make_article(picture=picture))
    whole = client.get(picture.get_absolute_url()).getvalue()
    response = client.get(picture.get_absolute_url(), headers={"Range": asked})
    content = response.getvalue()

    assert (response.status_code, content) == (status, whole[expected] if expected else b"")
    assert response.headers["Accept-Ranges"] == "bytes"
    if status == 206:
        start = whole.index(content)
        said = f"bytes {start}-{start + len(content) - 1}/{len(whole)}"
        assert response.headers["Content-Range"] == said
    if status == 416:
        assert response.headers["Content-Range"] == f"bytes */{len(whole)}"


def test_a_part_of_another_version_gets_the_whole_picture(client):
    picture = make_picture()
    publish(make_article(picture=picture))
    headers = {"Range": "bytes=0-9", "If-Range": '"another"'}

    assert client.get(picture.get_absolute_url(), headers=headers).status_code == 200
    etag = client.get(picture.get_absolute_url()).headers["ETag"]
    headers["If-Range"] = etag
    assert client.get(picture.get_absolute_url(), headers=headers).status_code == 206


class _ReadOnly:
    """A place for pictures that can be read, but not written."""

    def __getattr__(self, name):
        return getattr(default_storage, name)

    def save(self, name, content):
        raise OSError(30, "Read-only file system")


class _Away(_ReadOnly):
    def exists(self, name):
        raise OSError("The object store does not answer.")

    open = save = exists


@pytest.mark.parametrize(("place", "status"), [(_ReadOnly, 200), (_Away, 503)])
@pytest.mark.django_db
def test_a_place_for_pictures_that_fails_is_no_server_error(client, monkeypatch, place, status):
    picture = make_picture()
    make_article("Pain", live=True, picture=picture)
    monkeypatch.setattr("symptoms.site.pictures.default_storage", place())
    answer = client.get(f"/pictures/{picture.file.name.replace('.webp', '.avif')}")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (status, "no-store")
    if status == 200:
        assert answer.headers["Content-Type"] == "image/webp"
        assert answer.getvalue() == default_storage.open(picture.file.name).read()


class _TooMuch(ContentFile):
    """The beginning of it fits on the disk."""

    def chunks(self, *arguments):
        yield self.read(4)
        raise OSError(28, "No space left on device")


def test_a_picture_that_does_not_fit_on_the_disk_leaves_nothing_behind(tmp_path):
    with pytest.raises(OSError, match="No space left"):
        WholeFiles(location=tmp_path).save("a.webp", _TooMuch(b"all of it"))

    assert list(tmp_path.rglob("*")) == []


@pytest.mark.django_db
def test_an_editor_s_words_come_back_when_a_picture_cannot_be_stored(admin_client, monkeypatch):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("config.storage.WholeFiles._save", full)
    answer = admin_client.post(
        "/admin/symptoms/picture/add/",
        {"title": "A chair", "alt": "A chair by a window", "upload": upload(image_bytes())},
    )

    assert answer.status_code == 200
    assert "The picture could not be stored" in answer.text
    assert "A chair by a window" in answer.text
    assert Picture.objects.count() == 0
