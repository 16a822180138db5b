"""The page of a symptom, topic or series with words that readers don't see."""

from symptoms.models import Series, Symptom, Topic
from symptoms.site.terms import views

_PAGES = {Symptom: views.symptom_page, Topic: views.topic_page, Series: views.series_page}


def preview(request, term, **more):
    """The public page of the unsaved `term`, with a notice: of the `step` and `wording_url` for staff, or of
    the `link` for others."""
    context = {"page_template": f"site/terms/{term._meta.model_name}.html", "preview": True}
    page = _PAGES[type(term)]
    return page(request, term, template="site/previews/term.html", **context | more)
