"""What any page says of its reader's list: what has just been saved, how much, and what is on this device."""

import re
from typing import Any

from django import template
from django.utils.html import format_html

from symptoms.favorites.notebook.entries import entries
from symptoms.favorites.offline import copy_owner as owner_of
from symptoms.favorites.saving import device_list, notices
from symptoms.favorites.saving.merging import live_ones
from symptoms.favorites.saving.state import Saved, saved_by
from symptoms.web import last_account
from symptoms.web.reader_gaps import Unknown

register = template.Library()
_BUTTON = "favorites/saving/_favorite_button.html"
_WORDS = ("kind", "pk", "title")
_ADOPT_BUTTON = "favorites/notebook/_adopt_button.html"


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
def saved_items(context: dict[str, Any]) -> Saved | Unknown | None:
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
    gaps = getattr(context["request"], "gaps", None)
    return gaps.leave("copy_owner") if gaps else owner_of(context["request"])


@register.simple_tag(takes_context=True)
def favorite_button(
    context: Any, kind: str, pk: int, title: str, saved: Saved | Unknown | None
) -> str:
    """The button that saves or removes an item, as `_favorite_button.html` has it. A list shows dozens, so
    the template is rendered once for each page, and each item's own words are put into it."""

    def button(is_saved: bool) -> str:
        return format_html(_button(context, is_saved), kind=kind, pk=pk, title=title)

    return saved.either((kind, pk), button) if saved else button(False)


def _button(context: Any, is_saved: bool) -> str:
    """The button of this page as a format string for the words of an item."""
    known = context["request"].__dict__.setdefault("favorite_buttons", {})
    if is_saved not in known:
        with context.push(**{name: f"\0{name}\0" for name in _WORDS}, is_saved=is_saved):
            html = context.template.engine.get_template(_BUTTON).render(context)
        text = html.replace("{", "{{").replace("}", "}}")
        known[is_saved] = re.sub(rf"\0({'|'.join(_WORDS)})\0", r"{\1}", text)
    return known[is_saved]


@register.simple_tag(takes_context=True)
def adopt_button(context: Any, question: Any, adopted: Any) -> str:
    """The button that adds an article's question to the reader's own, or that it is there."""

    def button(is_adopted: bool) -> str:
        with context.push(question=question, is_adopted=is_adopted):
            return context.template.engine.get_template(_ADOPT_BUTTON).render(context)

    return adopted.either((question.id,), button)


def _waiting(context: dict[str, Any]) -> dict[str, Any] | None:
    return notices.waiting(context["request"]) if context.get("has_session") else None
