"""What readers see has a version, and whatever changes it moves the version."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from symptoms.models import (
    Article,
    Favorite,
    Feedback,
    IndexedWord,
    Review,
    SiteVersion,
    Symptom,
    Topic,
    site_version_triggers,
)
from symptoms.models.site_version_triggers import APPENDED, PRIVATE, install, public_tables
from symptoms.workflow import publishing
from tests.behind_the_cache import forget_that_this_transaction_moved_the_site as forget
from tests.factories import make_article, make_symptom, make_topic, make_user, publish
from tests.test_permissions import address, names, world

pytestmark = pytest.mark.django_db


def moves(change):
    """Whether `change` moves the version."""
    forget()
    before = SiteVersion.now()
    change()
    return SiteVersion.now() != before


def trigger_tables():
    """Each table with triggers of ours, and how many kinds of change they cover."""
    sql = {
        "sqlite": "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger'"
        " AND name LIKE '%moves_site' GROUP BY 1",
        "postgresql": "SELECT event_object_table, count(*) FROM information_schema.triggers"
        " WHERE trigger_name = 'symptoms_moves_site' GROUP BY 1",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return dict(cursor.fetchall())


def test_every_table_of_ours_has_the_triggers_unless_it_is_named_private():
    """A new model is covered without anybody thinking of it."""
    models = apps.get_app_config("symptoms").get_models(include_auto_created=True)
    wanted = {
        model._meta.db_table: 2 if model.__name__ in APPENDED else 3
        for model in models
        if model.__name__ not in PRIVATE
    }

    assert trigger_tables() == wanted
    assert {"symptoms_edition", "symptoms_symptom", "symptoms_review"} <= wanted.keys()


def test_installing_creates_what_is_missing_drops_what_is_not_wanted_and_leaves_the_rest(
    monkeypatch,
):
    whole = trigger_tables()
    with monkeypatch.context() as changed:
        fewer = {**public_tables(), "symptoms_topic": ("UPDATE",), "symptoms_tip": ("DELETE",)}
        del fewer["symptoms_tag"]
        changed.setattr(site_version_triggers, "public_tables", lambda: fewer)
        install()
    expected = whole | {"symptoms_topic": 1, "symptoms_tip": 1}
    del expected["symptoms_tag"]
    assert trigger_tables() == expected

    install()
    assert trigger_tables() == whole
    with CaptureQueriesContext(connection) as asked:
        install()
    assert [query["sql"] for query in asked if " TRIGGER " in query["sql"]] == []


def test_no_name_in_the_list_of_private_tables_is_outdated():
    models = {m.__name__ for m in apps.get_app_config("symptoms").get_models(True)}

    assert models >= PRIVATE | APPENDED


def test_no_public_page_reads_a_private_table():
    """Of an article they read its id and its uuid, which never change."""
    rows, public = world()
    reader = Client()
    with CaptureQueriesContext(connection) as asked:
        for name in names():
            if name.startswith("symptoms:"):
                reader.get(address(name, rows, public))
        reader.get("/search/?q=fatigue")
        reader.get("/search/?q=fatigeu")
    sql = " ".join(query["sql"] for query in asked)
    columns = set(re.findall(r'"symptoms_article"\."(\w+)"', sql))
    known = public_tables().keys() | {"symptoms_search", "symptoms_article"}

    assert set(re.findall(r'"(symptoms_\w+)"(?! AS)', sql)) & known > {"symptoms_edition"}
    assert {t for t in re.findall(r'"(symptoms_\w+)"', sql) if t in tables()} <= known
    assert columns <= {"id", "uuid"}


def tables():
    return set(connection.introspection.table_names())


def test_publishing_moving_and_withdrawing_move_it():
    article = make_article(tips=1)
    assert moves(lambda: publish(article))
    soon = timezone.now() + timedelta(hours=1)
    article.title = "Another"
    article.save()
    assert moves(lambda: publish(article, at=soon))
    assert moves(lambda: publishing.cancel(article.editions.scheduled().get()))
    assert moves(lambda: publishing.withdraw(article, reason="Why."))


def test_it_does_not_matter_how_a_row_is_written():
    topic, symptom = make_topic(), make_symptom("Fatigue")

    def by_hand():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE symptoms_symptom SET summary = '<p>By hand.</p>'")

    assert moves(lambda: Topic.objects.filter(pk=topic.pk).update(name="In bulk"))
    assert moves(lambda: Topic.objects.bulk_create([Topic(name="New", slug="new")]))
    assert moves(by_hand)
    assert moves(lambda: Symptom.objects.filter(pk=symptom.pk).delete())


def test_a_statement_that_ignores_conflicts_moves_it_too():
    """In a trigger, SQLite takes the conflict clause of the statement that fired it."""
    assert moves(lambda: IndexedWord.objects.bulk_create([IndexedWord(word="stiff")], ignore_conflicts=True))  # fmt: skip


def test_an_approval_moves_it_because_pages_name_the_reviewer():
    article = make_article(live=True)
    revision = article.revisions.first()

    assert moves(lambda: Review.objects.create(revision=revision, verdict=Review.Verdict.SUBMITTED))


def test_drafts_and_what_readers_keep_do_not_move_it():
    article, reader = make_article(tips=1, live=True), make_user()

    def typed():
        Article.objects.filter(pk=article.pk).update(title="A draft")
        publishing.save_revision(Article.objects.get(pk=article.pk))

    assert not moves(typed)
    assert not moves(lambda: Favorite.objects.create(user=reader, article=article))
    assert not moves(lambda: Feedback.objects.create(edition=article.editions.get(), answer="yes"))


def test_what_is_taken_back_does_not_move_it():
    make_topic("Old")
    forget()
    before = SiteVersion.now()
    with pytest.raises(KeyError), transaction.atomic():
        Topic.objects.update(name="New")
        raise KeyError
    assert SiteVersion.now() == before

    assert moves(lambda: Topic.objects.update(name="New"))
