"""The publishing page of an article: what readers see, what is scheduled, and what can be done."""

from functools import partial

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from symptoms.admin import (
    draft_actions,
    offers,
    publishing_actions,
    publishing_forms,
    review_actions,
)
from symptoms.admin.article_page import ArticlePage
from symptoms.admin.article_state import state_in_words
from symptoms.admin.publishing_actions import in_words
from symptoms.admin.review import ReviewPage
from symptoms.models import Kind, Review
from symptoms.text import diff, plain_language
from symptoms.text.content import ArticleContent
from symptoms.workflow import checklist, reviewing
from symptoms.workflow.publishing import PublishingError
from symptoms.workflow.reviewing import ReviewError

# What is signed on the page that shows what changed.
SIGNED = {"approve", "changes"}
ACTIONS = publishing_actions.ACTIONS | review_actions.ACTIONS | draft_actions.ACTIONS


class PublishingPage(ArticlePage):
    """The publishing page and what can be done on it and on the review page.

    Whoever may view the article may look. Each action has its own permission, is a POST and is
    logged. An action that is refused changes nothing and shows the page again with what was typed.
    """

    def urls(self):
        page = "<path:object_id>/publishing/"
        actions = {verb: partial(self.action_view, verb=verb) for verb in ACTIONS}
        return [
            self.path(page, require_safe(self.publishing_view), "publishing"),
            *(self.path(f"{page}{verb}/", view, verb) for verb, view in actions.items()),
        ]

    def publishing_view(self, request, object_id):
        article = self.viewed_article(request, object_id)
        return self._page(request, article)

    def action_view(self, request, object_id, verb):
        """A GET, such as after signing in again, leads to the page with the buttons."""
        article, action = self.viewed_article(request, object_id), ACTIONS[verb]
        if request.method != "POST":
            return redirect("admin:symptoms_article_publishing", article.pk)
        if not request.user.has_perm(action.permission):
            raise PermissionDenied
        form = action.form(request.POST, auto_id=f"{verb}_%s")
        if form.is_valid():
            try:
                done = action.do(article, request.user, **form.cleaned_data)
            except (PublishingError, ReviewError) as error:
                form.add_error(None, str(error))
            else:
                self.admin.log_change(request, article, done)
                messages.success(request, done)
                _warn_of_plans(request, article)
                return redirect(f"admin:symptoms_article_{action.leads_to}", article.pk)
        if verb in SIGNED:
            return ReviewPage(self.admin).refused(request, article, verb, form)
        return self._page(request, article, bound={verb: form})

    def _page(self, request, article, bound=None):
        newest = article.revisions.first()
        live = article.editions.live().select_related("revision").first()
        seen = {
            "revision": newest.number if newest else 0,
            "baseline": live.revision.number if live else 0,
        }
        unbound = {
            verb: action.form(initial=seen, auto_id=f"{verb}_%s")
            for verb, action in ACTIONS.items()
        }
        for form in (bound or {}).values():
            form.asked = form.data.get("revision")
            # The page shows the newest text beside the live one, so the next press means them.
            form.data = form.data.copy()
            form.data.update({name: str(number) for name, number in seen.items()})
        forms = unbound | (bound or {})
        content = ArticleContent.of(article)
        missing = checklist.blocks(content)
        scheduled = list(
            article.editions.scheduled().order_by("live_from").select_related("revision")
        )
        would_be_undone = [
            e for e in scheduled if e.revision and newest and e.revision.content != newest.content
        ]
        plans = list(article.plans.waiting().select_related("revision"))
        beside = [plan for plan in plans if newest and plan.revision.content != newest.content]
        may_override = self._may_override(request, missing)
        for form in (forms["publish"], forms["schedule"]):
            form.leave_out_what_is_not_asked(
                update_waits=bool(would_be_undone or beside), may_override=may_override
            )
        approval = newest and reviewing.approval_of(newest)
        offered = offers.offers(
            newest=newest,
            live=live,
            scheduled=scheduled,
            missing=missing,
            may_override=may_override,
            approved=approval,
        )
        last_seen = publishing_actions.last_seen(article)
        context = {
            "title": _("Publishing: %(article)s") % {"article": article},
            "state": state_in_words(article),
            "live": live,
            "changes": self._changes_for_readers(request, live, newest),
            "live_waits": _is_another_text(live, newest),
            "live_approval": live and reviewing.approval_of(live.revision),
            "scheduled": [(edition, _move_form(edition, forms["move"])) for edition in scheduled],
            "would_be_undone": would_be_undone,
            "plans": [_plan_row(plan, live, seen, forms, offered.schedule) for plan in plans],
            "updates_scheduled": any(edition.revision_id for edition in scheduled),
            "plans_beside": beside,
            "past": article.editions.started().select_related("revision")[:20],
            "newest": newest,
            "reviews": Review.objects.filter(revision__article=article).select_related(
                "revision", "reviewer"
            )[:20],
            "approval": approval,
            "offers": offered,
            "differs": bool(live and newest and not live.content.is_same_as(newest.as_content())),
            "asides": [(aside, _aside_forms(aside, seen)) for aside in article.set_aside.waiting()],
            "last_seen": last_seen,
            "republish": last_seen and _republish_offer(request, last_seen, forms["republish"]),
            "review_is_required": reviewing.is_required(content),
            "is_page": content.kind == Kind.PAGE,
            "missing": missing,
            "advice": plain_language.advice(content),
            "may": {verb: request.user.has_perm(a.permission) for verb, a in ACTIONS.items()},
            "time_zone": settings.TIME_ZONE,
            "forms": forms,
        }
        status = 422 if bound else 200
        return self.render(request, "publishing", context, article=article, status=status)

    def _changes_for_readers(self, request, live, newest):
        """What a publisher answers for; None for others."""
        if not (newest and request.user.has_perm("symptoms.publish_article")):
            return None
        return diff.changes(live and live.content, newest.as_content())

    def _may_override(self, request, missing):
        may = request.user.has_perm("symptoms.override_checklist")
        return may and bool(missing) and not any(block.is_firm for block in missing)


