import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from symptoms.models import Article, Question, Revision, Tag, Tip
from symptoms.workflow import publishing
from tests.admin.forms import posted
from tests.factories import make_article, make_topic

pytestmark = pytest.mark.django_db
ADD = reverse("admin:symptoms_article_add")


@pytest.fixture
def article():
    article = make_article("Fatigue", body="<p>Rest before noon.</p>", tips=["Rest"], live=True)
    article.body = "<p>Rest after noon.</p><p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    article.save()
    publishing.save_revision(article)
    return article


def url(name, *arguments):
    return reverse(f"admin:symptoms_article_{name}", args=arguments)


def rows():
    """Everything that saving the form could have written."""
    models = (Article, Revision, Tip, Question, Tag, LogEntry)
    return [list(model.objects.order_by("pk").values()) for model in models]


def preview(client, address, **changes):
    return client.post(address, posted(client.get(address), **changes) | {"_preview": "x"})


def test_a_preview_is_the_readers_page_with_a_banner_and_for_nobody_else(client, sign_in, article):
    address = url("preview", article.pk, 2)
    assert client.get(address).status_code == 302

    sign_in("Medical reviewer")
    response = client.get(address)
    text = response.content.decode()
    assert "Rest after noon." in text
    assert "Preview of revision 2." in text
    assert "Add to your favorites" not in text
    assert '<meta name="robots" content="noindex">' in text
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_draft_that_lacks_nearly_everything_can_be_previewed(client, sign_in):
    sign_in("Writer")
    article = Article.objects.create(title="Bare", slug="bare")
    publishing.save_revision(article)

    assert client.get(url("preview", article.pk, 1)).status_code == 200


def test_what_stands_in_the_form_is_shown_and_nothing_is_kept(client, sign_in, article):
    sign_in("Writer")
    before = rows()
    response = preview(
        client,
        url("change", article.pk),
        title="Unsaved title",
        body="<p>Unsaved body.</p>",
        tips__0__title="Unsaved tip",
        tags="unsaved tag",
        questions__TOTAL_FORMS="1",
        questions__0__text="Unsaved question?",
        questions__0__position="0",
    )
    text = response.content.decode()

    assert response.status_code == 200
    for words in ("title", "body.", "tip", "tag", "question?"):
        assert f"Unsaved {words}" in text or f"unsaved {words}" in text
    assert "It is not saved" in text
    assert (response["X-Robots-Tag"], response["Cache-Control"]) == ("noindex", "private, no-store")
    assert rows() == before
    assert "Readers still see" not in client.get(url("change", article.pk)).content.decode()


def test_a_tip_that_is_marked_for_removal_is_missing_from_the_preview_alone(
    client, sign_in, article
):
    sign_in("Writer")
    text = preview(client, url("change", article.pk), tips__0__DELETE="on").content.decode()

    assert "Tip 1 of" not in text
    assert article.tips.recommended().count() == 1


def test_a_new_article_is_previewed_before_it_was_ever_saved(client, sign_in):
    make_topic()
    sign_in("Writer")
    before = rows()
    response = preview(client, ADD, title="Brand new", slug="brand-new")

    assert "<h1>Brand new</h1>" in response.content.decode()
    assert rows() == before


def test_rich_text_is_cleaned_in_a_preview_too(client, sign_in, article):
    sign_in("Writer")
    text = preview(
        client, url("change", article.pk), body="<p>Hi<script>alert(7)</script></p>"
    ).content.decode()

    assert "alert(7)" not in text


def test_what_cannot_be_previewed_is_said_in_words(client, sign_in, article):
    sign_in("Writer")
    response = preview(client, url("change", article.pk), title="", tips__0__title="")
    text = response.content.decode()

    assert response.status_code == 422
    assert text.count("“Title” is required.") == 2
    assert "Your form is still open" in text


def test_a_form_that_somebody_else_overtook_can_still_be_previewed(client, sign_in, article):
    sign_in("Writer")
    form = posted(client.get(url("change", article.pk)), title="Mine")
    article.title = "Theirs"
    article.save()
    publishing.save_revision(article)
    response = client.post(url("change", article.pk), form | {"_preview": "x"})

    assert "<h1>Mine</h1>" in response.content.decode()


@pytest.mark.parametrize("role", ["Medical reviewer", "reader"])
def test_who_may_not_save_the_form_previews_none(client, sign_in, article, role):
    sign_in("superuser")
    form = posted(client.get(url("change", article.pk)), title="Mine")
    if role == "reader":
        client.logout()
    else:
        sign_in(role)
    response = client.post(url("change", article.pk), form | {"_preview": "x"})

    assert response.status_code == (302 if role == "reader" else 403)
