"""The form of a symptom: its words, and the article that leads its page."""

from typing import cast

from django.db.models import Exists, OuterRef
from django.forms import ModelChoiceField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.admin.term_form import TermForm
from symptoms.models import Article, Edition

MAX_OFFERED = 100
_CANNOT_LEAD = gettext_lazy(
    "This article can’t be the main article. Choose a live article that has this symptom, has no "
    "sponsor, and isn’t a personal story."
)


class SymptomForm(TermForm):
    """Offers the live articles that can lead. One that leads no more stays until another is chosen."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "main_article" not in self.fields:
            return
        field = cast(ModelChoiceField, self.fields["main_article"])
        able = _able_to_lead(self.instance)
        chosen = {self.instance.main_article_id, self.initial.get("main_article")}
        current = Article.objects.filter(pk__in=chosen - {None})
        field.queryset = able | current
        field.error_messages["invalid_choice"] = _CANNOT_LEAD
        field.widget.choices = [("", field.empty_label), *_offered(self.instance, able, current)]


def _able_to_lead(symptom):
    if not symptom.pk:
        return Article.objects.none()
    live = Edition.objects.live().able_to_lead(symptom).filter(article=OuterRef("pk"))
    return Article.objects.filter(Exists(live.order_by()))


def _offered(symptom, able, current):
    """Pairs of an id and what is said of it."""
    offered = [(article.pk, article.title) for article in able.order_by("title")[:MAX_OFFERED]]
    known = {pk for pk, _title in offered}
    for article in current:
        if article.pk not in known:
            leads = able.filter(pk=article.pk).exists()
            said = _("%(title)s (doesn’t lead now)") % {"title": article.title}
            offered.append((article.pk, article.title if leads else said))
    return offered
