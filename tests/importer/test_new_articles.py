"""Large folders: new articles are prepared before the transaction that makes everything public."""

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from symptoms.importer import loading, new_articles, reserved_ids, staged_index
from symptoms.importer.loading import BadFolder, load
from symptoms.models import Article, Edition, Tag, Topic
from symptoms.workflow import events
from tests.importer.conftest import everything

pytestmark = pytest.mark.django_db

PACE = """\
---
title: Pace yourself
standfirst: Do a little, then rest.
topic: daily-life
general: true
tags: [energy, plan ahead]
author: ada-writer
checked_by: nora-nurse
reviewed: 2026-01-05
published: 2019-03-01
sponsor: acme
sponsor_role: paid_for
related: [rest-well]
state: live
callouts:
  - level: non_urgent
    signs: ["you need longer than a day", "it gets worse"]
  - level: urgent
    signs: [you fall]
questions: [What may help me?, "Who else can I ask?"]
sources:
  - title: A guideline
    url: www.example.org/guideline
---
Go slowly. [What we say about rest](/articles/rest-well/), and [about tiredness](../symptoms/fatigue.md).

![A chair by a stove](chair.png)

# Tips: Ways to pace

## Sit down

Sit before you must.

### Short form

Sit down early.
"""
NURSE = "---\nname: Nora Nurse\nkind: clinician\nrole: MS nurse\n---\nNora.\n"


@pytest.fixture
def live_folder(folder):
    """The folder with nothing but live articles, which show everything that one can."""
    folder.write("articles/pace-yourself.md", PACE)
    folder.write("contributors/nora-nurse.md", NURSE)
    return folder


def rows():
    """Every row, without the moments at which it was written."""
    return {
        name: [_timeless(row) for row in found] if name not in {"search", "pictures"} else found
        for name, found in everything().items()
        if name != "SiteVersion"
    }


def _timeless(row):
    moments = {"created_at", "updated_at", "at", "live_from", "since"}
    kept = {name: value for name, value in row.items() if name not in moments}
    return kept | {"first_live_from": str(kept.get("first_live_from"))[:10]}


def test_prepared_articles_are_written_as_publishing_writes_them(live_folder, monkeypatch):
    if connection.vendor == "postgresql":
        pytest.skip("there, ids that were rolled back are never given again")
    with transaction.atomic():
        live_folder.load()
        prepared = rows()
        transaction.set_rollback(True)
    monkeypatch.setattr(new_articles, "are_plain", lambda articles, planned: [])

    live_folder.load()

    one_by_one = rows()
    assert Edition.objects.live().count() == 2
    for name, found in one_by_one.items():
        assert prepared[name] == found, name


def test_all_of_a_load_starts_at_one_moment(live_folder):
    live_folder.load()

    assert Edition.objects.values("live_from").distinct().count() == 1


def test_no_write_lock_is_held_while_articles_are_prepared(live_folder, monkeypatch):
    def prepare(*args, **kwargs):
        seen.append((connection.savepoint_ids[:], Article.objects.count(), Topic.objects.count()))
        return really(*args, **kwargs)

    seen, really = [], new_articles.prepare
    monkeypatch.setattr(new_articles, "prepare", prepare)
    before = connection.savepoint_ids[:]

    live_folder.load()

    assert seen == [(before, 0, 0)]


def test_the_last_transaction_makes_no_question_for_each_article(
    live_folder, django_assert_max_num_queries
):
    with django_assert_max_num_queries(1000) as two:
        live_folder.load(dry_run=True)
    for number in range(20):
        live_folder.write(
            f"articles/more-{number}.md", PACE.replace("Pace yourself", f"More {number}")
        )

    with django_assert_max_num_queries(len(two) + 20 * 3):
        live_folder.load()

    assert Edition.objects.live().count() == 22


def test_nothing_is_left_of_a_load_that_is_cut_off(live_folder, monkeypatch):
    before = everything()

    def cut_off(spool):
        really(spool)
        raise KeyboardInterrupt

    really = new_articles.write
    monkeypatch.setattr(new_articles, "write", cut_off)

    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        live_folder.load()

    assert everything() == before
    monkeypatch.undo()
    live_folder.load()
    assert Edition.objects.live().count() == 2


def test_a_term_that_changed_meanwhile_stops_the_load(live_folder, monkeypatch):
    def prepare(*args, **kwargs):
        really(*args, **kwargs)
        Topic.objects.create(pk=777, name="Daily life", slug="daily-life")

    really = new_articles.prepare
    monkeypatch.setattr(new_articles, "prepare", prepare)

    with pytest.raises(BadFolder, match="Someone else changed the same content"):
        load(live_folder.path)

    assert not Article.objects.exists()


