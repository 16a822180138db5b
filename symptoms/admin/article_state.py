"""What readers see of an article, and what happens next, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.admin.publishing_actions import in_words
from symptoms.models import Review

# By the last verdict on the newest text; "" stands for none.
_NEVER_PUBLIC = {
    "": gettext_lazy("Draft"),
    Review.Verdict.SUBMITTED: gettext_lazy("In review"),
    Review.Verdict.APPROVED: gettext_lazy("Approved"),
    Review.Verdict.CHANGES: gettext_lazy("Changes requested"),
}
_LIVE_WITH_CHANGES = {
    "": gettext_lazy("Live, with changes in a draft"),
    Review.Verdict.SUBMITTED: gettext_lazy("Live, with changes in review"),
    Review.Verdict.APPROVED: gettext_lazy("Live, with approved changes"),
    Review.Verdict.CHANGES: gettext_lazy("Live, with changes sent back by the reviewer"),
}


def state_in_words(article) -> str:
    """The state of an article that came with `with_state`, such as "Live; next change: 3 Dec 2026"."""
    facts = [_state(article)]
    if article.next_plan:
        planned = _("planned for %(moment)s, but not scheduled")
        facts.append(planned % {"moment": in_words(article.next_plan)})
    if article.next_start:
        facts.append(_("next change: %(moment)s") % {"moment": in_words(article.next_start)})
    return "; ".join(facts)


def _state(article):
    verdict = article.verdict or ""
    if article.is_live:
        return str(_LIVE_WITH_CHANGES[verdict]) if article.has_newer_draft else _("Live")
    return _("Withdrawn") if article.has_started else str(_NEVER_PUBLIC[verdict])
