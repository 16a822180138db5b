"""`manage.py favoritecounts`: how often articles and tips were saved, and never by whom."""

from django.core.management.base import BaseCommand
from django.db.models import Count

from symptoms.models import Edition, EditionTip, Favorite

FLOOR = 10


class Command(BaseCommand):
    help = (
        f"Say how many readers saved each live article and tip. Fewer than {FLOOR} are not counted: "
        "a small number can point at a person."
    )

    def handle(self, *args, **options):
        articles, tips = _counts("article"), _counts("tip")
        for edition in Edition.objects.live().articles().order_by("title"):
            self.stdout.write(f"{_words(articles.get(edition.article_id, 0))}  {edition.title}")
        live = EditionTip.objects.live().select_related("edition").order_by("title", "pk")
        for tip in live:
            line = f"{tip.title} (a tip from {tip.edition.title})"
            self.stdout.write(f"{_words(tips.get(tip.tip_id, 0))}  {line}")


def _counts(kind):
    rows = Favorite.objects.exclude(**{kind: None}).order_by()
    return dict(rows.values_list(kind).annotate(readers=Count("user")))


def _words(count):
    return str(count) if count >= FLOOR else f"fewer than {FLOOR}"
