"""How templates show what editors wrote, and what has just happened to a favorite."""

from django import template

from symptoms import rendering
from symptoms.favorites import notices

register = template.Library()


@register.filter
def richtext(html):
    """Rich text as markup, cleaned once more on its way out."""
    return rendering.trusted(html or "")


@register.filter
def plaintext(html):
    """The words of rich text on one line, for descriptions."""
    return rendering.plain(html or "")


@register.simple_tag(takes_context=True)
def favorite_notice(context):
    """The waiting notice or None. Without a session cookie nobody's session is looked at."""
    return notices.take(context["request"]) if context.get("has_session") else None
