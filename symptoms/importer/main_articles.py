"""Which article leads the page of a symptom, as its file says. Comes last: only a live article leads."""

from django.utils.translation import gettext as _

from symptoms.importer.pages import TermPage
from symptoms.importer.references import row_of
from symptoms.models import Edition


def put(symptoms: list[TermPage]) -> None:
    """Note the main article of those whose file names one; what cannot lead is noted as a problem."""
    for page in symptoms:
        symptom, article = row_of("symptom", page.slug), row_of("article", page.main)
        if Edition.objects.live().able_to_lead(symptom).filter(article=article).exists():
            if symptom.main_article != article:
                symptom.main_article = article
                symptom.save(update_fields=["main_article"])
        else:
            said = _(
                "“%(slug)s” can’t be the main article. Name a live article that has this symptom, has "
                "no sponsor, and isn’t a personal story."
            )
            page.page.report("main", said % {"slug": page.main})
