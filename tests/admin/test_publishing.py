import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from symptoms.models import Edition, Plan
from symptoms.workflow import publishing
from tests.factories import make_article, make_user, publish

pytestmark = pytest.mark.django_db


def url(article, verb="publishing"):
    return reverse(f"admin:symptoms_article_{verb}", args=[article.pk])


def live_titles():
    return sorted(Edition.objects.live().values_list("title", flat=True))


def recorded(**fields):
    article = make_article("Fatigue", **fields)
    publishing.save_revision(article)
    return article


def test_a_publisher_publishes(client, sign_in):
    publisher = sign_in("Publisher")
    article = recorded()
    response = client.post(url(article, "publish"), {"revision": 1, "baseline": 0})

    assert response.url == url(article)
    assert live_titles() == ["Fatigue"]
    assert Edition.objects.get().created_by == publisher
    assert LogEntry.objects.get().change_message == "Published. Readers see it now."


def test_a_publisher_schedules_in_the_sites_zone(client, sign_in, settings):
    settings.TIME_ZONE = "Europe/London"
    sign_in("Publisher")
    article = recorded()
    with timezone.override("Europe/London"):
        client.post(
            url(article, "schedule"), {"revision": 1, "baseline": 0, "at": "2040-07-01T09:00"}
        )

    assert Edition.objects.get().live_from.isoformat() == "2040-07-01T08:00:00+00:00"
    assert live_titles() == []


@pytest.mark.parametrize("moment", ["2040-03-25T01:30", "2040-10-28T01:30"])
def test_a_local_time_that_does_not_exist_or_is_ambiguous_is_refused(client, sign_in, moment):
    sign_in("Publisher")
    article = recorded()
    with timezone.override("Europe/London"):
        response = client.post(
            url(article, "schedule"), {"revision": 1, "baseline": 0, "at": moment}
        )

    assert response.status_code == 422
    assert "at" in response.context["forms"]["schedule"].errors
    assert Edition.objects.count() == 0


@pytest.mark.parametrize(
    "moment",
    [
        "9999-12-31T23:59",
        "2300-01-01T09:00",
        "0001-01-01T00:00",
        "",
        "2001-01-01T09:00",
        "soon",
        "\0",
        "9" * 500,
    ],
)
def test_a_bad_moment_is_refused_in_words(client, sign_in, moment):
    sign_in("Publisher")
    article = recorded()
    response = client.post(url(article, "schedule"), {"revision": 1, "baseline": 0, "at": moment})

    assert response.status_code == 422
    assert Edition.objects.count() == 0


def test_what_the_publisher_has_not_seen_is_not_published(client, sign_in):
    sign_in("Publisher")
    article = recorded()
    article.title = "Changed meanwhile"
    article.save()
    publishing.save_revision(article)
    response = client.post(url(article, "publish"), {"revision": 1, "baseline": 0})

    assert "changed after you opened" in response.content.decode()
    assert live_titles() == []

    shown = response.context["forms"]["publish"]["revision"].value()
    client.post(url(article, "publish"), {"revision": shown, "baseline": 0})
    assert live_titles() == ["Changed meanwhile"]


def test_what_is_not_ready_is_refused_with_what_is_missing(client, sign_in):
    sign_in("Publisher")
    article = recorded(topic=None)
    response = client.post(url(article, "publish"), {"revision": 1, "baseline": 0})

    assert response.status_code == 422
    assert response.context["forms"]["publish"].non_field_errors() == ["Choose a topic."]


def test_a_publisher_withdraws_with_a_reason(client, sign_in):
    sign_in("Publisher")
    article = make_article(live=True)
    assert client.post(url(article, "withdraw"), {"reason": ""}).status_code == 422
    assert len(live_titles()) == 1

    client.post(url(article, "withdraw"), {"reason": "Out of date."})
    assert live_titles() == []


def test_a_publisher_cancels_what_is_scheduled(client, sign_in):
    sign_in("Publisher")
    article = make_article()
    edition = publish(article, at=timezone.now() + timedelta(days=1))
    client.post(url(article, "cancel"), {"edition": edition.pk})
    edition.refresh_from_db()

    assert edition.canceled_at is not None


