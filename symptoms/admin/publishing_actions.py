"""What a publisher can do with an article: the forms, and what each of them does."""

from collections.abc import Callable
from typing import NamedTuple

from django import forms
from django.conf import settings
from django.template.defaultfilters import date
from django.utils import timezone

from symptoms.text.content import ArticleContent
from symptoms.text.parts import labels_of
from symptoms.workflow import publishing, scheduling
from symptoms.workflow.publishing import PublishingError, Then
from symptoms.workflow.scheduling import Rebased


class Action(NamedTuple):
    """A button of the publishing page: its form, who may press it, and what it does.

    `do(article, user, **cleaned_data)` returns a sentence that says what was done, for the person
    and for the log. It raises PublishingError or ReviewError when it is refused.
    """

    form: type[forms.Form]
    permission: str
    do: Callable[..., str]


class MomentField(forms.DateTimeField):
    """A local moment in the site's zone; what does not exist or is ambiguous there is refused."""

    def __init__(self, **kwargs):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        zone = f"In the site’s time zone, {settings.TIME_ZONE}."
        super().__init__(widget=widget, help_text=zone, **kwargs)

    def to_python(self, value):
        unusable = forms.ValidationError("Choose a year from 2000 to 2200.")
        try:
            moment = super().to_python(value)
        except OverflowError:
            raise unusable from None
        except forms.ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            raise forms.ValidationError(
                "The clocks change then: in %(zone)s this time does not exist, or comes twice. "
                "Choose one an hour earlier or later.",
                params={"zone": settings.TIME_ZONE},
            ) from None
        if moment and not 2000 <= moment.year <= 2200:
            raise unusable
        return moment


class SeenField(forms.IntegerField):
    """The number of a revision that the page showed, 0 for none."""

    def __init__(self):
        again = "Read the page again, then decide: it was not complete when you pressed the button."
        words = dict.fromkeys(("required", "invalid", "min_value", "max_value"), again)
        super().__init__(
            widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1, error_messages=words
        )


class RevisionForm(forms.Form):
    """`revision` is the number that the page showed: what was not seen is not acted upon."""

    revision = SeenField()


class SignedForm(RevisionForm):
    """`baseline` is the number of the revision with which the page compared it; 0 for none."""

    baseline = SeenField()


class PublishForm(SignedForm):
    """`then` is asked while another text is scheduled, `override` while the checklist has blocks."""

    then = forms.ChoiceField(
        choices=[*Then.choices, ("rebase", "Write it anew on top of this text, with its changes.")],
        widget=forms.RadioSelect,
        required=False,
        label="What becomes of the update that is scheduled?",
    )
    change_note = forms.CharField(
        max_length=publishing.MAX_REASON_LENGTH,
        required=False,
        label="What changed",
        help_text="One sentence for readers who saved it. Leave it out for a first version.",
    )
    override = forms.CharField(
        max_length=publishing.MAX_REASON_LENGTH,
        required=False,
        label="Publish in spite of the checklist, because",
        help_text="It is recorded with your name and with what was missing.",
    )

    def leave_out_what_is_not_asked(self, *, update_waits, may_override):
        for name, asked in (("then", update_waits), ("override", may_override)):
            if not asked and not self.errors.get(name):
                del self.fields[name]


class ScheduleForm(PublishForm):
    at = MomentField(label="Publish on")
    field_order = ["at", "then", "change_note", "override"]


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        max_length=publishing.MAX_REASON_LENGTH,
        label="Reason",
        help_text="One sentence. Readers who come to the old address see it.",
    )
    at = MomentField(label="Withdraw on", required=False)


class CancelForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)


class MoveForm(CancelForm):
    at = MomentField(label="Move to")


class PlanForm(forms.Form):
    plan = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)


class SchedulePlanForm(SignedForm, PlanForm):
    at = MomentField(label="Publish on")


def publish(article, user, *, revision, baseline, **how):
    before = article.editions.live().first()
    refuse_another_baseline(baseline, before and before.revision, LIVE_TEXT_MOVED)
    edition, notes = _publish(article, user, revision, **how)
    if edition == before:
        return "Readers see exactly this already. Nothing was changed."
    return " ".join(["Published. Readers see it now.", *notes])


