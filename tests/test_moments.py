"""Moments from outside, wherever they are typed, are refused beyond the years that pages can show."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from symptoms.models import Edition, Favorite, Review
from symptoms.web import moments, time_travel
from symptoms.workflow import publishing
from tests.factories import make_article, make_contributor, make_user

pytestmark = pytest.mark.django_db
ZONES = ["America/Los_Angeles", "Pacific/Kiritimati", "UTC"]
FAR = [
    "0001-01-01T00:00",
    "0001-01-01T00:00+14:00",
    "9999-12-31T23:59",
    "9999-12-31T23:59-12:00",
    "1899-12-31T00:00",
    "2201-01-01T00:00",
    "99999-01-01T00:00",
    "0000-00-00T00:00",
    "x",
]


@pytest.fixture(params=ZONES)
def editor(client, settings, request):
    settings.TIME_ZONE = request.param
    user = make_user(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


@pytest.mark.parametrize("moment", FAR)
def test_no_form_of_the_desk_takes_a_far_moment(client, editor, moment):
    article = make_article("Fatigue", live=True)
    number = publishing.save_revision(article).number
    make_contributor("Dr. Berg", kind="clinician", account=editor)
    forms = {
        "schedule": {"revision": number, "at": moment},
        "withdraw": {"reason": "Old.", "at": moment},
        "move": {"edition": article.editions.get().pk, "at": moment},
        "approve": {"revision": number, "next_due": moment.partition("T")[0], "reason": "x"},
    }
    before = Edition.objects.count(), Review.objects.count()
    for verb, data in forms.items():
        address = reverse(f"admin:symptoms_article_{verb}", args=[article.pk])
        assert client.post(address, data).status_code == 422, verb
    assert client.post(reverse("admin:symptoms_article_moment"), {"at": moment}).status_code == 200
    assert (Edition.objects.count(), Review.objects.count()) == before
    assert "moment" not in client.session


@pytest.mark.parametrize("kept", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "x", 5])
def test_a_far_moment_in_an_old_session_closes_no_page(client, editor, kept):
    session = client.session
    session[time_travel._KEY] = kept
    session.save()

    assert client.get("/").status_code == 200


@pytest.mark.parametrize("day", ["99999", "00000", "31000"])
def test_no_day_in_the_cookie_of_a_list_breaks_it(client, settings, day):
    article = make_article("Fatigue", live=True)
    for zone in ZONES:
        settings.TIME_ZONE = zone
        client.cookies["kept"] = f"own.a{article.pk}-{day}"
        assert client.get("/favorites/").status_code == 200
        assert client.get("/favorites/sheet/").status_code == 200


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", ["1900-01-01T00:00:00+00:00", "2200-12-31T23:59:59+00:00"])
def test_the_first_and_the_last_moment_that_are_taken_are_shown_in_every_zone(
    client, settings, zone, day
):
    settings.TIME_ZONE = zone
    user = make_user()
    client.force_login(user)
    Favorite.objects.create(
        user=user, article=make_article("Fatigue", live=True), created_at=moments.from_iso(day)
    )
    for address in ("/favorites/", "/favorites/yours/my-list.csv", "/favorites/yours/my-list.html"):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "text", [*FAR, "0001-01-01T00:00:00+14:00", "9" * 50, "", None, 5, "2026-01-01"]
)
def test_what_is_no_moment_of_ours_is_refused(text):
    with pytest.raises(ValueError, match="."):
        moments.from_iso(text)


def test_a_moment_in_any_zone_is_one_in_utc():
    assert moments.from_iso("2026-01-01T00:00:00+14:00") == datetime(2025, 12, 31, 10, tzinfo=UTC)
    assert moments.from_epoch("0") == datetime(1970, 1, 1, tzinfo=UTC)
