"""Which step the newest text of an article is at; the only writer of `InProgress`."""

from symptoms.models import Article, InProgress, Review, Revision


def note(article: Article) -> None:
    """Record where the newest text of `article` is, after a save, a decision, or a publication."""
    newest = article.revisions.first()
    if newest is None or _is_out(article, newest):
        InProgress.objects.filter(article=article).delete()
        return
    decisions = Review.objects.about(newest)
    decision = decisions.first()
    submitted = decisions.filter(verdict=Review.Verdict.SUBMITTED).first()
    facts = {
        "step": decision.verdict if decision else InProgress.Step.DRAFT,
        "since": decision.at if decision else newest.created_at,
        "edited_by_id": newest.created_by_id,
        "submitted_by_id": submitted and submitted.by_id,
    }
    InProgress.objects.update_or_create(article=article, defaults=facts)


def _is_out(article: Article, newest: Revision) -> bool:
    """Whether its text was published, or is scheduled."""
    return article.editions.not_canceled().filter(revision__content=newest.content).exists()
