"""The example of docs/content-folders.md can be copied and loaded as it stands."""

import re
from pathlib import Path

import pytest

from tests.factories import picture_file

GUIDE = Path(__file__).parents[2] / "docs" / "content-folders.md"


@pytest.mark.django_db
def test_the_example_of_the_guide_loads(empty_folder):
    found = re.findall(
        r"^`(\w+/[\w-]+\.md)`[^\n]*\n\n```markdown\n(.*?)^```", GUIDE.read_text(), re.M | re.S
    )
    for name, text in found:
        empty_folder.write(name, text)
    empty_folder.write("pictures/chair.png", picture_file().read())
    assert empty_folder.load() == [
        "created   symptom fatigue",
        "created   topic daily-life",
        "created   contributor ada-writer",
        "created   picture chair",
        "published article rest-well",
    ]