def test_a_row_with_the_planned_id_is_not_overwritten(live_folder, monkeypatch):
    def prepare(articles, planned, *args, **kwargs):
        really(articles, planned, *args, **kwargs)
        Topic.objects.create(pk=planned.row("topic", "daily-life").pk, name="Other", slug="other")

    really = new_articles.prepare
    monkeypatch.setattr(new_articles, "prepare", prepare)

    with pytest.raises(BadFolder, match="Someone else changed the same content"):
        load(live_folder.path)

    assert [topic.name for topic in Topic.objects.all()] == ["Other"]


def test_what_the_models_refuse_is_said_with_its_file(live_folder):
    live_folder.change("articles/pace-yourself.md", "sponsor_role: paid_for\n", "")

    assert live_folder.problems() == [
        "articles/pace-yourself.md:11: sponsor: Goes with sponsor_role. Give both, or neither."
    ]


def test_what_the_checklist_refuses_is_said_with_its_file(live_folder):
    live_folder.change("articles/pace-yourself.md", "/articles/rest-well/", "/articles/no-rest/")

    (problem,) = live_folder.problems()

    assert "points to /articles/no-rest/, which isn’t a live page." in problem


def test_links_lead_to_terms_that_the_same_folder_brings(live_folder):
    live_folder.change(
        "articles/pace-yourself.md",
        "Go slowly.",
        "[Ideas for days](/topics/daily-life/), [words of Ada Writer](/contributors/ada-writer/), "
        "[more about energy](/tags/energy/), [where to begin](/series/first-steps/).",
    )

    live_folder.load()

    assert Edition.objects.live().filter(slug="pace-yourself").exists()


def test_other_code_hears_of_each_article(live_folder, django_capture_on_commit_callbacks):
    def hear(sender, edition, **kwargs):
        heard.append(edition.slug)

    heard: list[str] = []
    events.edition_published.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            live_folder.load()
    finally:
        events.edition_published.disconnect(hear)

    assert sorted(heard) == ["pace-yourself", "rest-well"]


def test_tags_are_written_once_in_the_first_spelling(live_folder):
    live_folder.change("articles/pace-yourself.md", "energy", "ENERGY")

    live_folder.load()

    assert sorted(Tag.objects.values_list("name", flat=True)) == ["ENERGY", "Rest", "plan ahead"]


def test_reserved_ids_are_given_to_nobody_else():
    first = reserved_ids.reserve(Topic, 3)

    topic = Topic.objects.create(name="Other", slug="other")

    assert len(set(first)) == 3
    assert topic.pk not in first
    assert not set(reserved_ids.reserve(Topic, 2)) & {*first, topic.pk}


def test_index_rows_of_a_load_that_was_killed_are_removed_by_the_next(live_folder, monkeypatch):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite's index is written in advance")

    def die(index):
        """As a killed process: nothing is tidied up."""
        index._notes.flush()

    live_folder.change(
        "articles/rest-well.md", "Rest is **not**", "[Nowhere](/nowhere/). Rest is **not**"
    )
    monkeypatch.setattr(staged_index.StagedIndex, "settle", die)
    live_folder.write("articles/only-found-here.md", PACE.replace("Pace yourself", "Zebra"))
    monkeypatch.setattr(new_articles, "_BATCH", 1)
    live_folder.problems()
    assert found_in_the_index("zebra") == 1
    monkeypatch.undo()
    (live_folder.path / "articles/only-found-here.md").unlink()
    live_folder.change("articles/rest-well.md", "[Nowhere](/nowhere/). ", "")

    live_folder.load()

    assert found_in_the_index("zebra") == 0
    assert found_in_the_index("pace") == 1


def found_in_the_index(word):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM symptoms_search WHERE symptoms_search MATCH %s", [word]
        )
        return cursor.fetchone()[0]


def test_a_failed_load_leaves_nothing_in_the_index(live_folder):
    before = everything()
    live_folder.change(
        "articles/rest-well.md", "Rest is **not**", "[Nowhere](/nowhere/). Rest is **not**"
    )

    live_folder.problems()

    assert everything() == before


def test_two_loads_at_once_are_refused_in_words(live_folder):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL needs no such lock")

    with (
        staged_index.staged_index(),
        pytest.raises(BadFolder, match="Another load is under way"),
    ):
        load(live_folder.path)


def test_a_lock_that_is_not_had_is_said_in_words(live_folder, monkeypatch):
    def locked(spool):
        raise OperationalError("database is locked")

    monkeypatch.setattr(new_articles, "write", locked)

    with pytest.raises(BadFolder, match="The database is busy"):
        load(live_folder.path)


def test_a_refused_row_is_an_error_in_words(live_folder, monkeypatch):
    def refuse(spool):
        raise IntegrityError

    monkeypatch.setattr(new_articles, "write", refuse)

    with pytest.raises(BadFolder, match="Someone else changed the same content"):
        loading.load(live_folder.path)
