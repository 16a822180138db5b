"""At least one row of every table, as in the database of a site that is used.

The dumps in this folder are made from it:

    SYMPTOMS_VAR=… python -m tests.upgrade.fill
"""

import os
from datetime import timedelta


def fill():
    """Needs a database that is migrated and empty."""
    from django.contrib.auth.models import Group
    from django.core.management import call_command

    from tests import factories

    call_command("createroles", verbosity=0)
    editor = factories.make_user("editor@example.org", "a long password", is_staff=True, name="Ed")
    editor.groups.add(Group.objects.get(name="Publisher"))
    reader = factories.make_user("reader@example.org", "a long password")
    symptom = factories.make_symptom("Fatigue", also=("tiredness",))
    factories.make_everyday_word("worn out", symptom)
    energy = _published(editor, symptom)
    _being_written(editor, energy)
    _terms(editor, symptom)
    _list_of(reader, energy)
    _accounts(editor, reader, symptom)


def _published(editor, symptom):
    """An article with every part, a review, two editions and a tip that was removed."""
    from django.utils import timezone

    from symptoms.models import HandPicked, ReviewReminder
    from symptoms.workflow import publishing, reviewing
    from tests import factories

    account = factories.make_user("nurse@example.org", is_staff=True, name="Nora")
    nurse = factories.make_contributor("Nora Nurse", kind="clinician", account=account)
    drawing = factories.make_picture("A chair", "A chair with arms")
    energy = factories.make_article(
        "Saving energy",
        body=f'<p>Sit.</p><img src="/pictures/{drawing.file.name}" alt="A chair with arms">',
        tips=3,
        symptoms=[symptom],
        tags=[factories.make_tag("rest")],
        picture=factories.make_picture(),
        series=factories.make_series("First steps"),
        series_part=1,
        sponsor=factories.make_sponsor(),
        sponsor_role="paid_for",
    )
    factories.make_callout(energy)
    factories.make_question(energy)
    cool = factories.make_article("Staying cool")
    HandPicked.objects.create(article=energy, related=cool, position=10)
    due = timezone.localdate() + timedelta(days=300)
    for article in (cool, energy):
        revision = publishing.save_revision(article, by=editor)
        review = reviewing.approve(revision, nurse, due, by=account)
        publishing.publish(revision, by=editor)
    ReviewReminder.objects.create(review=review, days=30)
    symptom.main_article = energy
    symptom.save()
    factories.make_feedback(energy, "no", "Which chair?")
    return energy


def _being_written(editor, energy):
    """A draft that was set aside, one that is linked to, scheduled and canceled starts, an autosave."""
    from django.contrib.admin.models import CHANGE, LogEntry
    from django.http import QueryDict
    from django.utils import timezone

    from symptoms.models import Autosave, Contributor, Plan
    from symptoms.workflow import commenting, publishing, reviewing, setting_aside
    from tests import factories

    energy.standfirst = "Rest first."
    energy.save()
    setting_aside.edit_live(energy, by=editor)
    cool = energy.hand_picked.get().related
    cool.standfirst = "A fan helps."
    cool.save()
    draft = publishing.save_revision(cool, by=editor)
    nurse = Contributor.objects.get(kind="clinician")
    reviewing.approve(draft, nurse, timezone.localdate() + timedelta(days=999), by=nurse.account)
    tomorrow = timezone.now() + timedelta(days=1)
    publishing.cancel(publishing.publish(draft, by=editor, at=tomorrow))
    publishing.publish(draft, by=editor, at=tomorrow + timedelta(days=365))
    Plan.objects.create(article=cool, revision=draft, starts=tomorrow, waits_because="A rebase.")
    factories.make_preview_link(cool)
    commenting.begin(cool, editor, "Is a fan enough?", "standfirst", "A fan helps.")
    new = factories.make_article("Sleeping better")
    reviewing.submit(publishing.save_revision(new, by=editor), by=editor)
    path = f"/admin/symptoms/article/{new.pk}/change/"
    Autosave.objects.keep(editor, path, QueryDict("title=Sleeping+well"))
    LogEntry.objects.log_actions(
        editor.pk, [new], CHANGE, change_message="Edited.", single_object=True
    )


def _terms(editor, symptom):
    """A draft that starts later, and an address that was replaced."""
    from django.utils import timezone

    from symptoms.models import FormerAddress
    from symptoms.workflow import term_drafts
    from tests import factories

    topic = factories.make_topic("Getting around")
    FormerAddress.objects.remember(topic, "moving")
    topic.name = "Getting out and about"
    term_drafts.save(topic, by=editor)
    topic.refresh_from_db()
    term_drafts.schedule(
        topic, term_drafts.read_now(topic), timezone.now() + timedelta(days=400), by=editor
    )
    symptom.summary = "<p>Being tired, more than from work.</p>"
    term_drafts.save(symptom, by=editor)


def _list_of(reader, energy):
    from symptoms.models import Collection, Favorite, OwnQuestion, UpdateEmail
    from tests import factories

    Favorite.objects.save_item(reader, tip=energy.tips.first().pk)
    favorite = Favorite.objects.get()
    favorite.note = "Ask about this"
    favorite.save()
    Favorite.objects.save_item(reader, article=energy.pk)
    collection = Collection.objects.create(user=reader, name="For Monday")
    collection.put(favorite)
    factories.make_shared_link(collection)
    OwnQuestion.objects.create(user=reader, text="May I swim?")
    UpdateEmail.objects.create(user=reader)


def _accounts(editor, reader, symptom):
    from django.contrib.contenttypes.models import ContentType
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone
    from taggit.models import Tag, TaggedItem

    from accounts.addresses import confirm_address
    from accounts.models import Consent, InactivityNotice
    from symptoms.models import OutgoingMail
    from tests import factories

    for user in (editor, reader):
        confirm_address(user)
    Consent.objects.create(user=reader)
    InactivityNotice.objects.create(user=reader)
    factories.make_invitation()
    SessionStore().create()
    OutgoingMail.objects.create(
        to="reader@example.org",
        sender="no-reply@example.org",
        subject="Hello",
        body="Hello.",
        good_until=timezone.now() + timedelta(days=9999),
    )
    # taggit's own tables stay as old versions left them.
    kind = ContentType.objects.get_for_model(symptom)
    TaggedItem.objects.create(
        tag=Tag.objects.create(name="old", slug="old"), content_type=kind, object_id=symptom.pk
    )


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    fill()
