"""What writers and medical reviewers can do with an article: submit, approve, ask for changes."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from symptoms.admin.approval import ApprovalForm, ReviewerField, name_of, noted
from symptoms.admin.publishing_actions import Action, in_words, refuse_another_baseline, seen
from symptoms.admin.publishing_forms import RevisionForm, SignedForm
from symptoms.models.fields import Lines
from symptoms.workflow import publishing, reviewing, scheduling


class ApproveForm(SignedForm, ApprovalForm):
    reviewer = ReviewerField(
        help_text=gettext_lazy("Readers see this name. Leave it empty to use your own.")
    )
    next_due = forms.DateField(
        label=gettext_lazy("Next review due"),
        initial=reviewing.default_due,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=format_lazy(
            gettext_lazy("At most {months} months from today. Readers see this date."),
            months=reviewing.MAX_MONTHS,
        ),
    )
    field_order = ["reviewer", "next_due", "reason"]


class ChangesForm(SignedForm):
    reason = Lines(
        required=False,
        max_length=2000,
        label=gettext_lazy("What needs to change"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "The writer reads this note. Leave it empty if your comments say what needs to change."
        ),
    )


def submit(article, user, revision):
    reviewing.submit(seen(article, user, revision), by=user)
    return _("Revision %(number)s was submitted for review.") % {"number": revision}


def approve(article, user, *, revision, baseline, reviewer, next_due, reason):
    read = _read(article, user, revision, baseline)
    reviewing.approve(read, name_of(user, reviewer), next_due, by=user, reason=reason)
    return " ".join([_("Revision %(number)s was approved.") % {"number": revision}, *noted(reason)])


def ask_for_changes(article, user, *, revision, baseline, reason):
    read = _read(article, user, revision, baseline)
    reason = reason.strip() or _in_comments(article)
    reviewing.ask_for_changes(read, by=user, reason=reason)
    facts = {"number": revision, "note": reason}
    done = _("Changes to revision %(number)s were requested: %(note)s") % facts
    held = reviewing.is_required() and scheduling.hold(read, str(CHANGES_REQUESTED), by=user)
    return " ".join([done, *(HELD % {"moment": in_words(plan.starts)} for plan in held or ())])


def _in_comments(article):
    """The note that leads to the open comments; "" if there are none."""
    count = article.comments.open().count()
    said = ngettext("See the open comment.", "See the %(count)s open comments.", count)
    return said % {"count": count} if count else ""


CHANGES_REQUESTED = gettext_lazy("A medical reviewer requested changes.")
HELD = gettext_lazy(
    "It was scheduled for %(moment)s. It is still planned for then, but no longer scheduled."
)
BASELINE_CHANGED = gettext_lazy(
    "Another text was approved, or an approval was withdrawn, after you opened this page. "
    "Read the differences again, then decide."
)


def _read(article, user, number, baseline):
    """The revision that the person read, if it can still be signed, beside what they compared it with."""
    publishing.save_revision(article, by=user)
    by_number = {revision.number: revision for revision in reviewing.open_to_review(article)}
    revision = by_number.get(number) or seen(article, user, number)
    refuse_another_baseline(baseline, reviewing.baseline_of(revision), BASELINE_CHANGED)
    return revision


def forms_for(read, bound):
    """The forms of the page on which a text is signed, for what was `read`: its revision and baseline.
    Those in `bound` were refused; their next press means the same."""
    for form in bound.values():
        form.data = form.data.copy()
        form.data.update({name: str(number) for name, number in read.items()})
    unbound = {
        verb: ACTIONS[verb].form(initial=read, auto_id=f"{verb}_%s")
        for verb in ("approve", "changes")
    }
    return unbound | bound


ACTIONS = {
    "submit": Action(RevisionForm, "symptoms.change_article", submit),
    "approve": Action(ApproveForm, "symptoms.review_article", approve),
    "changes": Action(ChangesForm, "symptoms.review_article", ask_for_changes),
}
