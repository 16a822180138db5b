"""What the publishing page and the review ask for, one form a button."""

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.workflow import publishing
from symptoms.workflow.publishing import Then

_ZONE = format_lazy(gettext_lazy("In the site’s time zone, {zone}."), zone=settings.TIME_ZONE)


class MomentField(forms.DateTimeField):
    """A local moment in the site's zone; what does not exist or is ambiguous there is refused."""

    def __init__(self, **kwargs):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, help_text=_ZONE, **kwargs)

    def to_python(self, value):
        unusable = forms.ValidationError(_("Choose a year from 2000 to 2200."))
        try:
            moment = super().to_python(value)
        except OverflowError:
            raise unusable from None
        except forms.ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            raise forms.ValidationError(
                _(
                    "The clocks change at this time: in %(zone)s it doesn’t exist or occurs twice. "
                    "Choose a time one hour earlier or later."
                ),
                params={"zone": settings.TIME_ZONE},
            ) from None
        if moment and not 2000 <= moment.year <= 2200:
            raise unusable
        return moment


class SeenField(forms.IntegerField):
    """The number of a revision that the page showed, 0 for none."""

    def __init__(self):
        again = gettext_lazy(
            "The page had not finished loading when you selected the button. Read it again, then decide."
        )
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
        choices=[
            *Then.choices,
            ("rebase", gettext_lazy("Apply its changes to this text, and schedule the result.")),
        ],
        widget=forms.RadioSelect,
        required=False,
        label=gettext_lazy("What should happen to the scheduled update?"),
    )
    change_note = forms.CharField(
        max_length=publishing.MAX_REASON_LENGTH,
        required=False,
        label=gettext_lazy("What changed"),
        help_text=gettext_lazy(
            "One sentence for readers who saved this article. Leave it empty for a first version."
        ),
    )
    override = forms.CharField(
        max_length=publishing.MAX_REASON_LENGTH,
        required=False,
        label=gettext_lazy("Reason to publish despite the checklist"),
        help_text=gettext_lazy("It is recorded with your name and the missing items."),
    )

    def leave_out_what_is_not_asked(self, *, update_waits, may_override):
        for name, asked in (("then", update_waits), ("override", may_override)):
            if not asked and not self.errors.get(name):
                del self.fields[name]


class ScheduleForm(PublishForm):
    at = MomentField(label=gettext_lazy("Publish on"))
    field_order = ["at", "then", "change_note", "override"]


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        max_length=publishing.MAX_REASON_LENGTH,
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("One sentence. Readers who visit the old address see it."),
    )
    at = MomentField(label=gettext_lazy("Withdraw on"), required=False)


class CancelForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)


class MoveForm(CancelForm):
    at = MomentField(label=gettext_lazy("Move to"))


class PlanForm(forms.Form):
    plan = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)


class SchedulePlanForm(SignedForm, PlanForm):
    at = MomentField(label=gettext_lazy("Publish on"))
