"""What writers and medical reviewers can do with an article: submit, approve, ask for changes."""

from django import forms

from symptoms.admin.publishing_actions import (
    Action,
    RevisionForm,
    SignedForm,
    in_words,
    refuse_another_baseline,
    seen,
)
from symptoms.models import Contributor
from symptoms.models.fields import Lines
from symptoms.workflow import publishing, reviewing, scheduling


class ReviewerField(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        clinicians = Contributor.objects.filter(kind=Contributor.Kind.CLINICIAN)
        super().__init__(clinicians, required=False, label="Checked by", **kwargs)


class ApproveForm(SignedForm):
    reviewer = ReviewerField(
        help_text="Readers see this name. Leave it empty for the name that belongs to your account."
    )
    next_due = forms.DateField(
        label="Next review due",
        initial=reviewing.default_due,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=f"At most {reviewing.MAX_MONTHS} months from today. Readers see it.",
    )
    reason = forms.CharField(
        max_length=2000,
        required=False,
        label="Note",
        help_text="For the record. Needed to approve a text that you had a hand in.",
    )


class ChangesForm(SignedForm):
    reason = Lines(
        max_length=2000,
        label="What has to change",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The writer reads this.",
    )


def submit(article, user, revision):
    reviewing.submit(seen(article, user, revision), by=user)
    return f"Revision {revision} was submitted for review."


def approve(article, user, *, revision, baseline, reviewer, next_due, reason):
    read = _read(article, user, revision, baseline)
    reviewing.approve(read, name_of(user, reviewer), next_due, by=user, reason=reason)
    return f"Revision {revision} was approved.{f' Note: {reason}' if reason else ''}"


def ask_for_changes(article, user, *, revision, baseline, reason):
    read = _read(article, user, revision, baseline)
    reviewing.ask_for_changes(read, by=user, reason=reason)
    done = f"Changes to revision {revision} were asked for: {reason}"
    held = reviewing.is_required() and scheduling.hold(read, CHANGES_WANTED, by=user)
    return " ".join([done, *(HELD.format(in_words(plan.starts)) for plan in held or ())])


CHANGES_WANTED = "A medical reviewer asked for changes."
HELD = "It was scheduled for {}, and is now planned for then and not scheduled."
BASELINE_MOVED = (
    "Another text was approved, or an approval was taken back, after you opened this page. "
    "Read again what is different, then decide."
)


def _read(article, user, number, baseline):
    """The revision that the person read, if it can still be signed, beside what they compared it with."""
    publishing.save_revision(article, by=user)
    by_number = {revision.number: revision for revision in reviewing.open_to_review(article)}
    revision = by_number.get(number) or seen(article, user, number)
    refuse_another_baseline(baseline, reviewing.baseline_of(revision), BASELINE_MOVED)
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


def name_of(user, chosen):
    """Everyone approves in their own name; a superuser may name the clinician who did."""
    own = Contributor.objects.filter(account=user).first()
    if chosen and (chosen == own or user.is_superuser):
        return chosen
    if chosen:
        raise reviewing.ReviewError("You can approve in your own name only.")
    if own is None:
        raise reviewing.ReviewError(
            "No contributor belongs to your account. A publisher can name you on your contributor "
            "page; then readers see who checked the text."
        )
    return own


ACTIONS = {
    "submit": Action(RevisionForm, "symptoms.change_article", submit),
    "approve": Action(ApproveForm, "symptoms.review_article", approve),
    "changes": Action(ChangesForm, "symptoms.review_article", ask_for_changes),
}
