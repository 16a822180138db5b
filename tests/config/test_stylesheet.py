"""One stylesheet from many files: all of them are in it, and it is served, hashed and compressed as one."""

import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command

from config.storage import StaticFiles
from config.stylesheet import PARTS, PRINT, STYLESHEET, StylesheetFinder, stylesheet

CSS = Path(django_settings.BASE_DIR, "static", "css")


@pytest.fixture
def collected(settings, tmp_path):
    """The names of what collectstatic makes of a stylesheet: `collected("a")`, in a folder of its own."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "config.storage.StaticFiles"}
    }
    settings.STATICFILES_FINDERS = [
        "django.contrib.staticfiles.finders.FileSystemFinder",
        "config.stylesheet.StylesheetFinder",
    ]

    def collect(name):
        settings.STATIC_ROOT = tmp_path / name
        call_command("collectstatic", "--noinput", verbosity=0)
        return StaticFiles(location=tmp_path / name, base_url="/static/")

    return collect


def test_every_stylesheet_of_readers_is_one_of_its_parts():
    files = {path.relative_to(CSS).as_posix() for path in CSS.rglob("*.css")}

    assert {name for name in files if not name.startswith("admin")} == {*PARTS, PRINT}
    assert len(PARTS) == len(set(PARTS))


@pytest.mark.parametrize("name", [*PARTS, PRINT])
def test_a_part_is_complete(name):
    text = re.sub(r"/\*.*?\*/", "", (CSS / name).read_text(), flags=re.S)

    assert "/*" not in text
    assert text.count("{") == text.count("}")


def test_the_rules_for_paper_come_last_and_hold_on_paper_only():
    start = "\n@media print {\n" + (CSS / PRINT).read_text()

    assert stylesheet(CSS).endswith(f"{start}}}\n")


def test_the_file_is_written_again_only_after_a_change(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    finder = StylesheetFinder()
    finder.parts = shutil.copytree(CSS, tmp_path / "css")
    path = Path(finder.find(STYLESHEET))
    first = path.stat()
    assert finder.find(STYLESHEET, find_all=True) == [str(path)]
    assert path.stat().st_mtime_ns == first.st_mtime_ns and path.stat().st_ino == first.st_ino
    (finder.parts / "components" / "card.css").write_text(".card { margin: 1rem; }\n")

    assert ".card { margin: 1rem; }" in Path(finder.find(STYLESHEET)).read_text()
    assert [one.name for one in path.parent.iterdir()] == ["site.css"]
    assert finder.find("css/other.css") == []


@pytest.mark.parametrize("part", [PARTS[0], "components/tip.css", PRINT])
def test_a_change_of_any_part_changes_the_name_and_the_digest(
    collected, tmp_path, part, monkeypatch
):
    parts = shutil.copytree(CSS, tmp_path / "css")
    monkeypatch.setattr("config.stylesheet.stylesheet", lambda folder: stylesheet(parts))
    before = collected("before")
    with (parts / part).open("a") as file:
        file.write(".tip { margin: 1rem; }\n")
    after = collected("after")

    assert before.stored_name(STYLESHEET) != after.stored_name(STYLESHEET)
    assert before.integrity(STYLESHEET) != after.integrity(STYLESHEET)
    for ending in ("", ".gz", ".br"):
        assert after.exists(after.stored_name(STYLESHEET) + ending)
        assert after.exists(STYLESHEET + ending)


@pytest.mark.parametrize("template", ["base", "500", "503", "favorites/offline/copy"])
def test_a_page_asks_for_one_stylesheet(template):
    source = Path(django_settings.BASE_DIR, "templates", f"{template}.html").read_text()

    assert re.findall(r'<link rel="stylesheet"[^>]*?/?(css/[\w.-]+)', source) == [STYLESHEET]


@pytest.mark.django_db
def test_the_stylesheet_is_served_by_its_plain_name(client, settings):
    settings.WHITENOISE_USE_FINDERS = True
    answer = client.get(f"/static/{STYLESHEET}")

    assert b"".join(answer.streaming_content).decode() == stylesheet(CSS)
    assert answer["Content-Type"] == 'text/css; charset="utf-8"'
