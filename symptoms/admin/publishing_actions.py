"""What a publisher can do with an article, one function a button."""

from collections.abc import Callable
from typing import NamedTuple

from django import forms
from django.conf import settings
from django.template.defaultfilters import date
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.admin.publishing_forms import (
    CancelForm,
    MoveForm,
    PlanForm,
    PublishForm,
    RevisionForm,
    ScheduleForm,
    SchedulePlanForm,
    WithdrawForm,
)
from symptoms.text.content import ArticleContent
from symptoms.text.parts import labels_of
from symptoms.workflow import publishing, scheduling
from symptoms.workflow.publishing import PublishingError, Then
from symptoms.workflow.scheduling import Rebased


class Action(NamedTuple):
    """A button of the publishing page: its form, who may press it, and what it does.

    `do(article, user, **cleaned_data)` returns a sentence that says what was done, for the person
    and for the log. It raises PublishingError or ReviewError when it is refused. `leads_to` names the
    article's page that is shown when it was done.
    """

    form: type[forms.Form]
    permission: str
    do: Callable[..., str]
    leads_to: str = "publishing"


def publish(article, user, *, revision, baseline, **how):
    before = article.editions.live().first()
    refuse_another_baseline(baseline, before and before.revision, LIVE_TEXT_CHANGED)
    edition, notes = _publish(article, user, revision, **how)
    if edition == before:
        return _("Readers already see exactly this text. Nothing was changed.")
    return " ".join([_("Published. Readers see it now."), *notes])


def schedule(article, user, *, revision, baseline, at, **how):
    live = article.editions.live().first()
    refuse_another_baseline(baseline, live and live.revision, LIVE_TEXT_CHANGED)
    _edition, notes = _publish(article, user, revision, at=at, **how)
    done = _("Scheduled. Readers will see it from %(moment)s.") % {"moment": in_words(at)}
    return " ".join([done, *notes])


def _publish(article, user, number, *, then, override, change_note, at=None):
    """Returns the edition, and what else there is to say."""
    if override and not user.has_perm("symptoms.override_checklist"):
        raise PublishingError(
            _("You can’t override the checklist. Correct the items it lists, then publish.")
        )
    revision = seen(article, user, number)
    rebased: list[Rebased] = []
    if then == "rebase":
        edition, rebased = scheduling.publish_and_rebase(revision, user, at, override, change_note)
    else:
        edition = publishing.publish(
            revision,
            user,
            at,
            then=Then(then) if then else None,
            override=override,
            change_note=change_note,
        )
    notes = [_rebased_in_words(update) for update in rebased]
    if then == Then.CANCEL:
        for plan in scheduling.plans_beside(article, revision):
            scheduling.drop_plan(plan, by=user)
            notes.append(_plan_was_canceled(plan))
    if edition.overridden:
        what = {"missing": edition.overridden, "reason": edition.override_reason}
        notes.append(_("Checklist overridden: %(missing)s Reason: %(reason)s") % what)
    return edition, notes


def _plan_was_canceled(plan):
    return _("The update planned for %(moment)s was canceled.") % {"moment": in_words(plan.starts)}


def _rebased_in_words(update):
    """What became of an update that was moved onto the published text, in sentences."""
    facts = {"moment": in_words(update.starts), "number": update.revision.number}
    if not update.refused:
        return (
            _("The update for %(moment)s is now revision %(number)s, and scheduled as before.")
            % facts
        )
    held = _(
        "The update for %(moment)s is now revision %(number)s. It is planned for the same time but not "
        "scheduled yet."
    )
    said = [held % facts, update.refused]
    if update.conflicts:
        names = ", ".join(map(str, labels_of(ArticleContent, update.conflicts)))
        said.append(_("The text you published was used for: %(fields)s.") % {"fields": names})
    return " ".join(map(str, said))


def republish(article, user, *, revision):
    """Make what readers saw last public again, through the same checks as any other text."""
    last = last_seen(article)
    if last is None or last.revision.number != revision:
        raise PublishingError(str(LIVE_TEXT_CHANGED))
    override = last.override_reason if user.has_perm("symptoms.override_checklist") else ""
    publishing.publish(last.revision, user, then=Then.KEEP, override=override)
    done = _("Published. Readers see revision %(number)s again.")
    return done % {"number": revision}


