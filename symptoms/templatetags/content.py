"""How templates show what editors wrote."""

from django import template

from symptoms import rendering

register = template.Library()


@register.filter
def richtext(html):
    """Rich text as markup, cleaned once more on its way out."""
    return rendering.trusted(html or "")


@register.filter
def data_block(data):
    """Data for machines, inside <script type="application/ld+json">."""
    return rendering.data_block(data)


@register.filter
def motif(symptom):
    """Names of templates, the best first: the drawing of this symptom, or else the hills."""
    return [f"symptoms/motifs/{symptom.slug}.html", "symptoms/_hills.html"]


@register.filter
def plaintext(html):
    """The words of rich text on one line, for descriptions."""
    return rendering.plain(html or "")
