"""What waits for the next step of each person, on the admin's front page."""

from typing import Any

from django import template
from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext as _

from symptoms.admin import desk
from symptoms.models import Plan, TermRevision

register = template.Library()
MAX_SHOWN = 20


@register.inclusion_tag("admin/symptoms/_queues.html", takes_context=True)
def editors_queues(context: dict[str, Any]) -> dict[str, Any]:
    """The sections of `desk.py`, then plans and wordings that wait for this person."""
    user = context["request"].user
    due = desk.overdue(user)
    return {
        "sections": desk.sections(user) + ([due] if due else []),
        "plans": _plans(user),
        "wordings": _wordings(user),
        "may_add": user.has_perm("symptoms.add_article"),
        "may_travel": user.has_perm("symptoms.view_article"),
    }


def _plans(user: Any) -> Any:
    """Plans that wait to be scheduled, for people who may see articles."""
    if not user.has_perm("symptoms.view_article"):
        return []
    return list(
        Plan.objects.waiting()
        .select_related("article", "revision")
        .defer("revision__content", "article__body")[:MAX_SHOWN]
    )


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
