"""The language of the site's text, for pages that are rendered without a request."""

from django import template

from symptoms import conf

register = template.Library()


@register.simple_tag
def language_of_text() -> str:
    """The value of `lang`, without the country: a screen reader stays with the voice its owner chose."""
    return conf.language()
