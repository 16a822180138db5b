"""One drawing per symptom, small and in the colors of the theme."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.factories import make_symptom

DEMO = Path(settings.BASE_DIR) / "symptoms" / "demo" / "symptoms"
MOTIFS = Path(settings.BASE_DIR) / "templates" / "site" / "motifs"


def test_every_demo_symptom_has_a_motif():
    assert {file.stem for file in MOTIFS.iterdir()} == {file.stem for file in DEMO.glob("*.md")}


@pytest.mark.parametrize("file", sorted(MOTIFS.iterdir()), ids=lambda file: file.stem)
def test_a_motif_is_small_and_has_no_colors_or_words_of_its_own(file):
    drawing = file.read_text()
    assert len(drawing.encode()) <= 4096
    assert [
        word for word in ("style", "fill=", "stroke=", "<text", "#", "href") if word in drawing
    ] == []


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "drawn"), [("Fatigue", "motif art"), ("Hiccups", "motif hills")])
def test_a_symptom_without_a_motif_shows_the_hills(client, name, drawn):
    symptom = make_symptom(name)
    page = client.get(symptom.get_absolute_url()).content.decode()
    assert [c for c in ("motif art", "motif hills") if f'<svg class="{c}' in page] == [drawn]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/symptoms/", "/search/?q=zebra"])
def test_lists_of_symptoms_show_the_drawing_of_each(client, address):
    make_symptom("Fatigue")
    make_symptom("Hiccups")
    listed = client.get(address).content.decode().partition('<main id="main"')[2]
    tiles = listed[listed.index("/symptoms/fatigue/") - 400 :]

    assert '<circle class="art-sun" cx="240" cy="196" r="54"/>' in tiles
    assert '<svg class="motif hills' in tiles
