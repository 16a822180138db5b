"""The links in the footer of every page."""

from django import template

from symptoms.models import Edition

register = template.Library()


@register.simple_tag
def pages_about_the_site():
    """The live pages about the site, in order: one query."""
    return list(Edition.objects.live().pages())
