"""The queries of each public page, and how long they take: `measure()` prints a line for each page.

Runs inside the site (`manage.py shell`) on an archive that `bench.archive` filled.
"""

from contextlib import contextmanager
from time import perf_counter

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from symptoms.models import Article, Favorite, Tip

TIMES = 6


def measure() -> None:
    """A line for each page: how many queries it makes, and the fewest milliseconds for them and in
    total.
    """
    anonymous, reader = Client(SERVER_NAME="localhost"), _reader()
    for name, path in pages().items():
        client = reader if path.startswith("/favorites/") else anonymous
        print(f"{name:28}{_cost(client, path)}", flush=True)


def pages() -> dict[str, str]:
    """The path of each kind of page, by its name."""
    article = Article.objects.order_by("pk")[Article.objects.count() // 2]
    tip = article.tips.first()
    return {
        "home": "/",
        "article": article.get_absolute_url(),
        "tip": tip.get_absolute_url(),
        "symptom": "/symptoms/symptom-walk/",
        "topic": "/topics/topic-3/",
        "tag": "/tags/tag-walk/",
        "contributor": "/contributors/ada-writer/",
        "feed": "/feed/",
        "feed of a symptom": "/symptoms/symptom-walk/feed/",
        "search: a word in 1 of 8": "/search/?q=nurse+walk+plan",
        "search: a broad word": "/search/?q=rest",
        "search: the": "/search/?q=the",
        "search: a symptom": "/search/?q=symptom+walk",
        "search: mistyped": "/search/?q=kitchne",
        "sitemap index": "/sitemap.xml",
        "sitemap of symptoms": "/sitemap-symptoms.xml",
        "favorites, 500": "/favorites/",
        "sheet": "/favorites/sheet/",
    }


def _reader():
    user, _new = get_user_model().objects.get_or_create(email="bench@example.org")
    if not Favorite.objects.filter(user=user).exists():
        tips = Tip.objects.order_by("pk").values_list("pk", flat=True)
        step = max(1, len(tips) // 500)
        Favorite.objects.bulk_create(Favorite(user=user, tip_id=pk) for pk in tips[::step][:500])
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def _cost(client, path):
    runs = [_once(client, path) for _ in range(TIMES)]
    status, count, *_times = runs[-1]
    sql, whole = (1000 * min(run[place] for run in runs) for place in (2, 3))
    return f"{status} {count:4} questions {sql:9.1f} {whole:9.1f} ms"


def _once(client, path):
    with _timed() as spent:
        start = perf_counter()
        response = client.get(path)
        b"".join(response)
        return response.status_code, len(spent), sum(spent), perf_counter() - start


@contextmanager
def _timed():
    spent: list[float] = []

    def timed(execute, *args):
        start = perf_counter()
        try:
            return execute(*args)
        finally:
            spent.append(perf_counter() - start)

    with connection.execute_wrapper(timed):
        yield spent
