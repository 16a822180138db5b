"""What a publisher can do with an article: the forms, and what each of them does."""

from collections.abc import Callable
from typing import NamedTuple

from django import forms
from django.conf import settings
from django.template.defaultfilters import date
from django.utils import timezone

from symptoms import publishing
from symptoms.publishing import PublishingError


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


class RevisionForm(forms.Form):
    """`revision` is the number that the page showed: what was not seen is not acted upon."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class ScheduleForm(RevisionForm):
    at = MomentField(label="Publish on")


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        max_length=publishing.LONGEST_REASON,
        label="Reason",
        help_text="One sentence. Readers who come to the old address see it.",
    )
    at = MomentField(label="Withdraw on", required=False)


class CancelForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)


def publish(article, user, revision):
    before = article.editions.live().first()
    if publishing.publish(seen(article, user, revision), by=user) == before:
        return "Readers see exactly this already. Nothing was changed."
    return "Published. Readers see it now."


def schedule(article, user, revision, at):
    publishing.publish(seen(article, user, revision), by=user, at=at)
    return f"Scheduled: readers see it from {in_words(at)}."


def withdraw(article, user, reason, at):
    publishing.withdraw(article, by=user, reason=reason, at=at)
    return f"It will be withdrawn on {in_words(at)}." if at else "Withdrawn."


def cancel(article, user, edition):
    scheduled = article.editions.filter(pk=edition).first()
    if scheduled is None:
        raise PublishingError("There is nothing like this to cancel.")
    publishing.cancel(scheduled)
    return f"Cancelled: what was to start on {in_words(scheduled.live_from)}."


def seen(article, user, number):
    """The newest revision, if it is the one that the person was shown."""
    newest = publishing.record(article, by=user)
    if newest.number != number:
        raise PublishingError(
            "The article was changed after you opened this page. Read it again, then decide."
        )
    return newest


def in_words(moment) -> str:
    """A moment in the site's zone, with the zone named: "3 Dec 2026, 09:00 (Europe/London)"."""
    return f"{date(timezone.localtime(moment), 'j M Y, H:i')} ({settings.TIME_ZONE})"


ACTIONS = {
    "publish": Action(RevisionForm, "symptoms.publish_article", publish),
    "schedule": Action(ScheduleForm, "symptoms.publish_article", schedule),
    "withdraw": Action(WithdrawForm, "symptoms.publish_article", withdraw),
    "cancel": Action(CancelForm, "symptoms.publish_article", cancel),
}
