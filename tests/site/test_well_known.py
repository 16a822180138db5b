"""Small files that programs request at fixed addresses, and how pages refer to them."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.utils import timezone
from PIL import Image

from symptoms.web.display_preferences import PAPER

pytestmark = pytest.mark.django_db
TOKENS = Path(django_settings.BASE_DIR, "static/css/tokens.css").read_text()
THEME_COLOR = re.compile(r'<meta name="theme-color"( media="[^"]*")? content="([^"]*)">')


def picture(address):
    return Image.open(finders.find(address.removeprefix("/static/")))


def with_contact(settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"CONTACT_EMAIL": "hello@example.org"}


def test_security_txt_says_whom_to_tell_and_until_when(client, settings):
    with_contact(settings)
    response = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    expires = datetime.fromisoformat(fields.pop("Expires"))

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert fields == {
        "Contact": "mailto:hello@example.org",
        "Preferred-Languages": "en",
        "Canonical": "http://testserver/.well-known/security.txt",
    }
    assert timedelta(days=120) < expires - timezone.now() < timedelta(days=365)


def test_without_an_address_there_is_no_security_txt(client):
    assert client.get("/.well-known/security.txt").status_code == 404


def test_the_manifest_names_the_site_and_icons_that_exist(client):
    response = client.get("/manifest.webmanifest")
    data = response.json()
    icons = data.pop("icons")

    assert response["Content-Type"] == "application/manifest+json"
    assert data == {
        "name": "Symptom Series",
        "short_name": "Symptom Series",
        "lang": "en-us",
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "browser",
        "background_color": "#fbf7f0",
        "theme_color": "#fbf7f0",
    }
    assert [icon["sizes"] for icon in icons] == ["any", "192x192", "512x512"]
    assert finders.find(icons[0]["src"].removeprefix("/static/"))
    for icon in icons[1:]:
        assert "{}x{}".format(*picture(icon["src"]).size) == icon["sizes"]


def test_the_manifests_icons_have_addresses_that_change_with_them(client, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    from django.contrib.staticfiles.storage import staticfiles_storage

    staticfiles_storage.hashed_files = {}
    for name in ("icon.svg", "icon-192.png", "icon-512.png"):
        staticfiles_storage.hashed_files[name] = name.replace(".", ".abc123.")
    icons = client.get("/manifest.webmanifest").json()["icons"]

    assert {icon["src"].split(".")[1] for icon in icons} == {"abc123"}


def test_the_icon_that_everybody_asks_for_is_there_in_three_sizes(client):
    response = client.get("/favicon.ico")

    assert (response.status_code, response.url) == (302, "/static/favicon.ico")
    assert picture(response.url).ico.sizes() == {(16, 16), (32, 32), (48, 48)}


def test_every_page_names_the_icons(client):
    html = client.get("/").content.decode()
    links = dict(re.findall(r'<link rel="([^"]*icon|manifest)"[^>]* href="([^"]*)"', html))

    assert links == {
        "icon": "/static/icon.svg",
        "apple-touch-icon": "/static/icon-180.png",
        "manifest": "/manifest.webmanifest",
    }
    assert picture(links["apple-touch-icon"]).size == (180, 180)


def test_the_window_takes_on_the_color_of_the_page(client):
    assert THEME_COLOR.findall(client.get("/").content.decode()) == [
        (' media="(prefers-color-scheme: light)"', "#fbf7f0"),
        (' media="(prefers-color-scheme: dark)"', "#12191b"),
    ]
    client.cookies["reading"] = "theme-hc-dark"
    assert THEME_COLOR.findall(client.get("/").content.decode()) == [("", "#000000")]


def test_the_color_of_the_page_is_that_of_the_stylesheet():
    themes = re.findall(r'^\[data-theme="([\w-]+)"\] \{[^}]*?--c-bg: (#\w+);', TOKENS, re.MULTILINE)

    assert dict(themes) == PAPER


def test_the_shared_picture_is_as_large_as_it_is_said_to_be_and_light():
    file = Path(finders.find("share.png"))

    assert Image.open(file).size == (1200, 630)
    assert file.stat().st_size < 100_000