def with_an_update(days=1):
    """An article that is live, with an update scheduled and a correction recorded after it."""
    article = make_article("Old", live=True)
    article.title = "Update"
    article.save()
    update = publish(article, at=timezone.now() + timedelta(days=days))
    article.title, article.body = "Old", "<p>Corrected.</p>"
    article.save()
    publishing.save_revision(article)
    return article, update


def titles_then():
    later = timezone.now() + timedelta(days=5)
    return list(Edition.objects.live(later).values_list("title", flat=True))


def test_what_is_scheduled_can_be_moved(client, sign_in):
    sign_in("Publisher")
    edition = publish(make_article("Fatigue"), at=timezone.now() + timedelta(days=1))
    client.post(url(edition.article, "move"), {"edition": edition.pk, "at": "2040-07-01T09:00"})

    moved = Edition.objects.scheduled().get()
    assert (moved.live_from.isoformat(), moved.revision) == (
        "2040-07-01T09:00:00+00:00",
        edition.revision,
    )


def test_a_refused_move_says_why_beside_what_was_to_be_moved(client, sign_in):
    sign_in("Publisher")
    article, update = with_an_update()
    other = publish(article, at=timezone.now() + timedelta(days=2))
    data = {"edition": update.pk, "at": "2001-01-01T09:00"}
    response = client.post(url(article, "move"), data)
    beside = {edition: form.errors for edition, form in response.context["scheduled"]}

    assert beside[update] == {"__all__": ["This time has passed. Choose a time in the future."]}
    assert beside[other] == {}
    assert set(Edition.objects.scheduled()) == {update, other}


def test_a_correction_is_asked_what_becomes_of_the_update(client, sign_in):
    sign_in("Publisher")
    article, _update = with_an_update()
    response = client.post(url(article, "publish"), {"revision": 3, "baseline": 1})

    assert response.status_code == 422
    assert "Choose what to do with the update." in response.content.decode()
    assert titles_then() == ["Update"]


@pytest.mark.parametrize(
    ("then", "later"), [("keep", ["Update"]), ("cancel", ["Old"]), ("rebase", ["Update"])]
)
def test_a_correction_can_keep_cancel_or_rewrite_the_update(client, sign_in, then, later):
    sign_in("Publisher")
    article, _update = with_an_update()
    client.post(url(article, "publish"), {"revision": 3, "baseline": 1, "then": then})

    assert Edition.objects.live().get().content.body == "<p>Corrected.</p>"
    assert titles_then() == later


def test_a_rewritten_update_has_the_correction(client, sign_in):
    sign_in("Publisher")
    article, update = with_an_update()
    client.post(url(article, "publish"), {"revision": 3, "baseline": 1, "then": "rebase"})

    rewritten = Edition.objects.scheduled().get()
    assert rewritten.live_from == update.live_from
    assert (rewritten.title, rewritten.content.body) == ("Update", "<p>Corrected.</p>")


def test_what_becomes_of_an_update_is_asked_only_while_there_is_one(client, sign_in):
    sign_in("Publisher")
    article, _update = with_an_update()
    asked = client.get(url(article)).context["forms"]["publish"].fields
    quiet = client.get(url(make_article(live=True))).context["forms"]["publish"].fields

    assert ("then" in asked, "then" in quiet) == (True, False)


def may_override(user):
    user.user_permissions.add(Permission.objects.get(codename="override_checklist"))


def test_overriding_the_checklist_takes_a_permission_and_a_reason(client, sign_in):
    publisher = sign_in("Publisher")
    article = recorded(standfirst="")
    data = {"revision": 1, "baseline": 0, "override": "It must be out tonight."}
    assert client.post(url(article, "publish"), data).status_code == 422
    assert live_titles() == []

    may_override(publisher)
    assert client.post(url(article, "publish"), {"revision": 1, "baseline": 0}).status_code == 422
    assert live_titles() == []

    client.post(url(article, "publish"), data)
    assert live_titles() == ["Fatigue"]
    assert LogEntry.objects.latest("pk").change_message == (
        "Published. Readers see it now. Checklist overridden: Write a standfirst: the line under the title. "
        "Reason: It must be out tonight."
    )


