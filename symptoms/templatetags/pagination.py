"""The title of a page of a list."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from symptoms.web.pagination import Page

register = template.Library()


@register.filter
def on_page(name: str, page: Page) -> SafeString:
    """`name`, of a list, with the number of this `Page` of it: “Latest articles, page 2”. Page 1 has none."""
    if page.number == 1:
        return conditional_escape(name)
    # Translators: the title of the second page of a list, and so on.
    return format_html(_("{list}, page {number}"), list=name, number=page.number)
