"""The language of the site's text, for pages that are rendered without a request."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def language_of_text():
    """The value of `lang`, without the country: a screen reader stays with the voice its owner chose."""
    return settings.LANGUAGE_CODE.partition("-")[0]
