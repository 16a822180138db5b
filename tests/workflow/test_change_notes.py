import pytest

from symptoms.models import Edition
from symptoms.workflow import change_notes, publishing
from symptoms.workflow.publishing import PublishingError
from tests.factories import make_article


@pytest.mark.parametrize(
    "note",
    [
        "Take 10 mg in the evening.",
        "Now 2 tablets.",
        "The dose is 0.5ml.",
        "Vitamin D: 4000 IU",
        "Do it 3 times a day.",
        "Up to 50 % more",
        "5 µg",
    ],
)
def test_a_note_with_a_dose_is_noticed(note):
    assert change_notes.gives_a_dose(note)


@pytest.mark.parametrize(
    "note",
    [
        "The dose in the second tip was corrected.",
        "Two tips were added, and 1 link.",
        "Reviewed on November 26, 2026.",
        "3 sources are new.",
        "Version 2 of the guideline is cited.",
    ],
)
def test_other_notes_are_fine(note):
    assert not change_notes.gives_a_dose(note)


@pytest.mark.django_db
def test_nothing_is_published_with_a_dose_that_nobody_reviewed():
    revision = publishing.save_revision(make_article("Fatigue"))
    with pytest.raises(PublishingError, match="no reviewer has seen it"):
        publishing.publish(revision, change_note="Take 10 mg instead of 5 mg.")

    assert not Edition.objects.exists()
