"""Searches and filters that are longer, more numerous, or further out of range than any page
creates.
"""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.urls import reverse

from tests.factories import make_article, make_feedback, make_user

pytestmark = pytest.mark.django_db
LISTS = sorted(
    reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for model in filter(admin.site.is_registered, apps.get_models())
)
DATES = {
    reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"): [
        field.name for field in model._meta.fields if isinstance(field, models.DateField)
    ]
    for model in filter(admin.site.is_registered, apps.get_models())
}


@pytest.fixture
def editor(client):
    user = make_user(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


@pytest.mark.parametrize("address", LISTS)
def test_a_search_for_eleven_hundred_words_has_a_plain_answer(client, editor, address):
    for question in ("word " * 1100, "x" * 60_000, '"' + "word " * 1100, "fatigue"):
        assert client.get(address, {"q": question}).status_code == 200


def test_what_was_left_out_is_said_and_the_box_shows_the_rest(client, editor):
    make_article("Fatigue")
    page = client.get("/admin/symptoms/article/", {"q": "fatigue " * 1100})

    assert page.context["cl"].result_count == 1
    assert page.context["cl"].query == " ".join(["fatigue"] * 20)
    assert "We searched only for" in page.content.decode()


def test_a_field_that_completes_words_answers_eleven_hundred_of_them(client, editor):
    asked = {"app_label": "symptoms", "model_name": "article", "field_name": "topic"}
    answer = client.get("/admin/autocomplete/", asked | {"term": "word " * 1100})

    assert (answer.status_code, answer.json()["results"]) == (200, [])


@pytest.mark.parametrize("count", [101, 1_100])
@pytest.mark.parametrize("name", ["kind__exact", "topic__id__exact", "state", "q"])
def test_the_same_filter_over_and_over_is_refused_in_words(client, editor, name, count):
    query = "&".join(f"{name}={number}" for number in range(count))
    answer = client.get(f"/admin/symptoms/article/?{query}")

    assert answer.status_code == 400
    assert answer.content.decode().count("<h1") == 1


@pytest.mark.parametrize("address", ["/search/", "/", "/favorites/"])
def test_public_pages_take_as_many_words_and_parameters(client, editor, address):
    assert client.get(address, {"q": "word " * 1100}).status_code == 200
    assert client.get(f"{address}?{'&'.join(['symptom=x'] * 900)}").status_code == 200


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Kiritimati"])
def test_dates_beyond_the_calendar_are_refused_in_words_by_every_list(
    client, editor, settings, zone
):
    settings.TIME_ZONE = zone
    make_feedback(make_article("Fatigue", live=True))
    broken = []
    for address, names in DATES.items():
        for name in names:
            for lookup, value in FAR:
                status = client.get(address, {f"{name}{lookup}": value}).status_code
                if status >= 500:
                    broken.append((address, name, lookup, value))
    assert broken == []


FAR = [
    ("__gte", "0001-01-01"),
    ("__lt", "9999-12-31 23:59:59"),
    ("__gte", "0001-01-01 00:00:00+14:00"),
    ("", "0001-01-01"),
    ("__year", "0"),
    ("__year", "1"),
    ("__year", "9999"),
    ("__year", "99999999999999999999"),
    ("__year", "x"),
    ("__month", "99"),
    ("__day", "-1"),
]


def test_a_date_within_the_years_is_not_refused(client, editor):
    for value in ("2020-01-01", "1900-01-01", "2200-12-31 10:00"):
        answer = client.get("/admin/symptoms/article/", {"created_at__gte": value})
        assert answer.status_code in {200, 302}


MOMENTS = ["Mon, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Sat, 00 Jan 0000 99:99:99 GMT", "x"]  # fmt: skip


@pytest.mark.parametrize("moment", MOMENTS)
def test_no_date_in_a_header_breaks_a_page(client, moment):
    article = make_article("Fatigue", live=True)
    for address in ("/", "/feed/", "/sitemap.xml", article.get_absolute_url(), "/favicon.ico"):
        headers = {"if-modified-since": moment, "if-unmodified-since": moment}
        assert client.get(address, headers=headers).status_code < 500