def test_overriding_is_offered_to_who_may_and_where_it_can_help(client, sign_in):
    publisher = sign_in("Publisher")
    soft, firm, ready = recorded(standfirst=""), make_article(topic=None), make_article()
    pages = [url(article) for article in (soft, firm, ready)]

    def offered():
        return ["override" in client.get(p).context["forms"]["publish"].fields for p in pages]

    assert offered() == [False, False, False]
    may_override(publisher)
    assert offered() == [True, False, False]


def test_plain_language_advises_and_blocks_nothing(client, sign_in):
    sign_in("Publisher")
    article = recorded(body="<p>Some people suffer from fatigue.</p>")
    page = client.get(url(article)).content.decode()
    assert "Instead of “suffer from”, write: have, or people with MS." in page

    client.post(url(article, "publish"), {"revision": 1, "baseline": 0})
    assert live_titles() == ["Fatigue"]


def test_what_was_typed_is_still_there_after_a_refusal(client, sign_in):
    sign_in("Publisher")
    article = make_article(live=True)
    typed = {"reason": "Out of date.", "at": "2001-01-01T09:00"}
    form = client.post(url(article, "withdraw"), typed).context["forms"]["withdraw"]

    assert {name: form[name].value() for name in typed} == typed


def test_another_articles_edition_cannot_be_cancelled(client, sign_in):
    sign_in("Publisher")
    edition = publish(make_article(), at=timezone.now() + timedelta(days=1))
    response = client.post(url(make_article(), "cancel"), {"edition": edition.pk})
    edition.refresh_from_db()

    assert (response.status_code, edition.canceled_at) == (422, None)


@pytest.mark.parametrize("role", ["Writer", "Medical reviewer"])
@pytest.mark.parametrize("verb", ["publish", "schedule", "withdraw", "cancel", "move"])
def test_only_publishers_publish(client, sign_in, role, verb):
    sign_in(role)
    article = make_article("Live", live=True)
    data = {"revision": 1, "baseline": 0, "at": "2040-01-01T09:00", "reason": "Old.", "edition": 1}
    before = list(Edition.objects.values())

    assert client.post(url(article, verb), data).status_code == 403
    assert list(Edition.objects.values()) == before


def test_a_writer_sees_the_state_and_no_buttons(client, sign_in):
    sign_in("Writer")
    article = make_article(live=True)
    response = client.get(url(article))

    assert response.status_code == 200
    assert "Publish now" not in response.content.decode()


def test_no_id_stands_on_the_page_twice(client, sign_in):
    sign_in("Publisher")
    page = client.get(url(make_article(live=True))).content.decode()
    ids = re.findall(r'\bid="([^"]+)"', page)

    assert sorted(ids) == sorted(set(ids))


def test_an_article_that_does_not_exist_is_not_found(client, sign_in):
    sign_in("Publisher")

    for pk in ("0", "x", "9" * 30):
        address = reverse("admin:symptoms_article_publishing", args=[pk])
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("verb", ["publish", "schedule", "withdraw", "cancel", "move"])
def test_coming_back_to_an_action_without_a_form_leads_to_its_page(client, sign_in, verb):
    sign_in("Publisher")
    article = make_article("Live", live=True)

    assert client.get(url(article, verb)).url == url(article)
    assert live_titles() == ["Live"]


def test_what_readers_see_already_is_not_published_again(client, sign_in):
    sign_in("Publisher")
    article = make_article(live=True)
    response = client.post(url(article, "publish"), {"revision": 1, "baseline": 1}, follow=True)

    assert "Readers already see exactly this text." in response.content.decode()
    assert Edition.objects.count() == 1


def with_a_plan(client):
    """An article whose update waits as a plan, because it stands against what was published."""
    article, _update = with_an_update()
    article.title = "Corrected"
    article.save()
    publishing.save_revision(article)
    page = client.get(url(article)).context["forms"]["publish"]
    seen = {name: page[name].value() for name in ("revision", "baseline")}
    response = client.post(url(article, "publish"), seen | {"then": "rebase"}, follow=True)
    return article, Plan.objects.waiting().get(), response


