"""What any page says of its reader's list: what has just been saved, how much, and what is on this device."""

from typing import Any

from django import template

from symptoms.favorites.notebook.entries import entries
from symptoms.favorites.offline import copy_owner as owner_of
from symptoms.favorites.saving import device_list, notices
from symptoms.favorites.saving.merging import live_ones
from symptoms.favorites.saving.state import Saved, saved_by
from symptoms.web import last_account

register = template.Library()


@register.simple_tag(takes_context=True)
def favorite_notice(context: dict[str, Any]) -> dict[str, Any] | None:
    """The notice for the top of the page, or None. Does not read a session without a session cookie."""
    waiting = _waiting(context)
    return notices.take(context["request"]) if waiting and not waiting.get("is_at_button") else None


@register.simple_tag(takes_context=True)
def notice_at(context: dict[str, Any], kind: str, pk: int) -> dict[str, Any] | None:
    """The notice for this item's button, or None. The first button of an item has it."""
    waiting = _waiting(context)
    is_for = (
        waiting and waiting.get("is_at_button") and (waiting["kind"], waiting["pk"]) == (kind, pk)
    )
    return notices.take(context["request"]) if is_for else None


@register.simple_tag(takes_context=True)
def favorite_notice_left(context: dict[str, Any]) -> dict[str, Any] | None:
    """The notice that no button of the page has shown, or None."""
    return notices.take(context["request"]) if _waiting(context) else None


@register.simple_tag(takes_context=True)
def saved_items(context: dict[str, Any]) -> Saved | None:
    """What the reader saved, or None for someone without a list; see `favorites.saving.state`."""
    request = context.get("request")
    return saved_by(request) if request and hasattr(request, "user") else None


@register.simple_tag(takes_context=True)
def had_account_here(context: dict[str, Any]) -> bool:
    """Whether somebody used an account in this browser before."""
    return bool(last_account.last_account_key(context["request"]))


@register.simple_tag(takes_context=True)
def saved_on_device(context: dict[str, Any]) -> Any:
    """Entries (favorites.notebook.entries) that signing in would move from the device to the account."""
    return entries(live_ones(device_list.read(context["request"])))


@register.simple_tag(takes_context=True)
def copy_owner(context: dict[str, Any]) -> str:
    """Whose offline copy may stay on this device; see `favorites.offline.copy_owner`."""
    return owner_of(context["request"])


def _waiting(context: dict[str, Any]) -> dict[str, Any] | None:
    return notices.waiting(context["request"]) if context.get("has_session") else None