def _warn_of_plans(request, article):
    for plan in article.plans.waiting():
        messages.warning(
            request,
            _(
                "The update planned for %(moment)s is not scheduled. You can schedule or cancel it under "
                "“Planned, but not scheduled”."
            )
            % {"moment": in_words(plan.starts)},
        )


def _aside_forms(aside, seen):
    """The forms by which a draft that was set aside is put back, and no longer offered."""
    chosen = {"aside": aside.pk, "revision": seen["revision"]}
    return {
        "put_back": draft_actions.PutBackForm(initial=chosen, auto_id=f"aside_{aside.pk}_%s"),
        "forget": draft_actions.AsideForm(initial=chosen, auto_id=f"forget_{aside.pk}_%s"),
    }


def _republish_offer(request, last, used):
    """The form by which what readers saw last is public again, and why it must fail, if it must."""
    may_override = request.user.has_perm("symptoms.override_checklist")
    number = {"revision": last.revision.number}
    form = publishing_forms.RevisionForm(initial=number, auto_id="republish_%s")
    if used.is_bound:
        used.data.update(number)
    return {
        "form": used if used.is_bound else form,
        "refused": offers.refuses(last.revision, may_override and last.override_reason),
    }


def _plan_row(plan, live, seen, forms, refused_newest):
    """The plan, what it would change for readers, its approval, and the forms by which it is
    scheduled: as it was planned, and, if there is a newer text, with that."""
    numbers = sorted({plan.revision.number, seen["revision"]})
    plan_forms = [_plan_form(plan, number, seen, forms["schedule_plan"]) for number in numbers]
    refused_own = offers.refuses(plan.revision, plan.override_reason)
    for number, form in zip(numbers, plan_forms, strict=True):
        form.refused = refused_own if number == plan.revision.number else refused_newest
    return {
        "plan": plan,
        "changes": diff.changes(live and live.content, plan.revision.as_content()),
        "approval": reviewing.approval_of(plan.revision),
        "forms": plan_forms,
        "drop": _drop_form(plan, forms["drop_plan"]),
    }


def _plan_form(plan, number, seen, used):
    """The form for this plan and revision: the one that was refused, if it was about them."""
    is_used = used.is_bound and used.data.get("plan") == str(plan.pk)
    if is_used and used.asked == str(number):
        used.data.update({"revision": str(number), "baseline": str(seen["baseline"])})
        return used
    return publishing_forms.SchedulePlanForm(
        initial=seen | {"revision": number, "plan": plan.pk, "at": plan.starts},
        auto_id=f"plan_{plan.pk}_{number}_%s",
    )


def _drop_form(plan, used):
    if used.is_bound and used.data.get("plan") == str(plan.pk):
        return used
    return publishing_forms.PlanForm(initial={"plan": plan.pk}, auto_id=f"drop_{plan.pk}_%s")


def _move_form(edition, used):
    """The form beside `edition`: the one that was refused, if it was about this one."""
    if used.is_bound and used.data.get("edition") == str(edition.pk):
        return used
    return publishing_forms.MoveForm(
        initial={"edition": edition.pk, "at": edition.live_from}, auto_id=f"move_{edition.pk}_%s"
    )


def _is_another_text(live, newest):
    """Whether an approval of the newest text says nothing of the live one."""
    return bool(live and live.revision.clinical_hash != newest.clinical_hash)
