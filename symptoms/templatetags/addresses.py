"""Addresses for templates that stand in a list once for each of its rows."""

from django import template

from symptoms.web import addresses

register = template.Library()


@register.simple_tag
def address(name: str, *arguments: str | int) -> str:
    """As `url`, without asking the URL configuration again; see `web.addresses`."""
    return addresses.address(name, *arguments)
