"""`manage.py favoritecounts`: how often articles and tips were saved, and never by whom."""

from django.core.management.base import BaseCommand
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.models import Edition, EditionTip, Favorite

FLOOR = 10


class Command(BaseCommand):
    help = gettext_lazy(  # type: ignore[assignment]
        "Say how many readers saved each live article and tip. Fewer than %(floor)s are not counted: a small number can point at a person."
    ) % {"floor": FLOOR}

    def handle(self, *args, **options):
        articles, tips = _counts("article"), _counts("tip")
        for edition in Edition.objects.live().articles().order_by("title"):
            self.stdout.write(f"{_words(articles.get(edition.article_id, 0))}  {edition.title}")
        live = EditionTip.objects.live().select_related("edition").order_by("title", "pk")
        for tip in live:
            line = _("%(tip)s (a tip from %(article)s)") % {
                "tip": tip.title,
                "article": tip.edition.title,
            }
            self.stdout.write(f"{_words(tips.get(tip.tip_id, 0))}  {line}")


def _counts(kind):
    rows = Favorite.objects.exclude(**{kind: None}).order_by()
    return dict(rows.values_list(kind).annotate(readers=Count("user")))


def _words(count):
    return str(count) if count >= FLOOR else _("fewer than %(floor)s") % {"floor": FLOOR}
