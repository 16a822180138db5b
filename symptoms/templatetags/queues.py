"""What waits for the next step of each person, on the admin's front page."""

from typing import Any

from django import template
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from symptoms.models import Article, Plan, Review, TermRevision
from symptoms.workflow import review_due

register = template.Library()
MAX_SHOWN = 20


@register.inclusion_tag("admin/symptoms/_queues.html", takes_context=True)
def editors_queues(context: dict[str, Any]) -> dict[str, Any]:
    """Articles that wait for this person's next step, by permission; newest text first."""
    user = context["request"].user
    asked = [
        (_("Waiting for your review"), "symptoms.review_article", Review.Verdict.SUBMITTED),
        (_("Approved, ready to publish"), "symptoms.publish_article", Review.Verdict.APPROVED),
        (_("Changes requested"), "symptoms.change_article", Review.Verdict.CHANGES),
    ]
    queues = [
        (title, list(Article.objects.waiting(verdict)[:MAX_SHOWN]))
        for title, permission, verdict in asked
        if user.has_perm(permission)
    ]
    sees_due = any(user.has_perm(f"symptoms.{verb}_article") for verb in ("review", "publish"))
    due = review_due.queue() if sees_due else []
    return {
        "queues": queues,
        "plans": _plans(user),
        "wordings": _wordings(user),
        "sees_due": sees_due,
        "due": due[:MAX_SHOWN],
        "due_count": len(due),
        "may_travel": user.has_perm("symptoms.view_article"),
        "today": timezone.localdate(),
    }


def _plans(user: Any) -> Any:
    """Plans that wait to be scheduled, for people who may see articles."""
    if not user.has_perm("symptoms.view_article"):
        return []
    return list(Plan.objects.waiting().select_related("article", "revision")[:MAX_SHOWN])


def _wordings(user: Any) -> Any:
    """The proposals and drafts of terms that wait for this person, as titles and links."""
    step = TermRevision.Step
    asked = [
        (
            _("Wording that waits for your review"),
            "review_article",
            [step.PROPOSED, step.SUBMITTED],
        ),
        (
            _("Wording with changes requested"),
            "change_symptom",
            [step.SENT_BACK, step.RETURNED],
        ),
        (_("Approved drafts of wording, ready to publish"), "change_symptom", [step.SIGNED]),
    ]
    return [
        (title, [_link(row) for row in _newest_at(steps)])
        for title, permission, steps in asked
        if user.has_perm(f"symptoms.{permission}")
    ]


def _newest_at(steps: Any) -> Any:
    rows = [row for step in steps for row in TermRevision.objects.waiting(step)[:MAX_SHOWN]]
    return sorted(rows, key=lambda row: row.at, reverse=True)[:MAX_SHOWN]


def _link(row: Any) -> tuple[str, str]:
    address = reverse(f"admin:symptoms_{row.kind}_wording", args=[row.term_id])
    kind = apps.get_model("symptoms", row.kind)._meta.verbose_name
    return f"{row.as_words()['name']} ({kind})", address
