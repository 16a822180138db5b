import pytest

from symptoms.models import Edition, Favorite, HandPicked, Source, Tip, Topic
from symptoms.text.content import ArticleContent
from symptoms.workflow import publishing, restoring
from tests.factories import (
    make_article,
    make_picture,
    make_series,
    make_sponsor,
    make_symptom,
    make_tag,
    make_tip,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db


def rich_article():
    article = make_article(
        "Fatigue",
        tips=["Rest", "Cool down", "Sit"],
        symptoms=[make_symptom("Fatigue")],
        tags=[make_tag("heat")],
        picture=make_picture(),
        series=make_series("Parts"),
        series_part=1,
        sponsor=make_sponsor(),
        sponsor_role="paid_for",
        closing="<p>The end.</p>",
    )
    HandPicked.objects.create(article=article, related=make_article("Sleep"))
    return article


def change_everything(article):
    article.title, article.body, article.closing = "Other", "<p>Other.</p>", ""
    article.topic, article.picture, article.series, article.series_part = (
        make_topic("Work"),
        None,
        None,
        None,
    )
    article.sponsor, article.sponsor_role = None, ""
    article.save()
    article.symptoms.clear()
    article.tags.set([make_tag("sleep")])
    article.tips.get(title="Rest").retire()
    article.tips.filter(title="Sit").update(title="Sit down", position=1)
    make_tip(article, "Drink")
    article.sources.all().delete()
    article.hand_picked.all().delete()


def test_a_restored_revision_says_what_it_said():
    article = rich_article()
    first = publishing.save_revision(article)
    change_everything(article)
    publishing.save_revision(article)
    restored, missing = restoring.restore(first)

    assert missing == []
    assert restored.number == 3
    assert restored.as_content().is_same_as(first.as_content())
    article.refresh_from_db()
    assert ArticleContent.of(article).is_same_as(first.as_content())


def test_restoring_publishes_nothing():
    article = rich_article()
    publishing.publish(publishing.save_revision(article))
    before = list(Edition.objects.values())
    change_everything(article)
    publishing.save_revision(article)
    restoring.restore(article.revisions.get(number=1))

    assert list(Edition.objects.values()) == before


def test_tips_keep_their_identity_so_favorites_keep_theirs():
    article = rich_article()
    publishing.publish(publishing.save_revision(article))
    rest = article.tips.get(title="Rest")
    favorite = Favorite.objects.create(user=make_user(), tip=rest)
    change_everything(article)
    publishing.save_revision(article)
    restoring.restore(article.revisions.get(number=1))
    favorite.refresh_from_db()

    assert (favorite.tip, favorite.tip.retired_at, favorite.tip.title) == (rest, None, "Rest")
    assert Tip.objects.get(title="Drink").retired_at is not None


def test_what_was_there_before_restoring_stays_in_the_history():
    article = rich_article()
    first = publishing.save_revision(article)
    change_everything(article)
    publishing.save_revision(article)
    restoring.restore(first)

    assert [r.as_content().title for r in article.revisions.all()] == [
        "Fatigue",
        "Other",
        "Fatigue",
    ]


def test_restoring_what_is_there_makes_no_revision():
    article = rich_article()
    first = publishing.save_revision(article)

    assert restoring.restore(first) == (first, [])


def test_the_address_is_kept():
    article = rich_article()
    first = publishing.save_revision(article)
    article.slug = "tiredness"
    article.save()
    publishing.save_revision(article)
    restoring.restore(first)
    article.refresh_from_db()

    assert article.slug == "tiredness"


def test_what_was_deleted_since_is_told():
    article = make_article("Fatigue", topic=make_topic("Gone"), tags=[])
    first = publishing.save_revision(article)
    article.topic = None
    article.save()
    Topic.objects.get(name="Gone").delete()
    restored, missing = restoring.restore(first)

    assert missing == ["Topic “Gone”"]
    assert restored.as_content().topic is None


def test_a_part_that_another_article_has_taken_is_told():
    article = rich_article()
    first = publishing.save_revision(article)
    series = article.series
    article.series, article.series_part = None, None
    article.save()
    make_article("Taker", series=series, series_part=1)
    _restored, missing = restoring.restore(first)

    assert missing == ["Part 1 of Parts"]


def test_an_old_revision_can_be_published_whatever_became_of_its_tips():
    article = make_article(tips=["Rest"])
    first = publishing.save_revision(article)
    article.tips.get().retire()
    publishing.save_revision(article)

    assert [tip.title for tip in publishing.publish(first).tips.all()] == ["Rest"]
    assert Source.objects.count() == 1


def test_a_tip_whose_row_was_deleted_is_made_anew_with_its_identity():
    article = rich_article()
    first = publishing.save_revision(article)
    gone = article.tips.get(title="Cool down")
    Tip.objects.filter(pk=gone.pk).delete()
    restored, missing = restoring.restore(first)

    again = article.tips.get(title="Cool down")
    assert (missing, again.pk, again.slug) == ([], gone.pk, gone.slug)
    assert restored.as_content().is_same_as(first.as_content())


def test_a_deleted_tip_whose_number_is_taken_is_made_anew_with_another():
    article, other = rich_article(), make_article("Sleep well")
    first = publishing.save_revision(article)
    gone = article.tips.get(title="Cool down")
    Tip.objects.filter(pk=gone.pk).delete()
    taken = Tip.objects.create(
        pk=gone.pk, article=other, title="Nap", body="<p>Nap.</p>", position=1
    )
    restoring.restore(first)

    assert [tip.title for tip in article.tips.recommended()] == ["Rest", "Cool down", "Sit"]
    assert Tip.objects.get(pk=taken.pk).title == "Nap"
