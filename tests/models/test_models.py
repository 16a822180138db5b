from datetime import timedelta

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from symptoms.models import (
    Address,
    Article,
    Contributor,
    Edition,
    Favorite,
    HandPicked,
    Picture,
    Revision,
    Source,
    Symptom,
    Tag,
    Tip,
)
from symptoms.workflow import publishing
from tests.factories import (
    make_article,
    make_contributor,
    make_picture,
    make_series,
    make_sponsor,
    make_symptom,
    make_tag,
    make_tip,
    make_topic,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db


def refused(function):
    with pytest.raises(IntegrityError), transaction.atomic():
        function()
    return True


def test_the_database_refuses_terms_that_break_a_rule():
    make_symptom("Fatigue")

    assert refused(lambda: Symptom.objects.create(name="FATIGUE", slug="f", visibility="both"))
    assert refused(lambda: Symptom.objects.create(name="Other", slug="fatigue", visibility="both"))
    assert refused(lambda: Symptom.objects.create(name="", slug="x", visibility="both"))
    assert refused(lambda: Symptom.objects.create(name="X", slug="", visibility="both"))
    assert refused(lambda: Symptom.objects.create(name="X", slug="x", visibility="sometimes"))
    assert refused(lambda: Contributor.objects.create(name="X", slug="x", kind="celebrity"))


def test_the_database_refuses_a_tag_in_other_case():
    make_tag("heat")

    assert refused(lambda: Tag.objects.create(name="Heat", slug="heat-2"))


def test_the_database_refuses_articles_that_break_a_rule():
    series, sponsor = make_series(), make_sponsor()
    make_article("First", series=series, series_part=1)

    assert refused(lambda: Article.objects.create(title="X", slug="first"))
    assert refused(lambda: Article.objects.create(title="X", slug="FIRST"))
    assert refused(lambda: Article.objects.create(title="", slug="x"))
    assert refused(lambda: Article.objects.create(title="X", slug=""))
    assert refused(lambda: Article.objects.create(title="X", slug="x", kind="advert"))
    assert refused(lambda: Article.objects.create(title="X", slug="x", series=series))
    assert refused(lambda: Article.objects.create(title="X", slug="x", series_part=1))
    assert refused(
        lambda: Article.objects.create(title="X", slug="x", series=series, series_part=0)
    )
    assert refused(
        lambda: Article.objects.create(title="X", slug="x", series=series, series_part=1)
    )
    assert refused(lambda: Article.objects.create(title="X", slug="x", sponsor=sponsor))
    assert refused(lambda: Article.objects.create(title="X", slug="x", sponsor_role="paid_for"))


def test_the_database_refuses_parts_that_break_a_rule():
    article = make_article(tips=["Rest"])

    assert refused(lambda: Tip.objects.create(article=article, title="X", slug="rest"))
    assert refused(lambda: Tip.objects.create(article=article, title="", slug="x"))
    assert refused(lambda: Source.objects.create(article=article, title=""))
    assert refused(lambda: Source.objects.create(article=article, title="X", year=20))
    assert refused(lambda: Source.objects.create(article=article, title="X", url="javascript:x"))
    assert refused(lambda: HandPicked.objects.create(article=article, related=article))


def test_the_database_refuses_a_picture_without_alt_text_unless_it_is_decorative():
    picture = make_picture()

    assert refused(lambda: Picture.objects.filter(pk=picture.pk).update(alt=""))
    assert refused(lambda: Picture.objects.filter(pk=picture.pk).update(is_decorative=True))


def test_the_database_refuses_a_record_that_makes_no_sense():
    article = make_article(tips=1)
    edition = publish(article)
    rows = Edition.objects.filter(pk=edition.pk)

    assert refused(lambda: rows.update(revision=None))
    assert refused(lambda: rows.update(topic=None))
    assert refused(lambda: rows.update(reason="Why"))
    assert refused(lambda: rows.update(slug=""))
    assert refused(lambda: rows.update(kind="nonsense"))
    moment = edition.live_from + timedelta(days=1)
    assert refused(lambda: Edition.objects.create(article=article, live_from=moment))
    assert refused(
        lambda: Edition.objects.create(article=article, live_from=moment, reason="x", title="x")
    )
    assert refused(
        lambda: Edition.objects.create(article=article, live_from=edition.live_from, reason="x")
    )
    assert refused(lambda: Revision.objects.create(article=article, number=1, content="{}"))
    assert refused(lambda: Address.objects.create(slug=article.slug, article=article))


def test_the_database_refuses_a_favorite_of_nothing_of_both_and_twice():
    reader, article = make_user(), make_article(tips=1)
    tip = article.tips.get()
    Favorite.objects.create(user=reader, article=article)
    Favorite.objects.create(user=reader, tip=tip)

    assert refused(lambda: Favorite.objects.create(user=reader))
    assert refused(lambda: Favorite.objects.create(user=reader, article=article, tip=tip))
    assert refused(lambda: Favorite.objects.create(user=reader, article=article))
    assert refused(lambda: Favorite.objects.create(user=reader, tip=tip))


def test_slugs_are_lower_case_whatever_was_typed():
    assert make_article("X", slug="Fatigue-And-Heat").slug == "fatigue-and-heat"


def test_tips_of_the_same_title_get_addresses_of_their_own():
    article = make_article()
    tips = [make_tip(article, "Rest"), make_tip(article, "Rest"), make_tip(article, "!!!")]

    assert [tip.slug for tip in tips] == ["rest", "rest-2", "tip"]


def test_a_renamed_tip_keeps_its_address():
    tip = make_tip(make_article(), "Rest")
    tip.title = "Rest early"
    tip.save()

    assert tip.slug == "rest"


def test_a_retired_tips_address_is_not_given_away():
    article = make_article(tips=["Rest"], live=True)
    article.tips.get().retire()

    assert make_tip(article, "Rest").slug == "rest-2"


def test_rows_travel_by_their_natural_keys():
    article = make_article("Fatigue", tips=["Rest"], tags=[make_tag()], picture=make_picture())
    rows = [
        make_topic(),
        make_contributor(),
        make_tag(),
        article.picture,
        article,
        article.tips.get(),
    ]
    text = serializers.serialize(
        "json", rows, use_natural_foreign_keys=True, use_natural_primary_keys=True
    )
    publishing.save_revision(article)
    back = list(serializers.deserialize("json", text))

    assert [thing.object.pk for thing in back] == [row.pk for row in rows]


def test_every_model_says_what_it_is():
    article = make_article("Fatigue", tips=["Rest"], live=True)
    edition = Edition.objects.get()
    picks = HandPicked(article=article, related=make_article("Sleep"))

    assert str(article) == str(edition) == "Fatigue"
    assert str(article.tips.get()) == str(edition.tips.get()) == "Rest"
    assert str(Revision.objects.get()) == "Revision 1"
    assert str(picks) == "Sleep"
    assert str(Edition(live_from=timezone.now())) == "Withdrawal"


def test_every_field_an_editor_fills_in_says_what_it_does():
    from symptoms.models import Contributor, Series, Sponsor, Topic

    for model in (Article, Tip, Source, Picture, Symptom, Topic, Series, Contributor, Sponsor):
        for field in model._meta.fields:
            if (
                field.editable
                and not field.auto_created
                and field.name not in {"article", "created_at"}
            ):
                assert field.help_text, f"{model.__name__}.{field.name}"


def test_other_names_are_tidied_on_every_way_in():
    symptom = make_symptom("Spasticity", also=["", " stiff legs ", "Cramps", "CRAMPS\rspasms", ""])

    assert symptom.other_names == ["stiff legs", "Cramps", "spasms"]


@pytest.mark.parametrize("name", ["spasticity", "x" * 101, "a\tb", "a\0b"])
def test_other_names_that_cannot_be_are_refused(name):
    with pytest.raises(ValidationError) as refusal:
        Symptom(name="Spasticity", slug="s", visibility="both", also_called=name).full_clean()

    assert list(refusal.value.message_dict) == ["also_called"]
