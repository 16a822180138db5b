"""A folder becomes rows, revisions and editions: once, and never overwriting an editor's work."""

from datetime import timedelta

import pytest
from django.utils import timezone

from symptoms.models import Article, Edition, Picture, Revision, Symptom, Tag, Tip
from symptoms.workflow import publishing
from tests.factories import make_article, make_user, picture_file
from tests.importer.conftest import ARTICLE, everything

pytestmark = pytest.mark.django_db

UPDATE = ARTICLE.replace("state: live", 'state: scheduled\npublish_at: "+7 days"').replace(
    "Rest is allowed.", "Rest is a right."
)


def article():
    return Article.objects.get(slug="rest-well")


def live_content():
    return Edition.objects.live().get(slug="rest-well").content


def edit(row, **columns):
    """As an editor saves: the row, and a revision of it."""
    for column, value in columns.items():
        setattr(row, column, value)
    row.save()
    return publishing.save_revision(row)


def test_one_line_is_said_of_each_file(folder):
    assert folder.load() == [
        "created   symptom fatigue",
        "created   topic daily-life",
        "created   series first-steps",
        "created   contributor ada-writer",
        "created   sponsor acme",
        "created   picture chair",
        "created   article pace-yourself",
        "published article rest-well",
    ]


def test_the_public_reads_what_the_file_says(folder):
    folder.load()
    content = live_content()
    assert {
        "title": content.title,
        "standfirst": content.standfirst,
        "kind": content.kind,
        "topic": content.topic.slug,
        "symptoms": [ref.slug for ref in content.symptoms],
        "tags": sorted(ref.name for ref in content.tags),
        "author": (content.author.name, content.author.role, content.author.is_fictional),
        "picture": (content.picture.alt, content.picture.credit, content.picture.width),
        "series": (content.series.name, content.series.intro, content.series_part),
        "related": [Article.objects.get(pk=pk).slug for pk in content.related],
        "body": content.body,
        "tips": (content.tips_heading, content.tips_intro),
        "each tip": [(tip.slug, tip.title, tip.body) for tip in content.tips],
        "closing": content.closing,
        "sources": [(s.title, s.publisher, s.year, s.url) for s in content.sources],
    } == {
        "title": "Rest well",
        "standfirst": "How to rest before you are tired.",
        "kind": "information",
        "topic": "daily-life",
        "symptoms": ["fatigue"],
        "tags": ["Rest", "energy"],
        "author": ("Ada Writer", "editor", True),
        "picture": ("A chair by a stove", "Own work", 40),
        "series": ("First steps", "<p>Where to begin.</p>", 1),
        "related": ["pace-yourself"],
        "body": (
            "<p>Rest is <strong>not</strong> sleep. Read "
            '<a href="https://example.org/more">more about rest</a>.</p>'
            "<h2>Why it helps</h2>"
            "<ul><li><p>It is free</p></li><li><p>It is easy</p></li></ul>"
        ),
        "tips": ("Ways to rest", "<p>Pick one.</p>"),
        "each tip": [
            (
                "sit-down-before-you-cook",
                "Sit down before you cook",
                "<p>Put a chair in the kitchen.</p>",
            ),
            ("stop-early", "Stop early", "<p>Stop before you must.</p>"),
        ],
        "closing": "<p>Rest is allowed.</p>",
        "sources": [("A study of rest", "Journal of Rest", 2022, "https://example.org/rest")],
    }


def test_rows_stand_in_steps_of_ten(folder):
    folder.load()
    assert list(article().tips.values_list("position", flat=True)) == [10, 20]


def test_a_second_run_changes_nothing_at_all(folder):
    folder.write("updates/rest-well.md", UPDATE)
    folder.load()
    before = everything()
    assert {line.split()[0] for line in folder.load()} == {"unchanged"}
    assert everything() == before


def test_spaces_quotes_and_comments_are_no_change_of_a_file(folder):
    folder.load()
    before = everything()
    folder.change("articles/rest-well.md", 'title: "Rest well"', "title:   Rest well  # ours")
    folder.change("articles/rest-well.md", "kind: information\n", "")
    folder.change("articles/rest-well.md", "state: live", "state: live\nkind: information")
    assert "unchanged article rest-well" in folder.load()
    assert everything() == before


