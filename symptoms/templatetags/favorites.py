"""The message after a favorite was saved or removed, and the list on this device, for any page."""

from typing import Any
from urllib.parse import quote

from django import template

from symptoms.favorites.notebook.entries import entries
from symptoms.favorites.offline import copy_owner as owner_of
from symptoms.favorites.saving import device_list, notices
from symptoms.favorites.saving.merging import live_ones
from symptoms.web.addresses import address

register = template.Library()


@register.simple_tag(takes_context=True)
def favorite_notice(context: dict[str, Any]) -> dict[str, Any] | None:
    """The waiting notice, or None. Does not read a session without a session cookie."""
    return notices.take(context["request"]) if context.get("has_session") else None


@register.simple_tag(takes_context=True)
def sign_in_to_save(context: dict[str, Any], kind: str, pk: int) -> str:
    """Where someone who has no list yet saves an item, and comes back to its `anchor` on this page. The
    words of a search stay out of it."""
    request = context["request"]
    here = request.path if context.get("query") else request.get_full_path()
    if anchor := context.get("anchor"):
        here = f"{here}#{anchor}"
    return f"{address('favorites:sign-in')}?kind={kind}&id={pk}&next={quote(here)}"


@register.simple_tag(takes_context=True)
def saved_on_device(context: dict[str, Any]) -> Any:
    """Entries (favorites.notebook.entries) that signing in would move from the device to the account."""
    return entries(live_ones(device_list.read(context["request"])))


@register.simple_tag(takes_context=True)
def copy_owner(context: dict[str, Any]) -> str:
    """Whose offline copy may stay on this device; see `favorites.offline.copy_owner`."""
    return owner_of(context["request"])
