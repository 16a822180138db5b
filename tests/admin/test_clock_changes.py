from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.urls import reverse
from django.utils import timezone

from symptoms.models import Article, Edition
from symptoms.workflow import publishing
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        # Clocks go forward at 01:00 UTC on 25 March 2040, and back at 01:00 UTC on 28 October.
        ("2040-03-25T00:59", datetime(2040, 3, 25, 0, 59, tzinfo=UTC)),
        ("2040-03-25T02:00", datetime(2040, 3, 25, 1, 0, tzinfo=UTC)),
        ("2040-10-28T00:59", datetime(2040, 10, 27, 23, 59, tzinfo=UTC)),
        ("2040-10-28T02:00", datetime(2040, 10, 28, 2, 0, tzinfo=UTC)),
    ],
)
def test_an_update_starts_to_the_second_beside_a_change_of_the_clocks(
    client, sign_in, settings, local, utc
):
    settings.TIME_ZONE = "Europe/London"
    article = make_article("Old", live=True)
    Article.objects.filter(pk=article.pk).update(title="New")
    baseline = article.revisions.first().number
    number = publishing.save_revision(article).number
    sign_in("Publisher")
    address = reverse("admin:symptoms_article_schedule", args=[article.pk])
    with timezone.override("Europe/London"):
        client.post(address, {"revision": number, "baseline": baseline, "at": local})

    assert Edition.objects.scheduled().get().live_from == utc
    second, page = timedelta(seconds=1), reverse("symptoms:article", args=[article.slug])
    client.logout()
    for moment, title in ((utc - second, "Old"), (utc, "New"), (utc + second, "New")):
        with mock.patch.object(timezone, "now", lambda moment=moment: moment):
            assert f"<h1>{title}</h1>" in client.get(page).content.decode()