def last_seen(article):
    """The edition that readers saw before the article was withdrawn; None while one is live, or if
    there never was one."""
    newest = article.editions.started().select_related("revision").first()
    return newest.previous if newest and newest.revision_id is None else None


def withdraw(article, user, reason, at):
    edition = publishing.withdraw(article, by=user, reason=reason, at=at)
    why = _("Reason: %(reason)s") % {"reason": edition.reason}
    if not at:
        return " ".join([_("Withdrawn. Readers can’t see it now."), why])
    when = _("Scheduled. It will be withdrawn on %(moment)s.") % {"moment": in_words(at)}
    return " ".join([when, why])


def cancel(article, user, edition):
    scheduled = _planned(article, edition)
    publishing.cancel(scheduled)
    moment = in_words(scheduled.live_from)
    return _("Canceled. Nothing will change on %(moment)s.") % {"moment": moment}


def move(article, user, edition, at):
    scheduled = _planned(article, edition)
    scheduling.move(scheduled, at, by=user)
    moments = {"before": in_words(scheduled.live_from), "after": in_words(at)}
    return _("Moved from %(before)s to %(after)s.") % moments


def schedule_plan(article, user, *, plan, revision, baseline, at):
    waiting = _waiting(article, plan)
    live = article.editions.live().first()
    refuse_another_baseline(baseline, live and live.revision, LIVE_TEXT_CHANGED)
    publishing.save_revision(article, by=user)
    is_its_own = waiting.revision.number == revision
    read = waiting.revision if is_its_own else seen(article, user, revision)
    scheduling.schedule_plan(waiting, read, at, by=user)
    facts = {"number": revision, "moment": in_words(at)}
    return _("Scheduled. Readers will see revision %(number)s from %(moment)s.") % facts


def drop_plan(article, user, plan):
    waiting = _waiting(article, plan)
    scheduling.drop_plan(waiting, by=user)
    return _plan_was_canceled(waiting)


def _waiting(article, pk):
    plan = article.plans.waiting().filter(pk=pk).select_related("revision").first()
    if plan is None:
        raise PublishingError(_("This plan has already been scheduled or canceled."))
    return plan


def _planned(article, pk):
    edition = article.editions.filter(pk=pk).first()
    if edition is None:
        raise PublishingError(_("This is no longer scheduled. Read the page again."))
    return edition


def seen(article, user, number):
    """The newest revision, if it is the one that the person was shown."""
    newest = publishing.save_revision(article, by=user)
    if newest.number != number:
        raise PublishingError(CHANGED_SINCE)
    return newest


CHANGED_SINCE = gettext_lazy(
    "The article was changed after you opened this page. Read it again, then decide."
)
LIVE_TEXT_CHANGED = gettext_lazy(
    "What readers see was changed after you opened this page. Read the differences again, then decide."
)


def refuse_another_baseline(number, baseline, sentence):
    """Raises PublishingError unless `baseline` is the revision that the page compared with."""
    if number != (baseline.number if baseline else 0):
        raise PublishingError(str(sentence))


def in_words(moment) -> str:
    """A moment in the site's zone, with the zone named: "3 Dec 2026, 09:00 (Europe/London)"."""
    return f"{date(timezone.localtime(moment), 'SHORT_DATETIME_FORMAT')} ({settings.TIME_ZONE})"


ACTIONS = {
    "publish": Action(PublishForm, "symptoms.publish_article", publish),
    "schedule": Action(ScheduleForm, "symptoms.publish_article", schedule),
    "republish": Action(RevisionForm, "symptoms.publish_article", republish),
    "withdraw": Action(WithdrawForm, "symptoms.publish_article", withdraw),
    "cancel": Action(CancelForm, "symptoms.publish_article", cancel),
    "schedule_plan": Action(SchedulePlanForm, "symptoms.publish_article", schedule_plan),
    "drop_plan": Action(PlanForm, "symptoms.publish_article", drop_plan),
    "move": Action(MoveForm, "symptoms.publish_article", move),
}
