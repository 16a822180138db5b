from datetime import date, timedelta

import pytest
from django.utils import timezone

from symptoms.models import Edition, Review
from symptoms.workflow import picture_reviews, publishing, reviewing
from symptoms.workflow.reviewing import ReviewError
from tests.factories import make_article, make_contributor, make_picture, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture():
    return make_picture(alt="A dog")


@pytest.fixture
def doctor():
    return make_contributor("Dr. Ito", "clinician")


@pytest.fixture
def articles(picture, doctor):
    """Two that are approved and show the picture, one that does not, and one never approved."""
    found = [make_article(title, picture=picture) for title in ("Rest", "Sit")]
    for article in [*found, make_article("Other", picture=make_picture())]:
        approve(article, doctor)
    publishing.save_revision(make_article("Never approved", picture=picture))
    return found


def approve(article, doctor, days=100):
    due = timezone.localdate() + timedelta(days=days)
    return reviewing.approve(publishing.save_revision(article), doctor, due)


def described(picture, alt, by=None):
    """Give the picture another alt text, as the admin does."""
    picture.alt = alt
    picture.save()
    for article in type(make_article()).objects.filter(picture=picture):
        publishing.save_revision(article, by=by)


def shown(picture):
    together, alone = picture_reviews.showing(picture)
    return [str(waiting.article) for waiting in together], [str(article) for article in alone]


def read(picture):
    return [waiting.read for waiting in picture_reviews.showing(picture)[0]]


def test_new_words_void_the_approvals_of_all_articles_that_show_the_picture(picture, articles):
    assert shown(picture) == ([], ["Never approved"])
    described(picture, "A dog asleep")

    assert shown(picture) == (["Rest", "Sit"], ["Never approved"])


def test_an_article_with_another_change_needs_a_review_of_its_own(picture, articles):
    articles[0].body = "<p>Take 50 mg.</p>"
    articles[0].save()
    described(picture, "A dog asleep")

    assert shown(picture) == (["Sit"], ["Never approved", "Rest"])


def test_one_review_confirms_them_all_and_moves_no_date(picture, articles, doctor):
    Review.objects.update(checked_on=date(2025, 1, 2))
    old = list(Review.objects.filter(revision__article__in=articles).order_by("pk"))
    described(picture, "A dog asleep")
    other = make_contributor("Dr. Berg", "clinician")
    picture_reviews.confirm(picture, read(picture), other)
    assert shown(picture) == ([], ["Never approved"])

    for article, first in zip(articles, old, strict=True):
        publishing.publish(article.revisions.first())
        page = Edition.objects.live().with_approval().get(article=article)
        assert page.content.picture.alt == "A dog asleep"
        assert (page.reviewed_at, page.review_due) == (date(2025, 1, 2), first.next_due)
        assert page.reviewer_name == "Dr. Ito"


def test_words_changed_twice_are_confirmed_as_they_are_now(picture, articles, doctor):
    described(picture, "A dog asleep")
    described(picture, "A dog on a sofa")
    assert picture_reviews.showing(picture)[0][0].words == ["A dog", "A dog on a sofa"]
    picture_reviews.confirm(picture, read(picture), doctor)
    described(picture, "A dog at last")
    picture_reviews.confirm(picture, read(picture), doctor)

    newest = Review.objects.first()
    assert newest.confirms.confirms is None


def test_words_changed_back_need_nobody(picture, articles):
    described(picture, "A dog asleep")
    described(picture, "A dog")

    assert shown(picture) == ([], ["Never approved"])


@pytest.mark.parametrize("posted", [[], ["1-1-1"], ["x"]])
def test_what_was_not_read_is_not_confirmed(picture, articles, doctor, posted):
    described(picture, "A dog asleep")
    before = Review.objects.count()
    with pytest.raises(ReviewError, match="changed after you opened"):
        picture_reviews.confirm(picture, posted, doctor)

    assert Review.objects.count() == before


def test_a_text_that_moved_meanwhile_stops_all(picture, articles, doctor):
    described(picture, "A dog asleep")
    stale = read(picture)
    articles[0].refresh_from_db()
    articles[0].body = "<p>Take 50 mg.</p>"
    articles[0].save()
    publishing.save_revision(articles[0])
    with pytest.raises(ReviewError, match="changed after you opened"):
        picture_reviews.confirm(picture, stale, doctor)


def test_nobody_confirms_words_of_their_own(picture, articles, doctor):
    writer = make_user(is_staff=True)
    described(picture, "A dog asleep", by=writer)
    before = Review.objects.count()
    with pytest.raises(ReviewError, match="Another person"):
        picture_reviews.confirm(picture, read(picture), doctor, by=writer)

    assert Review.objects.count() == before
