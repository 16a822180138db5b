"""Comments: about a field or a passage, with answers; never seen by readers, never changed."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from symptoms.models import Comment
from symptoms.workflow import commenting, publishing, setting_aside
from tests.factories import make_article, make_comment, make_contributor, make_user, publish

pytestmark = pytest.mark.django_db
SECRET = "Ask Dr. Quill whether 40 laps is too much"


@pytest.fixture
def article():
    return make_article("Fatigue", body="<p>Rest before you feel tired.</p>", tips=["Sit down"])


def at(name, article, *more):
    return reverse(f"admin:symptoms_article_{name}", args=[article.pk, *more])


def begin(client, article, **fields):
    typed = {"place": "body", "quote": "before you feel tired", "text": SECRET}
    return client.post(at("comment", article), typed | fields, follow=True)


def test_a_writer_comments_on_a_passage_and_a_reviewer_answers(client, sign_in, article):
    writer = sign_in("Writer")
    page = begin(client, article)
    thread = Comment.objects.get()

    assert (thread.place, thread.quote, thread.text) == ("body", "before you feel tired", SECRET)
    assert (thread.by, thread.by_name) == (writer, str(writer))
    assert SECRET in page.content.decode()
    sign_in("Medical reviewer")
    client.post(at("answer_comment", article, thread.pk), {"text": "It is.", "step": "said"})
    shown = client.get(at("comments", article)).content.decode()
    assert shown.index(SECRET) < shown.index("It is.")
    assert f"{at('change', article)}#id_body" in shown


def test_a_thread_is_resolved_and_opened_again(client, sign_in, article):
    sign_in("Publisher")
    thread = make_comment(article)
    address = at("answer_comment", article, thread.pk)

    client.post(address, {"text": "", "step": "resolved"})
    assert list(article.comments.open()) == []
    assert client.post(address, {"text": "", "step": "resolved"}).status_code == 422
    client.post(address, {"text": "Not yet.", "step": "reopened"})
    assert list(article.comments.open()) == [thread]
    assert list(Comment.objects.values_list("step", flat=True)) == ["said", "resolved", "reopened"]


def test_what_is_refused_is_said_and_comes_back(client, sign_in, article):
    sign_in("Writer")
    thread = make_comment(article)

    empty = begin(client, article, text=" ")
    assert (empty.status_code, Comment.objects.count()) == (422, 1)
    assert "Write a comment." in empty.content.decode()
    assert "before you feel tired" in empty.content.decode()
    long = client.post(at("answer_comment", article, thread.pk), {"text": "x" * 2001})
    assert long.status_code == 422
    assert "Use at most 2000 characters. You wrote 2001." in long.content.decode()
    assert "x" * 2001 in long.content.decode()
    assert begin(client, article, place="slug").status_code == 422
    assert begin(client, article, quote="x" * 501).status_code == 422
    assert Comment.objects.count() == 1


def test_a_passage_that_was_changed_is_said_to_be(client, sign_in, article):
    sign_in("Writer")
    begin(client, article)
    changed = "The passage has changed since."
    assert changed not in client.get(at("comments", article)).content.decode()

    article.body = "<p>Rest often.</p>"
    article.save()
    shown = client.get(at("comments", article)).content.decode()

    assert changed in shown
    assert "before you feel tired" in shown


def test_a_comment_stays_with_its_tip_when_tips_are_moved_or_removed(client, sign_in, article):
    sign_in("Writer")
    tip = article.tips.get()
    begin(client, article, place=f"tips-{tip.pk}-title", quote="Sit")
    assert Comment.objects.get().place == f"tips-{tip.pk}-title"
    assert "Tip 1: Title" in client.get(at("comments", article)).content.decode()

    tip.delete()
    shown = client.get(at("comments", article)).content.decode()

    assert "The part that this was about was removed." in shown
    assert SECRET in shown


def test_those_concerned_get_mail_without_its_words(client, sign_in, article):
    author = make_user("author@example.org", is_staff=True)
    gone = make_user("gone@example.org", is_staff=True, is_active=False)
    publishing.save_revision(article, by=author)
    thread = make_comment(article, by=gone)
    somebody = sign_in("Publisher")
    mail.outbox.clear()

    commenting.answer(article.comments.threads().get(pk=thread.pk), somebody, SECRET)

    assert [message.to for message in mail.outbox] == [["author@example.org"]]
    (message,) = mail.outbox
    assert at("comments", article) in message.body
    for word in ("Quill", "laps", "Fatigue"):
        assert word not in message.subject + message.body


def test_a_reviewer_may_ask_for_changes_by_comments_alone(client, sign_in, article):
    make_contributor("Nora Nurse", "clinician", account=sign_in("Medical reviewer"))
    revision = publishing.save_revision(article)
    form = {"revision": revision.number, "baseline": 0, "reason": ""}

    assert client.post(at("changes", article), form).status_code == 422
    make_comment(article)
    make_comment(article)
    assert client.post(at("changes", article), form).status_code == 302
    assert revision.reviews.get().reason == "See the 2 open comments."


def test_whoever_only_looks_says_nothing(client, article):
    client.force_login(make_user(is_staff=True))
    assert client.post(at("comment", article), {"text": "x"}).status_code == 403
    client.logout()
    assert client.post(at("comment", article), {"text": "x"}).status_code == 302
    assert not Comment.objects.exists()


def test_another_article_s_comment_is_not_found(client, sign_in, article):
    sign_in("Writer")
    other = make_comment(make_article("Heat"))

    address = at("answer_comment", article, other.pk)
    assert client.post(address, {"text": "x"}).status_code == 404
    assert client.get(address).status_code == 302
    assert Comment.objects.count() == 1


def test_no_reader_sees_them(article):
    make_comment(article, SECRET, place="body", quote="tired")
    publish(article)
    stranger = Client()
    pages = ["/", "/articles/fatigue/", "/feed/", "/search/?q=laps", "/sitemap.xml"]
    seen = [stranger.get(path, follow=True).content.decode() for path in pages]

    assert all("Quill" not in page for page in seen)
    assert "Quill" not in publishing.save_revision(article).content


def test_they_outlive_every_edit_and_their_author(client, sign_in, article):
    author = make_user(is_staff=True, name="Ada")
    make_comment(article, SECRET, by=author)
    publish(article)
    article.body = "<p>Newer.</p>"
    article.save()
    setting_aside.edit_live(article)
    author.delete()

    comment = Comment.objects.get()
    assert (comment.text, comment.by, comment.by_name) == (SECRET, None, str(author))


def test_what_was_said_stays_said(article):
    comment = make_comment(article)
    comment.text = "Something else"

    with pytest.raises(TypeError):
        comment.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_comment(article, "")


@pytest.mark.parametrize("threads", [1, 30])
def test_the_page_asks_as_much_for_one_as_for_many(
    client, sign_in, article, threads, django_assert_num_queries
):
    sign_in("Writer")
    for number in range(threads):
        thread = make_comment(article, f"Comment {number}")
        make_comment(article, f"Answer {number}", thread=thread)
    client.get(at("comments", article))

    with django_assert_num_queries(17):
        client.get(at("comments", article))


def test_beside_the_form_the_list_alone_is_sent(client, sign_in, article):
    sign_in("Writer")
    form = client.get(at("change", article)).content.decode()
    assert 'id="beside-comments"' in form

    answer = client.post(at("comment", article), {"text": SECRET, "part": "yes"})

    assert answer.status_code == 200
    assert SECRET in answer.content.decode()
    assert "<html" not in answer.content.decode()
