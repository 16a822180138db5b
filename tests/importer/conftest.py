"""A small but complete content folder, and ways to break it."""

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection

from symptoms.importer.loading import BadFolder, load
from tests.factories import picture_file

ARTICLE = """\
---
title: "Rest well"
standfirst: "How to rest before you are tired."
kind: information
topic: daily-life
symptoms: [fatigue]
tags: [energy, Rest]
author: ada-writer
picture: chair
series: first-steps
part: 1
related: [pace-yourself]
state: live
sources:
  - title: "A study of rest"
    publisher: "Journal of Rest"
    year: 2022
    url: "https://example.org/rest"
---
Rest is **not** sleep. Read [more about rest](https://example.org/more).

## Why it helps

- It is free
- It is easy

# Tips: Ways to rest

Pick one.

## Sit down before you cook

Put a chair in the kitchen.

## Stop early

Stop before you must.

# Closing

Rest is allowed.
"""

FILES = {
    "symptoms/fatigue.md": "---\nname: Fatigue\nvisibility: invisible\n---\nA lack of energy.\n",
    "topics/daily-life.md": "---\nname: Daily life\n---\nNormal days.\n",
    "series/first-steps.md": "---\nname: First steps\n---\nWhere to begin.\n",
    "contributors/ada-writer.md": (
        "---\nname: Ada Writer\nkind: staff\nrole: editor\nfictional: true\n---\nAda writes.\n"
    ),
    "sponsors/acme.md": "---\nname: Acme\nmakes: rolling walkers\nfictional: true\n---\n",
    "pictures/chair.md": (
        "---\ntitle: A chair\nfile: chair.png\nalt: A chair by a stove\ncredit: Own work\n---\n"
    ),
    "articles/rest-well.md": ARTICLE,
    "articles/pace-yourself.md": (
        "---\ntitle: Pace yourself\nkind: story\nauthor: ada-writer\nstate: draft\n---\nSlowly.\n"
    ),
}


class ContentFolder:
    """A folder on disk: write files, change words in them, load it, or list what is wrong."""

    def __init__(self, path):
        self.path = path

    def write(self, name, text):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def change(self, name, old, new):
        text = (self.path / name).read_text()
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def load(self, **options):
        return [str(change) for change in load(self.path, **options)]

    def problems(self):
        with pytest.raises(BadFolder) as caught:
            load(self.path)
        return [str(problem) for problem in caught.value.problems]


@pytest.fixture
def empty_folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    return ContentFolder(tmp_path / "content")


@pytest.fixture
def folder(empty_folder):
    for name, text in FILES.items():
        empty_folder.write(name, text)
    empty_folder.write("pictures/chair.png", picture_file().read())
    return empty_folder


def everything():
    """Every row of the product, what search knows, and the names of the stored pictures."""
    rows = {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in apps.get_app_config("symptoms").get_models(include_auto_created=True)
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM symptoms_search ORDER BY 1")
        rows["search"] = cursor.fetchall()
    try:
        rows["pictures"] = sorted(default_storage.listdir("")[1])
    except FileNotFoundError:
        rows["pictures"] = []
    return rows
