"""What waits for whom, on the admin's front page."""

from django import template
from django.urls import reverse
from django.utils import timezone

from symptoms.models import Article, Plan, Review, TermRevision
from symptoms.workflow import review_due

register = template.Library()
MOST = 20


@register.inclusion_tag("admin/symptoms/_queues.html", takes_context=True)
def editors_queues(context):
    """The articles that wait for this person's next step, by what they may do; newest text first."""
    user = context["request"].user
    asked = [
        ("Waiting for your review", "symptoms.review_article", Review.Verdict.SUBMITTED),
        ("Approved, to be published", "symptoms.publish_article", Review.Verdict.APPROVED),
        ("Came back with a note", "symptoms.change_article", Review.Verdict.CHANGES),
    ]
    queues = [
        (title, list(Article.objects.waiting(verdict)[:MOST]))
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
        "due": due[:MOST],
        "due_count": len(due),
        "may_travel": user.has_perm("symptoms.view_article"),
        "today": timezone.localdate(),
    }


def _plans(user):
    """What waits to be scheduled, for whoever may see articles."""
    if not user.has_perm("symptoms.view_article"):
        return []
    return list(Plan.objects.waiting().select_related("article", "revision")[:MOST])


def _wordings(user):
    """The proposals for symptoms and series that wait for this person, as titles and links."""
    asked = [
        ("Wordings that wait for your review", "review_article", TermRevision.Step.PROPOSED),
        ("Wordings that came back with a note", "change_symptom", TermRevision.Step.SENT_BACK),
    ]
    return [
        (title, [_link(row) for row in TermRevision.objects.waiting(step)[:MOST]])
        for title, permission, step in asked
        if user.has_perm(f"symptoms.{permission}")
    ]


def _link(row):
    address = reverse(f"admin:symptoms_{row.kind}_wording", args=[row.term_id])
    return f"{row.as_words()['name']} ({row.kind})", address
