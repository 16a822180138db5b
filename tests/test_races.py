"""Writers that race. The larger versions of the same are in tests/stress/."""

import threading
import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from symptoms.models import (
    Article,
    Collection,
    CollectionItem,
    Edition,
    Favorite,
    SharedLink,
)
from symptoms.workflow import publishing
from symptoms.workflow.publishing import PublishingError, Then
from tests.factories import make_article, make_user
from tests.races import run_together

pytestmark = pytest.mark.django_db(transaction=True)


def race_on_an_article(writers, rounds):
    """Writers retitle, publish, schedule and cancel while two readers look; returns what they saw."""
    article = make_article("Fatigue", tips=2, live=True)
    finished = threading.Event()
    seen, left = [], [writers]

    def write(number):
        def run():
            try:
                for turn in range(rounds):
                    mine = Article.objects.get(pk=article.pk)
                    mine.title = f"Title {number}.{turn}"
                    mine.save(update_fields=["title"])
                    revision = publishing.save_revision(mine)
                    publishing.publish(revision, then=Then.KEEP)
                    later = timezone.now() + timedelta(days=1, seconds=number, microseconds=turn)
                    publishing.cancel(publishing.publish(revision, at=later, then=Then.KEEP))
            finally:
                left[0] -= 1
                if not left[0]:
                    finished.set()

        return run

    def read():
        while not finished.is_set():
            seen.append(Edition.objects.live().filter(article=article).count())
            time.sleep(0.002)

    failures = run_together(*[write(n) for n in range(writers)], read, read)
    return article, failures, seen


def newest_published(article):
    """Writers share one working copy: two that record at once may publish the same revision."""
    return article.editions.not_canceled().order_by("-live_from").first().revision


def test_readers_see_exactly_one_edition_while_writers_race():
    article, failures, seen = race_on_an_article(writers=4, rounds=5)

    assert failures == []
    assert set(seen) == {1}
    assert article.editions.live().get().revision == newest_published(article)
    assert list(article.revisions.order_by("number").values_list("number", flat=True)) == list(
        range(1, article.revisions.count() + 1)
    )


def test_one_of_many_articles_gets_a_contested_address():
    articles = [make_article(f"Article {n}") for n in range(8)]
    revisions = []
    for article in articles:
        Article.objects.exclude(pk=article.pk).filter(slug="wanted").update(
            slug=f"was-{article.pk}"
        )
        article.slug = "wanted"
        article.save()
        revisions.append(publishing.save_revision(article))
    failures = run_together(*[lambda r=revision: publishing.publish(r) for revision in revisions])

    assert [type(failure) for failure in failures] == [PublishingError] * 7
    assert Edition.objects.live().count() == 1


def press_together(clients, presses):
    """One reader presses save and remove in many tabs at once; returns what failed."""
    reader, article = make_user(), make_article(live=True)

    def press():
        for _ in range(presses):
            Favorite.objects.save_item(reader, article=article.pk)
            Favorite.objects.remove_item(reader, article=article.pk)
            Favorite.objects.save_item(reader, article=article.pk)

    failures = run_together(*[press] * clients)
    return reader, failures


def test_pressing_save_in_many_tabs_at_once_saves_once():
    reader, failures = press_together(clients=16, presses=5)

    assert failures == []
    assert Favorite.objects.of(reader).count() == 1


def press_in_tabs(verbs):
    """One reader, signed in once, presses these buttons for a tip at the same moment, a tab each.

    The tip was just taken off the list, with a note and a collection that come back with it. Returns
    the reader, what failed, and the statuses that are no 302.
    """
    reader = make_user()
    tip = make_article(live=True, tips=1).tips.get()
    favorite = Favorite.objects.create(user=reader, tip=tip, note="After lunch")
    Collection.objects.create(user=reader, name="Mine").put(favorite)
    first = Client()
    first.force_login(reader)
    first.post("/favorites/remove/", {"kind": "tip", "id": tip.pk})
    statuses = []

    def press(verb):
        tab = Client(raise_request_exception=False)
        tab.cookies = first.cookies
        answer = tab.post(f"/favorites/{verb}/", {"kind": "tip", "id": tip.pk})
        statuses.append(answer.status_code)

    failures = run_together(*[lambda v=verb: press(v) for verb in verbs])
    first.post("/favorites/add/", {"kind": "tip", "id": tip.pk})
    return reader, failures, [status for status in statuses if status != 302]


@pytest.mark.parametrize("verbs", [["add"], ["remove"], ["add", "remove"]], ids=" and ".join)
def test_the_same_button_in_many_tabs_at_once_is_no_error(verbs):
    reader, failures, errors = press_in_tabs(verbs * (16 // len(verbs)))

    assert (failures, errors) == ([], [])
    assert Favorite.objects.of(reader).count() == 1
    assert CollectionItem.objects.count() <= 1


def test_sharing_in_many_tabs_at_once_leaves_one_link():
    reader = make_user()
    collection = Collection.objects.create(user=reader, name="Mine")
    answers = []

    def press():
        client = Client()
        client.force_login(reader)
        address = f"/favorites/collections/{collection.pk}/share/"
        answers.append(client.post(address, {"days": "7"}).status_code)

    assert run_together(*[press] * 6) == []
    assert answers == [303] * 6
    assert SharedLink.objects.get().collection == collection
