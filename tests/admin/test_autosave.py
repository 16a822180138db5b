"""What an editor typed and did not save is offered again, to them alone."""

import pytest
from django.urls import reverse

from symptoms.models import Article, Autosave
from tests.admin.forms import posted
from tests.factories import make_article, make_topic, make_user

pytestmark = pytest.mark.django_db
STORE = "/admin/autosave/"
DISCARD = "/admin/autosave/discard/"
OFFER = "You have text here that was never saved"


@pytest.fixture
def article():
    return make_article("Fatigue", body="<p>Old words.</p>", tips=["Rest"])


@pytest.fixture
def form(client, sign_in, article):
    """The address of an article's form, and what its form would post; a publisher is signed in."""
    sign_in("Publisher")
    address = reverse("admin:symptoms_article_change", args=[article.pk])
    return address, posted(client.get(address))


def store(client, form, version=0, **changes):
    address, data = form
    of_form = {"autosave_path": address, "autosave_version": version}
    return client.post(STORE, data | changes | of_form)


def body_in(page):
    return page.context["adminform"].form["body"].value()


def test_what_was_typed_is_stored_and_readers_and_revisions_know_nothing_of_it(client, form):
    answer = store(client, form, body="<p>New words.</p>")

    assert (answer.status_code, answer.json()["version"]) == (200, 1)
    assert Article.objects.get().body == "<p>Old words.</p>"
    assert Article.objects.get().revisions.count() == 0


def test_the_next_visit_offers_it_and_shows_what_is_saved(client, form):
    assert OFFER not in client.get(form[0]).content.decode()
    store(client, form, body="<p>New words.</p>")

    page = client.get(form[0])

    assert OFFER in page.content.decode()
    assert body_in(page) == "<p>Old words.</p>"


def test_restoring_fills_the_form_and_saves_nothing(client, form):
    store(client, form, body="<p>New words.</p>", title="Tired")

    page = client.post(form[0], {"_restore_autosave": "1"})

    assert "It is not saved yet. Check it, then save it." in page.content.decode()
    assert body_in(page) == "<p>New words.</p>"
    assert Article.objects.get().title == "Fatigue"
    assert 'name="autosave_version" value="1"' in page.content.decode()


def test_saving_what_was_restored_ends_it(client, form):
    store(client, form, body="<p>New words.</p>")
    restored = posted(client.post(form[0], {"_restore_autosave": "1"}), autosave_version="1")

    assert client.post(form[0], restored).status_code == 302

    assert Article.objects.get().body == "<p>New words.</p>"
    assert Autosave.objects.count() == 0


def test_a_refused_save_is_kept_too_without_a_script(client, form):
    address, data = form
    refused = client.post(address, data | {"title": "", "body": "<p>Mine.</p>"})

    assert refused.status_code == 200
    assert OFFER in client.get(address).content.decode()
    assert body_in(client.post(address, {"_restore_autosave": "1"})) == "<p>Mine.</p>"


