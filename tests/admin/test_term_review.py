"""Terms in the admin: who can change what readers see, what is logged, and two people at once."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.urls import reverse

from symptoms.models import Series, Symptom, TermRevision
from symptoms.workflow import term_review
from tests.admin.forms import posted
from tests.factories import (
    make_contributor,
    make_sponsor,
    make_symptom,
    make_tag,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db
INDEX = reverse("admin:index")


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SYMPTOMS = settings.SYMPTOMS | {"REQUIRE_MEDICAL_REVIEW": True}


def url(term, page="change"):
    name = f"admin:symptoms_{term._meta.model_name}"
    return reverse(f"{name}_{page}", args=[term.pk])


def open_form(client, term):
    return posted(client.get(url(term)))


def save(client, term, **changes):
    return client.post(url(term), open_form(client, term) | changes, follow=True)


def read(client, term):
    """The hidden fields of the page that a reviewer has open."""
    form = client.get(url(term, "wording")).context["forms"]["approve"]
    return {name: form[name].value() for name in ("revision", "baseline")}


def nurse_of(user):
    return make_contributor("Nora Nurse", "clinician", account=user)


def log():
    return [entry.change_message for entry in LogEntry.objects.order_by("pk")]


def summary():
    return Symptom.objects.get().summary


def test_a_summary_goes_from_publisher_to_reviewer_to_readers(client, sign_in):
    symptom = make_symptom("Fatigue", summary="<p>Rest once a day.</p>")
    sign_in("Publisher")
    response = save(client, symptom, summary="<p>Rest twice a day.</p>")

    said = "Readers won’t see this change until a medical reviewer approves it."
    assert said in response.content.decode()
    assert summary() == "<p>Rest once a day.</p>"
    assert open_form(client, symptom)["summary"] == "<p>Rest twice a day.</p>"

    nurse_of(sign_in("Medical reviewer"))
    assert "Wording that waits for your review (1)" in client.get(INDEX).content.decode()
    page = client.get(url(symptom, "wording")).content.decode()
    assert "Rest twice a day." in page and "Rest once a day." not in page.partition("History")[0]
    client.post(url(symptom, "approve_wording"), read(client, symptom))

    assert summary() == "<p>Rest twice a day.</p>"
    assert log() == [
        "Proposed to a medical reviewer: Summary.",
        "Approved: Summary. Readers see it now.",
    ]


def test_after_an_approval_the_next_reviewer_sees_all_that_changed_since(client, sign_in):
    symptom = make_symptom("Fatigue", summary="<p>Rest.</p>")
    nurse = make_contributor("Other Nurse", "clinician")
    term_review.approve(symptom, term_review.read_now(symptom), nurse)
    sign_in("Publisher")
    save(client, symptom, summary="<p>Rest. Take 10 mg.</p>")
    save(client, symptom, summary="<p>Rest. Take 10 mg. Sleep.</p>")
    nurse_of(sign_in("Medical reviewer"))
    page = client.get(url(symptom, "wording")).content.decode()

    assert "Take 10 mg." in page.partition('<ins data-as="added">')[2].partition("</ins>")[0]


@pytest.mark.parametrize("role", ["Writer", "Publisher"])
def test_only_reviewers_decide(client, sign_in, role):
    symptom = make_symptom("Fatigue", summary="<p>Old.</p>")
    symptom.summary = "<p>New.</p>"
    term_review.save(symptom, by=make_user())
    nurse_of(sign_in(role))
    form = read(client, symptom) | {"reason": "x"}

    for verb in ("approve", "send_back"):
        assert client.post(url(symptom, f"{verb}_wording"), form).status_code == 403
    assert summary() == "<p>Old.</p>"


def test_a_publisher_who_is_a_reviewer_too_does_not_sign_their_own_words(client, sign_in):
    from django.contrib.auth.models import Group

    user = sign_in("Publisher")
    user.groups.add(Group.objects.get(name="Medical reviewer"))
    nurse_of(user)
    symptom = make_symptom("Fatigue")
    save(client, symptom, summary="<p>Mine.</p>")
    response = client.post(url(symptom, "approve_wording"), read(client, symptom))

    assert response.status_code == 422
    assert "You wrote part of this text." in response.content.decode()
    assert summary() == ""


def test_a_superuser_signs_for_a_clinician_with_a_reason(client, sign_in):
    sign_in("superuser")
    nurse = make_contributor("Nora Nurse", "clinician")
    symptom = make_symptom("Fatigue")
    save(client, symptom, summary="<p>Mine.</p>")
    form = read(client, symptom) | {"reviewer": nurse.pk}
    assert client.post(url(symptom, "approve_wording"), form).status_code == 422
    client.post(url(symptom, "approve_wording"), form | {"reason": "I am alone here."})

    assert summary() == "<p>Mine.</p>"
    assert term_review.approved(symptom).reason == "I am alone here."


def test_what_moved_after_the_page_was_opened_is_not_approved(client, sign_in):
    symptom = make_symptom("Fatigue", summary="<p>Old.</p>")
    symptom.summary = "<p>Read.</p>"
    term_review.save(symptom, by=make_user())
    nurse_of(sign_in("Medical reviewer"))
    form = read(client, symptom)
    symptom.summary = "<p>Not read.</p>"
    term_review.save(symptom, by=make_user())
    response = client.post(url(symptom, "approve_wording"), form)

    assert response.status_code == 422
    assert "changed after you opened the page" in response.content.decode()
    assert summary() == "<p>Old.</p>"
    again = response.context["forms"]["approve"]
    client.post(
        url(symptom, "approve_wording"),
        {name: again[name].value() for name in ("revision", "baseline")},
    )
    assert summary() == "<p>Not read.</p>"


@pytest.mark.parametrize(
    "form", [{}, {"revision": "x"}, {"revision": 1, "baseline": ""}, {"revision": "9" * 30}]
)
def test_an_invented_form_approves_nothing(client, sign_in, form):
    symptom = make_symptom("Fatigue", summary="<p>Old.</p>")
    symptom.summary = "<p>New.</p>"
    term_review.save(symptom, by=make_user())
    nurse_of(sign_in("Medical reviewer"))

    assert client.post(url(symptom, "approve_wording"), form).status_code == 422
    assert summary() == "<p>Old.</p>"


def test_a_proposal_comes_back_with_a_note(client, sign_in, django_capture_on_commit_callbacks):
    symptom = make_symptom("Fatigue")
    author = sign_in("Publisher")
    reviewer = make_user(is_staff=True)
    save(client, symptom, summary="<p>Long.</p>")
    from django.contrib.auth.models import Group

    reviewer.groups.add(Group.objects.get(name="Medical reviewer"))
    client.force_login(reviewer)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        form = read(client, symptom) | {"reason": "Shorter, please."}
        client.post(url(symptom, "send_back_wording"), form)
    (sent,) = mail.outbox
    client.force_login(author)

    assert sent.to == [author.email]
    assert url(symptom, "wording") in sent.body
    assert "Wording with changes requested (1)" in client.get(INDEX).content.decode()
    assert "Shorter, please." in client.get(url(symptom)).content.decode()


def test_reviewers_are_told_that_words_wait(client, sign_in, django_capture_on_commit_callbacks):
    sign_in("superuser")
    symptom = make_symptom("Canary")
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        save(client, symptom, summary="<p>New.</p>")
    (sent,) = mail.outbox

    assert url(symptom, "wording") in sent.body
    assert "anary" not in sent.subject + sent.body


@pytest.mark.parametrize("popup", ["", "1"])
@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Symptom, {"visibility": "both", "also_called": "shaking", "summary": "<p>Shaking.</p>"}),
        (Series, {"intro": "<p>Where to begin.</p>"}),
    ],
)
def test_a_new_term_shows_its_name_alone_also_from_a_popup(client, sign_in, model, fields, popup):
    sign_in("Publisher")
    address = reverse(f"admin:symptoms_{model._meta.model_name}_add")
    data = {"name": "Tremor", "slug": "tremor", "seen": "0"} | fields
    client.post(address, data | ({"_popup": popup} if popup else {}))
    term = model.objects.get()

    assert term.name == "Tremor"
    assert [getattr(term, f) for f in fields if f != "visibility"] == [""] * (
        len(fields) - ("visibility" in fields)
    )
    assert term_review.waiting(term).as_words()["name"] == "Tremor"


def test_the_lists_change_nothing_around_the_form(client):
    from django.contrib import admin

    from symptoms.models import Contributor, Series, Sponsor, Symptom, Tag, Topic

    models = (Symptom, Series, Topic, Contributor, Sponsor, Tag)
    editable = {model: tuple(admin.site.get_model_admin(model).list_editable) for model in models}

    assert editable == dict.fromkeys(models, ())


@pytest.mark.parametrize(
    ("make", "field", "label"),
    [
        (make_topic, "description", "Description"),
        (make_contributor, "bio", "Bio"),
        (make_sponsor, "makes", "Makes"),
        (make_tag, "name", "Name"),
    ],
)
def test_other_terms_are_public_when_saved_and_the_old_text_is_kept(
    client, sign_in, make, field, label
):
    term = make()
    before = getattr(term, field)
    sign_in("Publisher")
    new = "<p>canary words</p>" if field in {"description", "bio"} else "canary words"
    save(client, term, **{field: new})
    term.refresh_from_db()

    assert getattr(term, field) == new
    assert [row.as_words()[field] for row in TermRevision.objects.of(term)] == [new, before]
    assert "canary" in client.get(url(term, "wording")).content.decode()
    assert log() == [f"Changed: {label}."]


def test_the_log_names_only_what_changed(client, sign_in):
    """Browsers post line ends and markup that are not those of the database."""
    symptom = make_symptom("Fatigue", also=["no energy", "tiredness"], summary="<p>Old.</p>")
    sign_in("Publisher")
    save(
        client,
        symptom,
        also_called="no energy\r\ntiredness\r\n",
        summary="<p>Old.</p>\n",
        visibility="both",
    )
    save(client, symptom)

    assert log() == ["Proposed to a medical reviewer: Visibility.", "Nothing was changed."]


def test_the_log_of_a_contributor_names_the_account(client, sign_in):
    nurse = make_contributor("Nora Nurse", "clinician")
    sign_in("superuser")
    account = make_user(is_staff=True)
    save(client, nurse, account=account.pk, role="MS nurse")

    assert log() == ["Changed: Role, Account."]


def test_a_deleted_terms_words_can_still_be_read(client, sign_in):
    sign_in("Publisher")
    symptom = make_symptom("Fatigue", summary="<p>Canary words.</p>")
    here = url(symptom, "wording")
    client.post(url(symptom, "delete"), {"post": "yes"})

    assert Symptom.objects.count() == 0
    assert "Canary words." in client.get(here).content.decode()
    assert client.get(here.replace(str(symptom.pk), "999")).status_code == 404


def test_whoever_signed_words_cannot_be_deleted_and_is_told_why(client, sign_in):
    nurse = make_contributor("Nora Nurse", "clinician")
    symptom = make_symptom("Fatigue")
    term_review.approve(symptom, term_review.read_now(symptom), nurse)
    sign_in("superuser")
    page = client.post(url(nurse, "delete"), {"post": "yes"})

    assert "This person reviewed “Fatigue”." in page.content.decode()


def test_terms_deleted_from_the_list_are_kept_too(client, sign_in):
    sign_in("Publisher")
    keys = [make_symptom(name, summary=f"<p>{name} words.</p>").pk for name in ("One", "Two")]
    data = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
    client.post(reverse("admin:symptoms_symptom_changelist"), data)

    assert Symptom.objects.count() == 0
    assert sorted(row.as_words()["summary"] for row in TermRevision.objects.all()) == [
        "<p>One words.</p>",
        "<p>Two words.</p>",
    ]


def test_who_only_looks_sees_no_hidden_field(client, sign_in):
    sign_in("Medical reviewer")
    page = client.get(url(make_symptom("Fatigue"))).content.decode()

    assert "field-seen" not in page


# Two people at the same term.


def test_what_two_publishers_change_in_different_fields_is_merged_and_told(client, sign_in):
    symptom = make_symptom(
        "Fatigue", also=["tiredness", "no energy"], summary="<p>One.</p><p>Two.</p>"
    )
    sign_in("Publisher")
    first, second = open_form(client, symptom), open_form(client, symptom)
    client.post(
        url(symptom),
        first
        | {"visibility": "both", "also_called": "tiredness", "summary": "<p>1.</p><p>Two.</p>"},
    )
    response = client.post(
        url(symptom),
        second
        | {"also_called": "tiredness\nno energy\nweariness", "summary": "<p>One.</p><p>2.</p>"},
        follow=True,
    )
    words = term_review.waiting(symptom).as_words()

    assert words == {
        "name": "Fatigue",
        "visibility": "both",
        "also_called": "tiredness\nweariness",
        "summary": "<p>1.</p><p>2.</p>",
    }
    assert (
        "saved this after you opened it. Their changes were kept in:" in response.content.decode()
    )


def test_what_both_change_is_asked_about_and_nothing_is_lost(client, sign_in):
    topic = make_topic("Daily life", description="<p>Old.</p>")
    sign_in("Publisher")
    first, second = open_form(client, topic), open_form(client, topic)
    client.post(url(topic), first | {"description": "<p>First words.</p>", "name": "Every day"})
    asked = client.post(url(topic), second | {"description": "<p>Second words.</p>"})
    topic.refresh_from_db()
    page = asked.content.decode()

    assert topic.description == "<p>First words.</p>"
    assert "changed the same text after you opened this form" in page
    assert '<del data-as="removed">First</del>' in page
    assert '<ins data-as="added">Second</ins>' in page
    form = posted(asked)
    assert (form["name"], form["description"]) == ("Every day", "<p>Second words.</p>")

    client.post(url(topic), form)
    topic.refresh_from_db()
    assert (topic.name, topic.description) == ("Every day", "<p>Second words.</p>")
    assert [row.as_words()["description"] for row in TermRevision.objects.of(topic)] == [
        "<p>Second words.</p>",
        "<p>First words.</p>",
        "<p>Old.</p>",
    ]


def test_three_publishers_at_one_contributor(client, sign_in):
    nurse = make_contributor("Nora Nurse", "clinician", role="nurse", bio="<p>Old.</p>")
    sign_in("Publisher")
    forms = [open_form(client, nurse) for _ in range(3)]
    changes = [{"role": "MS nurse"}, {"bio": "<p>New.</p>"}, {"is_fictional": "on"}]
    for form, change in zip(forms, changes, strict=True):
        assert client.post(url(nurse), form | change).status_code == 302
    nurse.refresh_from_db()

    assert (nurse.role, nurse.bio, nurse.is_fictional) == ("MS nurse", "<p>New.</p>", True)


def test_an_approval_between_two_forms_is_kept(client, sign_in):
    """The second form was filled before; its untouched fields do not bring the old words back."""
    symptom = make_symptom("Fatigue", summary="<p>Old.</p>")
    sign_in("Publisher")
    form = open_form(client, symptom)
    symptom.summary = "<p>Approved.</p>"
    term_review.save(symptom, by=make_user())
    nurse = make_contributor("Nora Nurse", "clinician")
    term_review.approve(symptom, term_review.read_now(symptom), nurse)
    client.post(url(symptom), form | {"visibility": "both"})

    assert term_review.waiting(symptom).as_words()["summary"] == "<p>Approved.</p>"


@pytest.mark.parametrize("seen", ["x", "-1", "9" * 30, "", "0"])
def test_an_invented_step_gives_no_server_error(client, sign_in, seen):
    topic = make_topic()
    sign_in("Publisher")
    save(client, topic, description="<p>One.</p>")

    assert save(client, topic, seen=seen, description="<p>Two.</p>").status_code == 200
