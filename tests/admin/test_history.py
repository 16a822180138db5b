import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from symptoms.models import Article
from symptoms.workflow import publishing
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    article = make_article("Fatigue", body="<p>Rest before noon.</p>", tips=["Rest"], live=True)
    article.body = "<p>Rest after noon.</p><p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    article.save()
    publishing.save_revision(article)
    return article


def url(name, *arguments):
    return reverse(f"admin:symptoms_article_{name}", args=arguments)


def test_every_revision_is_listed_with_what_became_of_it(client, sign_in, article):
    sign_in("Writer")
    text = client.get(url("revisions", article.pk)).content.decode()

    assert "Revision 1" in text and "Revision 2" in text
    assert text.count("from ") == 1


@pytest.mark.parametrize("count", [1, 6])
def test_the_list_asks_as_much_for_one_as_for_many(
    client, sign_in, article, count, django_assert_num_queries
):
    sign_in("superuser")
    for number in range(count):
        article.title = f"Title {number}"
        article.save()
        publishing.publish(publishing.save_revision(article))
    client.get(url("revisions", article.pk))

    with django_assert_num_queries(6):
        client.get(url("revisions", article.pk))


def test_changed_words_are_marked_and_never_run(client, sign_in, article):
    sign_in("Writer")
    text = client.get(url("revision", article.pk, 2)).content.decode()

    assert '<del data-as="removed">before</del><ins data-as="added">after</ins>' in text
    assert "<script>alert(1)" not in text


def test_any_two_revisions_can_be_compared(client, sign_in, article):
    sign_in("Medical reviewer")
    same = client.get(url("revision", article.pk, 1), {"since": "1"})
    back = client.get(url("revision", article.pk, 1), {"since": "2"})

    assert same.context["changes"] == []
    assert [change.label for change in back.context["changes"]] == ["Body"]


@pytest.mark.parametrize("since", ["0", "99", "x", "-1", "9" * 30, ""])
def test_a_revision_that_is_none_is_compared_with_nothing(client, sign_in, article, since):
    sign_in("Writer")

    assert client.get(url("revision", article.pk, 2), {"since": since}).context["changes"] is None


def test_a_revision_of_another_article_is_not_found(client, sign_in, article):
    sign_in("Writer")
    other = make_article("Other")

    assert client.get(url("revision", other.pk, 1)).status_code == 404
    assert client.get(url("revision", article.pk, 10**9)).status_code == 404


def test_a_writer_restores_and_is_told_that_readers_see_no_change(client, sign_in, article):
    sign_in("Writer")
    response = client.post(url("restore", article.pk, 1), {"seen": 2}, follow=True)

    assert "What readers see has not changed." in response.content.decode()
    assert Article.objects.get(pk=article.pk).body == "<p>Rest before noon.</p>"
    assert LogEntry.objects.get().change_message == (
        "Revision 1 was restored to the draft as revision 3."
    )


def test_a_reviewer_reads_and_cannot_restore(client, sign_in, article):
    sign_in("Medical reviewer")

    assert "Restore revision" not in client.get(url("revision", article.pk, 1)).content.decode()
    assert client.post(url("restore", article.pk, 1)).status_code == 403
    assert article.revisions.count() == 2


def test_a_get_restores_nothing(client, sign_in, article):
    sign_in("Writer")

    assert client.get(url("restore", article.pk, 1)).url == url("revision", article.pk, 1)
    assert article.revisions.count() == 2


def test_restoring_shows_what_it_would_change(client, sign_in, article):
    sign_in("Writer")
    response = client.get(url("revision", article.pk, 1))

    assert [change.label for change in response.context["restored"]] == ["Body"]
    assert 'name="seen" value="2"' in response.content.decode()


@pytest.mark.parametrize("seen", ["1", "", "x", "9" * 30])
def test_restoring_over_a_text_that_was_not_seen_is_refused(client, sign_in, article, seen):
    sign_in("Writer")
    response = client.post(url("restore", article.pk, 1), {"seen": seen}, follow=True)

    assert "Nothing was restored" in response.content.decode()
    assert article.revisions.count() == 2