def test_a_save_that_fails_with_an_error_of_the_site_is_kept(client, form, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("a fault")

    monkeypatch.setattr("symptoms.workflow.publishing.save_revision", fail)
    client.raise_request_exception = False
    address, data = form
    assert client.post(address, data | {"body": "<p>Mine.</p>"}).status_code == 500
    monkeypatch.undo()

    assert body_in(client.post(address, {"_restore_autosave": "1"})) == "<p>Mine.</p>"


def test_a_new_article_is_kept_until_it_is_saved(client, sign_in):
    sign_in("Writer")
    address = reverse("admin:symptoms_article_add")
    new = posted(client.get(address), title="Tremor", slug="tremor", topic=make_topic().pk)
    store(client, (address, new))
    assert OFFER in client.get(address).content.decode()

    restored = posted(client.post(address, {"_restore_autosave": "1"}), autosave_version="1")
    assert client.post(address, restored).status_code == 302

    assert Article.objects.get().title == "Tremor"
    assert OFFER not in client.get(address).content.decode()


@pytest.mark.parametrize("version", [0, 1, 7, "x", "9" * 50])
def test_an_older_window_replaces_nothing(client, form, version):
    store(client, form, body="<p>First.</p>")
    store(client, form, version=1, body="<p>Second.</p>")

    answer = store(client, form, version=version, body="<p>Old window.</p>")

    assert answer.status_code == 409
    assert body_in(client.post(form[0], {"_restore_autosave": "1"})) == "<p>Second.</p>"


def test_saving_in_a_window_that_does_not_know_the_stored_text_leaves_it(client, form):
    address, data = form
    store(client, form, body="<p>Never saved.</p>")

    assert (
        client.post(address, data | {"title": "Tired", "autosave_version": "0"}).status_code == 302
    )

    assert Article.objects.get().title == "Tired"
    assert OFFER in client.get(address).content.decode()


def test_a_window_that_was_open_before_a_save_stores_nothing(client, form):
    address, data = form
    store(client, form, body="<p>Mine.</p>")
    client.post(address, data | {"body": "<p>Mine.</p>", "autosave_version": "1"})

    assert store(client, form, version=1, body="<p>Older.</p>").status_code == 409
    assert Autosave.objects.count() == 0


def test_discarding_leads_back_to_the_form_without_the_offer(client, form):
    store(client, form, body="<p>New words.</p>")

    page = client.post(DISCARD, {"autosave_path": form[0]}, follow=True)

    assert page.redirect_chain == [(form[0], 302)]
    assert OFFER not in page.content.decode()
    assert client.post(form[0], {"_restore_autosave": "1"}).status_code == 302


def test_nobody_else_sees_it(client, sign_in, form):
    store(client, form, body="<p>My secret words.</p>")
    sign_in("superuser")

    assert OFFER not in client.get(form[0]).content.decode()
    assert client.get(form[0].replace("change", "unsaved")).status_code == 404
    assert client.post(form[0], {"_restore_autosave": "1"}).status_code == 302


def test_the_comparison_shows_what_differs(client, form):
    store(client, form, body="<p>New words.</p>")

    page = client.get(form[0].replace("change", "unsaved")).content.decode()

    assert '<del data-as="removed">Old</del><ins data-as="added">New</ins> words.' in page


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/admin/",
        "https://example.org/",
        "//example.org/add/",
        "/admin/symptoms/article/1/delete/",
        "/admin/symptoms/article/" + "1" * 300 + "/change/",
    ],
)
@pytest.mark.parametrize("address", [STORE, DISCARD])
def test_only_forms_of_the_admin_are_stored_and_led_back_to(client, form, address, path):
    assert client.post(address, {"autosave_path": path}).status_code == 403
    assert Autosave.objects.count() == 0


def test_one_person_has_at_most_so_many(client, form, monkeypatch):
    monkeypatch.setattr("symptoms.models.autosave.MAX_FORMS", 2)
    for number in (1, 2, 3):
        store(client, (f"/admin/symptoms/article/{number}/change/", form[1]))

    kept = Autosave.objects.order_by("pk").values_list("path", flat=True)
    assert list(kept) == [f"/admin/symptoms/article/{number}/change/" for number in (2, 3)]


def test_it_goes_with_the_account(client, form):
    store(client, form)
    other = make_user("other@example.org", is_staff=True)
    Autosave.objects.create(user=other, path="/x/", fields=[])

    Autosave.objects.exclude(user=other).get().user.delete()

    assert Autosave.objects.get().user == other


@pytest.mark.parametrize("kind", ["symptom", "topic", "series", "contributor", "sponsor"])
def test_terms_are_kept_as_well(client, sign_in, monkeypatch, kind):
    sign_in("superuser")
    address = reverse(f"admin:symptoms_{kind}_add")

    def fail(*args, **kwargs):
        raise RuntimeError("a fault")

    monkeypatch.setattr("symptoms.workflow.term_review.save", fail)
    client.raise_request_exception = False
    needed = {"kind": "clinician", "visibility": "visible", "makes": "This company makes tea."}
    new = posted(client.get(address), name="Hiccups", slug="hiccups", **needed)
    assert client.post(address, new).status_code == 500

    page = client.post(address, {"_restore_autosave": "1"})
    assert page.context["adminform"].form["name"].value() == "Hiccups"


def test_what_no_database_can_hold_does_not_stop_it(client, form):
    answer = store(client, form, body="<p>New\0 words.</p>", title=r"Typed \u0000")

    assert answer.status_code == 200
    assert dict(Autosave.objects.get().fields)["body"] == ["<p>New words.</p>"]
    assert dict(Autosave.objects.get().fields)["title"] == [r"Typed \u0000"]