def test_the_digest_of_a_text_stays_the_same_in_every_version_of_this_program(folder):
    folder.load()
    assert Revision.objects.get(article=article()).origin == (
        "content folder sha256:f6b62f38299741b69418f7e7dea3bca967b5d1f8"
    )


def test_a_dry_run_says_the_same_and_writes_nothing(folder):
    before = everything()
    said = folder.load(dry_run=True)
    assert everything() == before
    assert folder.load() == said


def test_nothing_is_written_when_one_file_is_bad(folder):
    before = everything()
    folder.change("topics/daily-life.md", "name:", "nam:")
    folder.problems()
    assert everything() == before


def test_nothing_is_written_when_the_database_refuses_the_last_thing(folder):
    other = make_article("Another", live=True)
    Article.objects.filter(pk=other.pk).update(slug="now-elsewhere")
    make_article("Its address", slug="another", series=None)
    folder.write("articles/another.md", ARTICLE.replace("part: 1", "part: 2"))
    before = everything()
    assert folder.problems() == [
        "articles/another.md:13: state: The address “another” belongs to another article. "
        "Change the slug."
    ]
    assert everything() == before


def test_the_history_names_who_loaded(folder):
    editor = make_user("ed@example.org", is_staff=True)
    folder.load(by=editor)
    names = {
        *Revision.objects.values_list("created_by_name", flat=True),
        *Edition.objects.values_list("created_by_name", flat=True),
    }
    assert names == {"Staff"}


def test_an_editors_work_stays_when_the_file_is_the_same(folder):
    folder.load()
    edit(article(), title="Rest better")
    before = everything()
    folder.load()
    assert everything() == before


def test_an_editors_withdrawal_stays(folder):
    folder.load()
    publishing.withdraw(article(), reason="It is wrong.")
    folder.load()
    assert not Edition.objects.live().filter(article=article()).exists()


def test_a_changed_file_is_loaded_on_top_and_the_editors_work_stays_in_the_history(folder):
    folder.load()
    edit(article(), title="Rest better")
    folder.change("articles/rest-well.md", "Rest is allowed.", "Rest is a right.")
    assert folder.load()[-1] == "published article rest-well"
    titles = [row.as_content().title for row in article().revisions.order_by("number")]
    assert titles == ["Rest well", "Rest better", "Rest well"]
    assert live_content().closing == "<p>Rest is a right.</p>"


def test_a_file_changed_back_is_loaded_again(folder):
    folder.load()
    for old, new in (("allowed", "a right"), ("a right", "allowed")):
        folder.change("articles/rest-well.md", old, new)
        folder.load()
    assert live_content().closing == "<p>Rest is allowed.</p>"


def test_a_changed_draft_of_a_live_article_is_not_published(folder):
    folder.load()
    folder.change("articles/rest-well.md", "state: live", "state: draft")
    folder.change("articles/rest-well.md", "allowed", "a right")
    assert folder.load()[-1] == "updated   article rest-well"
    assert live_content().closing == "<p>Rest is allowed.</p>"


def test_terms_take_the_files_values_and_say_which(folder):
    folder.load()
    Symptom.objects.update(visibility="both", summary="<p>Mine.</p>")
    assert folder.load()[0] == "updated   symptom fatigue (visibility, summary)"
    assert Symptom.objects.values_list("visibility", "summary").get() == (
        "invisible",
        "<p>A lack of energy.</p>",
    )


def test_a_symptom_takes_the_other_names_that_the_file_lists(folder):
    folder.change("symptoms/fatigue.md", "---\nA", "also_called: [no energy, Tiredness]\n---\nA")
    folder.load()
    assert Symptom.objects.get().other_names == ["no energy", "Tiredness"]
    assert folder.load()[0] == "unchanged symptom fatigue"


def test_a_picture_is_known_by_its_pixels(folder):
    folder.load()
    folder.change("pictures/chair.md", "by a stove", "by a window")
    assert "updated   picture chair (alt)" in folder.load()
    folder.write("pictures/chair.png", picture_file(color="red").read())
    assert "created   picture chair" in folder.load()
    assert Picture.objects.count() == 2


def test_a_lost_picture_file_is_put_back(folder):
    folder.load()
    picture = Picture.objects.get()
    picture.file.storage.delete(picture.file.name)
    folder.load()
    assert picture.file.storage.exists(picture.file.name)


