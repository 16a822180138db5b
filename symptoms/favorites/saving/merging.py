"""At sign-in and at sign-up, the list on the device is merged into the account's list."""

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symptoms.favorites.saving import device_list, notices
from symptoms.favorites.saving.device_list import SavedItem
from symptoms.models import Edition, EditionTip, Favorite
from symptoms.models.account_limits import LimitReached
from symptoms.web import last_account


def merge(user, saved: list[SavedItem]) -> int:
    """Add what readers can still see of `saved` to the list of `user`; returns how many that were.

    A union, in the same order and with the same times: favorites that are there keep their notes, and the
    older of two times stays. What changed since it was saved is news. Doing it again changes nothing. One
    transaction.
    """
    live = live_ones(saved)
    # The oldest first: of two that were saved in the same second, the later row is the newer one.
    rows = [_favorite(user, one) for one in reversed(live)]
    when = {(one.article_id, one.tip_id): one.saved_at for one in live}
    with transaction.atomic():
        new = Favorite.objects.save_items(user, rows)
        there = Favorite.objects.of(user).about(rows).exclude(pk__in=[one.pk for one in new])
        older = [one for one in there if when[one.article_id, one.tip_id] < one.created_at]
        for favorite in older:
            favorite.created_at = when[favorite.article_id, favorite.tip_id]
        Favorite.objects.bulk_update(older, ["created_at"])
    return len(live)


def _favorite(user, item):
    since = min(item.saved_at, timezone.now())
    seen = min(item.seen_at, timezone.now())
    return Favorite(user=user, **item.columns, created_at=since, seen_at=seen)


def live_ones(saved: list[SavedItem]) -> list[SavedItem]:
    """Those of `saved` that readers can see now."""
    articles = {one.article_id for one in saved if one.article_id}
    tips = {one.tip_id for one in saved if one.tip_id}
    live = Edition.objects.live().articles().filter(article__in=articles)
    live_articles = set(live.values_list("article", flat=True))
    live_tips = set(EditionTip.objects.live().filter(tip__in=tips).values_list("tip", flat=True))
    return [one for one in saved if one.article_id in live_articles or one.tip_id in live_tips]


def merge_at_sign_in(request, user, **kwargs) -> None:
    saved = device_list.read(request) if request else []
    if request:
        notices.take(request)  # of whoever had the device before
    if saved and _is_somebody_elses(request, user):
        messages.warning(request, _not_added(_("Another account was used on this device last.")))
        return
    try:
        count = merge(user, saved)
    except LimitReached as error:
        messages.warning(request, _not_added(error))
        return
    if count:
        moved = ngettext(
            "We moved %(count)s favorite from this device to your account.",
            "We moved %(count)s favorites from this device to your account.",
            count,
        )
        messages.success(request, moved % {"count": count})


def _is_somebody_elses(request, user):
    """Whether the list may be of another account, whose session ended before they pressed save."""
    return last_account.last_account_key(request) not in {"", last_account.account_key(user)}


def _not_added(reason):
    return f"{_('The list on this device was not added to your favorites.')} {reason}"


def connect() -> None:
    """Called once when the app is ready."""
    user_logged_in.connect(merge_at_sign_in, dispatch_uid="symptoms.favorites.saving.merging")
