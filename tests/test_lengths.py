"""Lengths as browsers count them: a line break is one character, though browsers send two."""

import pytest
from django.apps import apps
from django.urls import reverse

from symptoms.admin.review_actions import ChangesForm
from symptoms.models import CareCallout, Favorite, Feedback
from symptoms.models.fields import Lines, PlainTextField
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = make_user()
    client.force_login(user)
    return user


def test_a_note_of_two_thousand_characters_with_line_breaks_is_kept(client, reader):
    favorite = Favorite.objects.create(user=reader, article=make_article("Fatigue", live=True))
    address = reverse("favorites:favorite", args=[favorite.pk])
    note = "a" + "\r\n" * 1998 + "b"
    assert client.post(address, {"note": note}).status_code == 302
    refused = client.post(address, {"note": note + "c"})

    favorite.refresh_from_db()
    assert favorite.note == "a" + "\n" * 1998 + "b"
    assert refused.status_code == 422
    assert "Your note has 2001 characters." in refused.content.decode()


@pytest.mark.parametrize(
    "field", [Feedback._meta.get_field("comment"), CareCallout._meta.get_field("signs"), ChangesForm.base_fields["reason"]]
)  # fmt: skip
def test_every_box_of_several_lines_counts_so(field):
    form_field = field if isinstance(field, Lines) else field.formfield()
    most = form_field.max_length
    text = "a" + "\r\n" * (most - 2) + "b"

    assert form_field.clean(text) == "a" + "\n" * (most - 2) + "b"
    with pytest.raises(Exception, match=f"Use at most {most} characters. You wrote {most + 1}."):
        form_field.clean(text + "c")
    assert "maxlength" not in form_field.widget.attrs


def test_every_column_of_plain_text_with_an_end_counts_so():
    found = {
        field
        for model in apps.get_models()
        for field in model._meta.fields
        if field.max_length and field.get_internal_type() == "TextField"
    }

    assert {field for field in found if not isinstance(field, PlainTextField)} == set()
    assert len(found) >= 4


@pytest.mark.parametrize("break_", ["\r\n", "\r", "\n"])
def test_line_breaks_are_stored_as_one_character_on_every_way_in(reader, break_):
    article = make_article("Fatigue", live=True)
    note = f"a{break_}b"
    created = Favorite.objects.create(user=reader, article=article, note=note)
    created.refresh_from_db()
    Favorite.objects.filter(pk=created.pk).update(note=note)
    updated = Favorite.objects.get()

    assert (created.note, updated.note) == ("a\nb", "a\nb")
