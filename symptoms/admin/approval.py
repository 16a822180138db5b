"""What every approval asks and says: an article's, a picture's and a term's."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.models import Contributor
from symptoms.workflow.reviewing import ReviewError


class ReviewerField(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        clinicians = Contributor.objects.filter(kind=Contributor.Kind.CLINICIAN)
        super().__init__(clinicians, required=False, label=gettext_lazy("Approved by"), **kwargs)


class ApprovalForm(forms.Form):
    reviewer = ReviewerField(help_text=gettext_lazy("Leave it empty to use your own name."))
    reason = forms.CharField(
        max_length=2000,
        required=False,
        label=gettext_lazy("Note"),
        help_text=gettext_lazy(
            "Kept on record. If you wrote part of this text, say why you approve it yourself."
        ),
    )


def name_of(user, chosen):
    """Everyone approves in their own name; a superuser may name the clinician who did."""
    own = Contributor.objects.filter(account=user).first()
    if chosen and (chosen == own or user.is_superuser):
        return chosen
    if chosen:
        raise ReviewError(_("You can approve only in your own name."))
    if own is None:
        raise ReviewError(str(NOT_LINKED))
    return own


NOT_LINKED = gettext_lazy(
    "Your account is not linked to a contributor. Ask a publisher to link it, so that readers see who "
    "approved the text."
)


def noted(reason):
    """The sentence that repeats a reviewer's note, if there is one."""
    return [_("Note: %(note)s") % {"note": reason}] if reason else []
