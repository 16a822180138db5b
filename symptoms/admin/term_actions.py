"""What can be done on the Wording page of a term, one function a button, with what each asks for."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.admin.approval import ApprovalForm, name_of, noted
from symptoms.admin.publishing_actions import Action, in_words
from symptoms.admin.publishing_forms import MomentField
from symptoms.workflow import term_drafts, term_review
from symptoms.workflow.term_record import Read

REVIEW = "review_article"
# Who may change the terms of the model.
CHANGE = "change"


class ReadForm(forms.Form):
    """What the page showed: the number of the proposal or draft, and the words that readers saw then."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    baseline = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ApproveWordingForm(ReadForm, ApprovalForm):
    pass


class SendBackForm(ReadForm):
    reason = forms.CharField(
        max_length=2000,
        label=gettext_lazy("What needs to change"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The person who proposed this text reads your note."),
    )


class ScheduleDraftForm(ReadForm):
    at = MomentField(label=gettext_lazy("Publish on"))


class NumberForm(forms.Form):
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


def _approve(term, user, *, revision, baseline, reviewer, reason):
    read = Read(revision, baseline)
    done = term_review.approve(term, read, name_of(user, reviewer), by=user, reason=reason)
    names = {"fields": ", ".join(map(str, done.live))}
    what = _("Approved: %(fields)s.") % names if done.live else _("Approved without changes.")
    return " ".join([what, _("Readers see it now."), *noted(reason)])


def _send_back(term, user, *, revision, baseline, reason):
    term_review.send_back(term, revision, user, reason)
    return _("Changes were requested: %(note)s") % {"note": reason}


def _submit(term, user, *, revision, baseline):
    term_drafts.submit(term, Read(revision, baseline), by=user)
    return _("The draft was submitted for review.")


def _sign(term, user, *, revision, baseline, reviewer, reason):
    read = Read(revision, baseline)
    term_drafts.sign(term, read, name_of(user, reviewer), by=user, reason=reason)
    return " ".join([_("The draft is approved. It can be published now."), *noted(reason)])


def _return(term, user, *, revision, baseline, reason):
    term_drafts.send_back(term, Read(revision, baseline), by=user, reason=reason)
    return _("Changes were requested: %(note)s") % {"note": reason}


def _publish(term, user, *, revision, baseline):
    changed = term_drafts.publish(term, Read(revision, baseline), by=user)
    said = _("Published: %(fields)s. Readers see it now.")
    return said % {"fields": ", ".join(map(str, changed))}


def _schedule(term, user, *, revision, baseline, at):
    term_drafts.schedule(term, Read(revision, baseline), at, by=user)
    return _("Scheduled. Readers will see it from %(moment)s.") % {"moment": in_words(at)}


def _cancel(term, user):
    term_drafts.cancel(term, by=user)
    return _("Canceled. The text is a draft again.")


def _discard(term, user, *, revision, baseline):
    term_drafts.discard(term, Read(revision, baseline), by=user)
    return _("The draft was discarded. Its text stays in the history.")


def _restore(term, user, *, number):
    changed = term_drafts.restore(term, number, by=user)
    if not changed:
        return _("Readers already see exactly this text. Nothing was changed.")
    said = _("Text %(number)s is now the draft. It differs from what readers see in: %(fields)s.")
    return said % {"number": number, "fields": ", ".join(map(str, changed))}


# In the terms that a medical reviewer decides about, and in all that have drafts.
OF_REVIEWED = {
    "approve": Action(ApproveWordingForm, REVIEW, _approve),
    "send_back": Action(SendBackForm, REVIEW, _send_back),
    "submit": Action(ReadForm, CHANGE, _submit),
    "sign": Action(ApproveWordingForm, REVIEW, _sign),
    "return": Action(SendBackForm, REVIEW, _return),
}
OF_DRAFTED = {
    "publish": Action(ReadForm, CHANGE, _publish),
    "schedule": Action(ScheduleDraftForm, CHANGE, _schedule),
    "cancel": Action(forms.Form, CHANGE, _cancel),
    "discard": Action(ReadForm, CHANGE, _discard),
    "restore": Action(NumberForm, CHANGE, _restore),
}
# Whose forms say what draft was read; those of the others say what proposal.
OF_DRAFTS = {"submit", "sign", "return", *OF_DRAFTED}


def actions_of(model) -> dict[str, Action]:
    """By name, what can be done with the words of a term of `model`."""
    reviewed = OF_REVIEWED if model in term_review.CLINICAL else {}
    return reviewed | (OF_DRAFTED if model in term_drafts.DRAFTED else {})