def plan_form(response, number=0):
    form = response.context["plans"][0]["forms"][number]
    return {name: field.value() for name, field in zip(form.fields, form, strict=True)}


def test_a_plan_is_shown_wherever_it_could_be_missed(client, sign_in):
    sign_in("Publisher")
    article, _plan, response = with_a_plan(client)
    levels = [message.level_tag for message in response.context["messages"]]
    changelist = client.get(reverse("admin:symptoms_article_changelist")).content.decode()
    address = f"{url(article)}#planned"

    assert levels == ["success", "warning"]
    assert "Planned, but not scheduled" in response.content.decode()
    assert address in client.get(reverse("admin:index")).content.decode()
    assert "but not scheduled" in changelist


def test_a_plan_is_scheduled_by_a_press_on_what_was_read(client, sign_in):
    sign_in("Publisher")
    article, plan, response = with_a_plan(client)
    data = plan_form(response) | {"at": "2040-01-01T09:00"}
    client.post(url(article, "schedule_plan"), data)

    assert Edition.objects.scheduled().get().revision == plan.revision
    assert response.context["plans"][0]["changes"] != []
    assert Plan.objects.waiting().count() == 0


def test_a_plan_that_was_edited_on_is_scheduled_with_the_newest_text(client, sign_in):
    sign_in("Publisher")
    article, _plan, _response = with_a_plan(client)
    article.refresh_from_db()
    article.closing = "<p>Solved.</p>"
    article.save()
    newest = publishing.save_revision(article)
    data = plan_form(client.get(url(article)), 1) | {"at": "2040-01-01T09:00"}
    client.post(url(article, "schedule_plan"), data)

    assert Edition.objects.scheduled().get().revision == newest
    assert Plan.objects.waiting().count() == 0


@pytest.mark.parametrize("change", [{"at": "2001-01-01T09:00"}, {"baseline": "1"}, {"plan": "99"}])
def test_a_plan_that_is_refused_waits_and_says_why(client, sign_in, change):
    sign_in("Publisher")
    article, plan, response = with_a_plan(client)
    data = plan_form(response) | {"at": "2040-01-01T09:00"} | change
    refused = client.post(url(article, "schedule_plan"), data)

    assert refused.status_code == 422
    assert list(Plan.objects.waiting()) == [plan]
    assert Edition.objects.scheduled().count() == 0


def test_a_plan_is_dropped_by_its_own_button(client, sign_in):
    sign_in("Publisher")
    article, plan, _response = with_a_plan(client)
    done = client.post(url(article, "drop_plan"), {"plan": plan.pk}, follow=True)

    assert "The update planned for" in done.content.decode()
    assert "was canceled." in done.content.decode()
    assert Plan.objects.waiting().count() == 0


def test_a_plan_is_written_anew_or_dropped_with_the_next_correction(client, sign_in):
    sign_in("Publisher")
    article, _plan, _response = with_a_plan(client)
    article.title = "Corrected again"
    article.save()
    publishing.save_revision(article)
    page = client.get(url(article)).context["forms"]["publish"]
    seen = {name: page[name].value() for name in ("revision", "baseline")}
    assert "then" in page.fields
    client.post(url(article, "publish"), seen | {"then": "cancel"})

    assert Plan.objects.get().settled_how == "dropped"


@pytest.mark.parametrize("role", ["Writer", "Medical reviewer"])
@pytest.mark.parametrize("verb", ["schedule_plan", "drop_plan"])
def test_only_publishers_settle_plans(client, sign_in, role, verb):
    sign_in("Publisher")
    article, plan, _response = with_a_plan(client)
    sign_in(role)

    assert client.post(url(article, verb), {"plan": plan.pk}).status_code == 403
    assert list(Plan.objects.waiting()) == [plan]


def test_who_may_see_no_article_is_told_of_no_plan(client, sign_in):
    sign_in("Publisher")
    with_a_plan(client)
    client.force_login(make_user(is_staff=True))
    index = client.get(reverse("admin:index")).content.decode()

    assert "not scheduled" not in index and "Corrected" not in index