def test_tips_keep_their_identity_and_published_ones_are_retired(folder):
    folder.load()
    first, second = article().tips.values_list("pk", flat=True)
    folder.change("articles/rest-well.md", "## Stop early", "## Go to bed early")
    folder.change("articles/rest-well.md", "Put a chair", "Keep a stool")
    folder.load()
    kept = Tip.objects.get(pk=first)
    assert (kept.body, kept.retired_at) == ("<p>Keep a stool in the kitchen.</p>", None)
    assert Tip.objects.get(pk=second).retired_at is not None
    assert [tip.slug for tip in live_content().tips] == [
        "sit-down-before-you-cook",
        "go-to-bed-early",
    ]


def test_a_tip_that_comes_back_is_the_same_tip(folder):
    folder.load()
    before = article().tips.get(slug="stop-early").pk
    for old, new in (("## Stop early", "## Rest"), ("## Rest", "## Stop early")):
        folder.change("articles/rest-well.md", old, new)
        folder.load()
    tip = article().tips.get(slug="stop-early")
    assert (tip.pk, tip.retired_at) == (before, None)


def test_a_tip_of_a_draft_that_left_the_file_is_gone(folder):
    folder.change("articles/rest-well.md", "state: live", "state: draft")
    folder.load()
    folder.change("articles/rest-well.md", "## Stop early\n\nStop before you must.\n", "")
    folder.load()
    assert [tip.slug for tip in article().tips.recommended()] == ["sit-down-before-you-cook"]


def test_sources_and_related_articles_are_replaced(folder):
    folder.load()
    folder.change("articles/rest-well.md", "A study of rest", "A better study")
    folder.change("articles/rest-well.md", "related: [pace-yourself]\n", "")
    folder.load()
    content = live_content()
    assert ([source.title for source in content.sources], content.related) == (
        ["A better study"],
        (),
    )


def test_tags_are_the_same_whatever_their_case(folder):
    Tag.objects.create(name="Energy", slug="energy")
    folder.load()
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["Energy", "Rest"]


def test_articles_may_name_articles_that_are_on_the_site_already(folder):
    there = make_article("Already there")
    folder.change("articles/rest-well.md", "[pace-yourself]", "[already-there]")
    folder.load()
    assert live_content().related == (there.pk,)


def test_two_articles_can_exchange_their_parts_of_a_series(folder):
    folder.write("articles/second.md", ARTICLE.replace("part: 1", "part: 2"))
    folder.load()
    folder.change("articles/rest-well.md", "part: 1", "part: 2")
    folder.change("articles/second.md", "part: 2", "part: 1")
    folder.load()
    parts = Article.objects.exclude(series=None).values_list("slug", "series_part")
    assert dict(parts) == {"rest-well": 2, "second": 1}


def test_an_article_that_an_editor_gave_a_new_address_is_found_by_its_old_one(folder):
    folder.load()
    edit(article(), slug="rest-better")
    before = everything()
    folder.load()
    assert everything() == before


def test_an_update_is_the_working_copy_and_is_scheduled(folder):
    folder.write("updates/rest-well.md", UPDATE)
    said = folder.load()[-1]
    assert said.startswith("scheduled update of article rest-well (for 20")
    assert (live_content().closing, article().closing) == (
        "<p>Rest is allowed.</p>",
        "<p>Rest is a right.</p>",
    )
    later = timezone.now() + timedelta(days=7, minutes=1)
    assert Edition.objects.live(later).get().content.closing == "<p>Rest is a right.</p>"


def test_a_changed_update_takes_the_place_of_the_scheduled_one(folder):
    folder.write("updates/rest-well.md", UPDATE)
    folder.load()
    folder.change("updates/rest-well.md", "a right", "good")
    folder.load()
    scheduled = Edition.objects.scheduled().get()
    assert scheduled.content.closing == "<p>Rest is good.</p>"


def test_a_correction_below_a_scheduled_update_says_so(folder):
    folder.write("updates/rest-well.md", UPDATE)
    folder.load()
    folder.change("articles/rest-well.md", "allowed", "fine")
    assert folder.load()[-2].startswith(
        "published article rest-well (another version of it is scheduled for 20"
    )
