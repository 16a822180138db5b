"""Hashes with which a browser checks scripts and styles (Subresource Integrity)."""

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def integrity(name: str) -> str:
    """The attribute for the static file `name`; "" in development, where files change."""
    digest = getattr(staticfiles_storage, "integrity", lambda name: None)(name)
    return format_html(' integrity="{}"', digest) if digest else ""