def schedule(article, user, *, revision, baseline, at, **how):
    live = article.editions.live().first()
    refuse_another_baseline(baseline, live and live.revision, LIVE_TEXT_MOVED)
    _edition, notes = _publish(article, user, revision, at=at, **how)
    return " ".join([f"Scheduled: readers see it from {in_words(at)}.", *notes])


def _publish(article, user, number, *, then, override, change_note, at=None):
    """Returns the edition, and what else there is to say."""
    if override and not user.has_perm("symptoms.override_checklist"):
        raise PublishingError("You may not override the checklist. Mend what it names.")
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
            notes.append(f"Dropped: the update that was planned for {in_words(plan.starts)}.")
    if edition.overridden:
        notes.append(f"In spite of: {edition.overridden} Because: {edition.override_reason}")
    return edition, notes


def _rebased_in_words(update):
    words = f"The update for {in_words(update.starts)} is now revision {update.revision.number}"
    if not update.refused:
        return f"{words}, and scheduled as before."
    both = ", ".join(labels_of(ArticleContent, update.conflicts))
    look = f" The text you published was kept in: {both}." if both else ""
    return f"{words}, planned for the same moment and not yet scheduled. {update.refused}{look}"


def withdraw(article, user, reason, at):
    publishing.withdraw(article, by=user, reason=reason, at=at)
    return f"It will be withdrawn on {in_words(at)}." if at else "Withdrawn."


def cancel(article, user, edition):
    scheduled = _planned(article, edition)
    publishing.cancel(scheduled)
    return f"Canceled: what was to start on {in_words(scheduled.live_from)}."


def move(article, user, edition, at):
    scheduled = _planned(article, edition)
    scheduling.move(scheduled, at, by=user)
    return f"Moved from {in_words(scheduled.live_from)} to {in_words(at)}."


def schedule_plan(article, user, *, plan, revision, baseline, at):
    waiting = _waiting(article, plan)
    live = article.editions.live().first()
    refuse_another_baseline(baseline, live and live.revision, LIVE_TEXT_MOVED)
    publishing.save_revision(article, by=user)
    is_its_own = waiting.revision.number == revision
    read = waiting.revision if is_its_own else seen(article, user, revision)
    scheduling.schedule_plan(waiting, read, at, by=user)
    return f"Scheduled: readers see revision {revision} from {in_words(at)}."


def drop_plan(article, user, plan):
    waiting = _waiting(article, plan)
    scheduling.drop_plan(waiting, by=user)
    return f"Dropped: the update that was planned for {in_words(waiting.starts)}."


def _waiting(article, pk):
    plan = article.plans.waiting().filter(pk=pk).select_related("revision").first()
    if plan is None:
        raise PublishingError("This plan was scheduled or dropped already.")
    return plan


def _planned(article, pk):
    edition = article.editions.filter(pk=pk).first()
    if edition is None:
        raise PublishingError("Nothing like this is scheduled.")
    return edition


def seen(article, user, number):
    """The newest revision, if it is the one that the person was shown."""
    newest = publishing.save_revision(article, by=user)
    if newest.number != number:
        raise PublishingError(
            "The article was changed after you opened this page. Read it again, then decide."
        )
    return newest


LIVE_TEXT_MOVED = "What readers see was changed after you opened this page. Read again what is different, then decide."


def refuse_another_baseline(number, baseline, sentence):
    """Raises PublishingError unless `baseline` is the revision that the page compared with."""
    if number != (baseline.number if baseline else 0):
        raise PublishingError(sentence)


def in_words(moment) -> str:
    """A moment in the site's zone, with the zone named: "3 Dec 2026, 09:00 (Europe/London)"."""
    return f"{date(timezone.localtime(moment), 'j M Y, H:i')} ({settings.TIME_ZONE})"


ACTIONS = {
    "publish": Action(PublishForm, "symptoms.publish_article", publish),
    "schedule": Action(ScheduleForm, "symptoms.publish_article", schedule),
    "withdraw": Action(WithdrawForm, "symptoms.publish_article", withdraw),
    "cancel": Action(CancelForm, "symptoms.publish_article", cancel),
    "schedule_plan": Action(SchedulePlanForm, "symptoms.publish_article", schedule_plan),
    "drop_plan": Action(PlanForm, "symptoms.publish_article", drop_plan),
    "move": Action(MoveForm, "symptoms.publish_article", move),
}
