"""The wording of a term: what readers see, what waits for a medical reviewer, and what was before."""

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from symptoms.admin.article_page import bounded
from symptoms.admin.term_actions import OF_DRAFTS, REVIEW, actions_of
from symptoms.admin.term_page import TermPage
from symptoms.models import TermRevision, TermStart
from symptoms.models.fields import RichTextField
from symptoms.models.term_revision import LIVE
from symptoms.text.diff import Change, marked, rich_change
from symptoms.workflow import term_drafts, term_record, term_review
from symptoms.workflow.publishing import PublishingError
from symptoms.workflow.reviewing import ReviewError

LISTED = 50


def differences(model, before, after) -> list[Change]:
    """Field by field, what is not the same in two wordings of a term of `model`."""
    names = [*after, *(name for name in before if name not in after)]
    return [
        _difference(model._meta.get_field(name), term_review.label_of(model, name), before, after)
        for name in names
        if (before.get(name) or "") != (after.get(name) or "")
    ]


def _difference(field, label, before, after):
    was, now = before.get(field.name) or "", after.get(field.name) or ""
    if isinstance(field, RichTextField):
        return rich_change(field.name, label, was, now)
    was, now = _in_words(field, was), _in_words(field, now)
    what = "changed" if was and now else "added" if now else "removed"
    return Change(field.name, label, what, marked(was, now))


def _in_words(field, value):
    if field.is_relation:
        row = field.related_model._default_manager.filter(pk=value).first() if value else None
        return str(row or "")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return (_("yes") if value else _("no")) if isinstance(value, bool) else str(value)


class TermReviewPage(TermPage):
    """Looking takes the permission to view the term, also when it was deleted. `term_actions.py` says
    what can be done, and by whom.
    """

    def urls(self):
        page = "<row:object_id>/wording/"
        return [
            self.path(page, require_safe(self.wording_view), "wording"),
            *(
                self.path(
                    f"{page}{verb}/",
                    partial(self.wording_action_view, verb=verb),
                    f"{verb}_wording",
                )
                for verb in actions_of(self.admin.model)
            ),
        ]

    def wording_view(self, request, object_id):
        return self._wording_page(request, self.viewed_term(request, object_id))

    def wording_action_view(self, request, object_id, verb):
        """A GET, such as after signing in again, leads to the page with the buttons."""
        term = self.viewed_term(request, object_id)
        action = actions_of(self.admin.model)[verb]
        here = redirect(f"admin:symptoms_{self.admin.opts.model_name}_wording", object_id)
        if not self._may(request, action):
            raise PermissionDenied
        if request.method != "POST" or term._state.adding:
            return here
        form = action.form(request.POST, auto_id=f"{verb}_%s")
        if form.is_valid():
            try:
                done = action.do(term, request.user, **form.cleaned_data)
            except (PublishingError, ReviewError) as error:
                form.add_error(None, str(error))
            else:
                self.admin.log_change(request, term, done)
                messages.success(request, done)
                return here
        return self._wording_page(request, term, {verb: form})

    def _may(self, request, action):
        if action.permission == REVIEW:
            return request.user.has_perm(f"symptoms.{REVIEW}")
        return self.admin.has_change_permission(request)

    def _wording_page(self, request, term, bound=None):
        proposal = term_review.waiting(term)
        now = term_review.words_of(term)
        decides = term_review.is_reviewed(self.admin.model) and not term._state.adding
        decides = decides and term_record.is_public(term)
        forms = self._forms(term, bound or {})
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
            "may_review": decides and request.user.has_perm(f"symptoms.{REVIEW}"),
            "may_change": self.admin.has_change_permission(request) and not term._state.adding,
            "forms": forms,
            "refused": list((bound or {}).values()),
            **self._draft(term),
            "past": self._past(term, bounded(request.GET.get("before", 0))),
            "change_url": reverse(
                f"admin:symptoms_{self.admin.opts.model_name}_change", args=[term.pk]
            ),
        }
        status = 422 if bound else 200
        return self.render(request, "admin/symptoms/wording.html", context, status=status)

    def _forms(self, term, bound):
        """The form of each button. One that was refused means the newest words at the next press,
        because the page shows them."""
        proposal, draft = term_review.read_now(term)._asdict(), term_drafts.read_now(term)._asdict()
        forms = {}
        for verb, action in actions_of(self.admin.model).items():
            seen = draft if verb in OF_DRAFTS else proposal
            form = bound.get(verb)
            if form is None:
                form = action.form(initial=seen, auto_id=f"{verb}_%s")
            else:
                form.data = form.data.copy()
                form.data.update({name: str(value) for name, value in seen.items()})
            forms[verb] = form
        return forms

    def _draft(self, term):
        """What the page says of the draft and of what is scheduled."""
        model, draft = self.admin.model, term_drafts.waiting(term)
        is_public = term_record.is_public(term)
        live = term_record.all_of(term) if is_public else {}
        words = draft.as_words() if draft else live
        start = TermStart.objects.of(term).first()
        return {
            "draft": draft,
            "is_public": is_public,
            "draft_changes": differences(model, live, words),
            "draft_needs_review": draft and term_drafts.needs_review(term, words),
            "draft_approval": draft and term_record.approval_of(term, words),
            "start": start,
            "start_changes": differences(model, live, live | start.as_words()) if start else [],
            "has_drafts": model in term_drafts.DRAFTED and not term._state.adding,
            "time_zone": settings.TIME_ZONE,
        }

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
            earlier = next((r for r in rows if r.number < row.number and _alike(r, row)), None)
            was, words = earlier.as_words() if earlier else {}, row.as_words()
            # Only drafts say which rows they refer to.
            words = {n: words[n] for n in words if n in was or not self._refers(n)}
            was = {name: value for name, value in was.items() if name in words}
            past.append((row, differences(self.admin.model, was, words)))
        return past

    def _refers(self, name):
        return self.admin.model._meta.get_field(name).is_relation


def _alike(earlier, row):
    """What readers saw is compared with what they saw before; all else with what stood before it."""
    return row.step not in LIVE or earlier.step in LIVE
