"""The wording of a term: what readers see, what waits for a medical reviewer, and what was before."""

from collections.abc import Callable
from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from symptoms.admin.admin_page import AdminPage
from symptoms.admin.approval import ApprovalForm, name_of, noted
from symptoms.admin.article_page import bounded
from symptoms.models import TermRevision
from symptoms.models.fields import RichTextField
from symptoms.text.diff import Change, marked, rich_change
from symptoms.workflow import term_review
from symptoms.workflow.reviewing import ReviewError

LISTED = 50


class ReadForm(forms.Form):
    """What the page showed: the number of the proposal, and the words that readers saw then."""

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


def differences(model, before, after) -> list[Change]:
    """Field by field, what is not the same in two wordings of a term of `model`."""
    names = [*after, *(name for name in before if name not in after)]
    return [
        _difference(model._meta.get_field(name), term_review.label_of(model, name), before, after)
        for name in names
        if before.get(name, "") != after.get(name, "")
    ]


def _difference(field, label, before, after):
    was, now = before.get(field.name, ""), after.get(field.name, "")
    if isinstance(field, RichTextField):
        return rich_change(field.name, label, was, now)
    was, now = _in_words(field, was), _in_words(field, now)
    what = "changed" if was and now else "added" if now else "removed"
    return Change(field.name, label, what, marked(was, now))


def _in_words(field, value):
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return (_("yes") if value else _("no")) if isinstance(value, bool) else str(value)


class TermReviewPage(AdminPage):
    """Looking takes the permission to view the term, also when it was deleted; approving and sending
    back take that of a medical reviewer, and are there for symptoms and series alone.
    """

    def urls(self):
        page = "<row:object_id>/wording/"
        verbs = _ACTIONS if self.admin.model in term_review.CLINICAL else ()
        return [
            self.path(page, require_safe(self.wording_view), "wording"),
            *(
                self.path(
                    f"{page}{verb}/",
                    partial(self.wording_action_view, verb=verb),
                    f"{verb}_wording",
                )
                for verb in verbs
            ),
        ]

    def wording_view(self, request, object_id):
        return self._wording_page(request, self._viewed(request, object_id))

    def wording_action_view(self, request, object_id, verb):
        """A GET, such as after signing in again, leads to the page with the buttons."""
        term = self._viewed(request, object_id)
        here = redirect(f"admin:symptoms_{self.admin.opts.model_name}_wording", object_id)
        if not request.user.has_perm("symptoms.review_article"):
            raise PermissionDenied
        if request.method != "POST" or term._state.adding:
            return here
        make, act = _ACTIONS[verb]
        form = make(request.POST, auto_id=f"{verb}_%s")
        if form.is_valid():
            try:
                done = act(term, request.user, **form.cleaned_data)
            except ReviewError as error:
                form.add_error(None, str(error))
            else:
                self.admin.log_change(request, term, done)
                messages.success(request, done)
                return here
        return self._wording_page(request, term, {verb: form})

    def _viewed(self, request, object_id):
        """The term; for one that was deleted, an unsaved one with its last words."""
        if not self.admin.has_view_permission(request):
            raise PermissionDenied
        term = self.admin.get_object(request, str(object_id))
        if term is not None:
            return term
        term = self.admin.model(pk=object_id)
        last = TermRevision.objects.of(term).live().first()
        if last is None:
            raise Http404(_("There is no such page."))
        for name, value in last.as_words().items():
            setattr(term, name, value)
        return term

    def _wording_page(self, request, term, bound=None):
        proposal = term_review.waiting(term)
        now = term_review.words_of(term)
        decides = term_review.is_reviewed(self.admin.model) and not term._state.adding
        seen = term_review.read_now(term)._asdict()
        shown = {
            verb: make(initial=seen, auto_id=f"{verb}_%s")
            for verb, (make, _act) in _ACTIONS.items()
        }
        for form in (bound or {}).values():
            # The page shows the newest words, so the next press means them.
            form.data = form.data.copy()
            for name, value in seen.items():
                form.data[name] = value
        clinical = term_review.clinical(now, self.admin.model)
        proposed = proposal.as_words() if proposal else clinical
        last = term_review.approved(term)
        signed = term_review.clinical(last.as_words(), self.admin.model) if last else {}
        context = {
            "title": _("Wording: %(term)s") % {"term": term},
            "term": term,
            "is_deleted": term._state.adding,
            "proposal": proposal,
            "approved": last,
            "is_unsigned": decides and term_review.is_unsigned(term),
            "changes": differences(self.admin.model, signed, proposed) if decides else [],
            "from_now": differences(self.admin.model, clinical, proposed)
            if signed != clinical
            else None,
            "proposed": self._as_read(proposed),
            "decides": decides,
            "may_review": decides and request.user.has_perm("symptoms.review_article"),
            "may_change": self.admin.has_change_permission(request),
            "forms": shown | (bound or {}),
            "past": self._past(term, bounded(request.GET.get("before", 0))),
            "change_url": reverse(
                f"admin:symptoms_{self.admin.opts.model_name}_change", args=[term.pk]
            ),
        }
        status = 422 if bound else 200
        return self.render(request, "admin/symptoms/wording.html", context, status=status)

    def _as_read(self, words):
        """Labels and rich texts, as readers would see them."""
        fields = [
            (self.admin.model._meta.get_field(name), text) for name, text in words.items() if text
        ]
        return [
            (term_review.label_of(self.admin.model, field.name), text)
            for field, text in fields
            if isinstance(field, RichTextField)
        ]

    def _past(self, term, before):
        """The newest steps, or those before a number, each with what was different before it."""
        steps = TermRevision.objects.of(term).select_related("reviewer")
        rows = list((steps.filter(number__lt=before) if before else steps)[: LISTED + 1])
        past = []
        for row in rows[:LISTED]:
            words = row.as_words()
            earlier = next((r for r in rows if r.number < row.number and _alike(r, row)), None)
            was = earlier.as_words() if earlier else {}
            was = {name: value for name, value in was.items() if name in words}
            past.append((row, differences(self.admin.model, was, words)))
        return past


def _alike(earlier, row):
    """A proposal is compared with what stood before it; what readers saw, with what they saw before."""
    proposals = {TermRevision.Step.PROPOSED, TermRevision.Step.SENT_BACK}
    return row.step in proposals or earlier.step not in proposals


def _approve(term, user, *, revision, baseline, reviewer, reason):
    read = term_review.Read(revision, baseline)
    done = term_review.approve(term, read, name_of(user, reviewer), by=user, reason=reason)
    names = {"fields": ", ".join(map(str, done.live))}
    what = _("Approved: %(fields)s.") % names if done.live else _("Approved without changes.")
    return " ".join([what, _("Readers see it now."), *noted(reason)])


def _send_back(term, user, *, revision, baseline, reason):
    term_review.send_back(term, revision, user, reason)
    return _("Changes were requested: %(note)s") % {"note": reason}


_ACTIONS: dict[str, tuple[type[ReadForm], Callable[..., str]]] = {
    "approve": (ApproveWordingForm, _approve),
    "send_back": (SendBackForm, _send_back),
}
