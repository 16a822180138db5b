"""Whether an address on this site leads readers to a page, by the site's own resolver and the
page's own query.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from django.urls import Resolver404, resolve, reverse

from symptoms import conf
from symptoms.images import renditions
from symptoms.models import Edition, EditionTip, Series, Symptom, Topic
from symptoms.models.article import address_of

if TYPE_CHECKING:
    from symptoms.models.edition_queries import EditionQuerySet
    from symptoms.text.content import ArticleContent

# Pages that anybody can open, and whose address needs no lookup.
FIXED = frozenset({
    "symptoms:home", "symptoms:search", "symptoms:symptoms", "symptoms:reading-settings",
    "symptoms:feed", "symptoms:sitemap", "symptoms:robots",
    "symptoms:manifest",
    "favorites:list", "favorites:collections", "favorites:questions", "favorites:sheet",
    "favorites:about-device", "favorites:offline", "favorites:yours", "favorites:delete", "favorites:download",
    "account_home", "account_delete", "account_login", "account_logout", "account_signup",
    "account_reset_password", "account_request_login_code", "account_change_password",
    "account_email",
})  # fmt: skip


def leads_somewhere(address: str, coming: Container[Any] = frozenset()) -> bool:
    """Whether readers who follow the path `address` find something, now or by a redirect.

    `coming` are paths that go live together with the link. Makes at most two queries.
    """
    path = unquote(re.split(r"[?#]", address)[0])
    try:
        match = resolve(path)
    except Resolver404:
        return False
    if path in coming or match.view_name in FIXED:
        return True
    query = _QUERIES.get(match.view_name)
    return query is not None and query(**match.kwargs)


def _text(versions: EditionQuerySet) -> bool:
    """An article or a page at its current address or a former one."""
    once = versions.started().first()
    return once is not None and Edition.objects.live().filter(article=once.article_id).exists()


def _live_articles(**link: Any) -> bool:
    return Edition.objects.live().articles().filter(**link).exists()


def _term(model: Any) -> Callable[[str], bool]:
    return lambda slug: model.objects.public().filter(slug=slug).exists()


_QUERIES: dict[str, Callable[..., bool]] = {
    "symptoms:article": lambda slug: _text(Edition.objects.articles().filter(slug=slug)),
    "symptoms:page": lambda slug: _text(Edition.objects.pages().filter(slug=slug)),
    "symptoms:tip": lambda pk, slug: EditionTip.objects.live().filter(tip=pk).exists(),
    "symptoms:feedback": lambda pk: _live_articles(article=pk),
    "symptoms:feedback-thanks": lambda pk: _live_articles(article=pk),
    "symptoms:picture": lambda file: (
        Edition.objects.live().filter(picture__file=renditions.source_of(file)).exists()
    ),
    "symptoms:security": lambda: bool(conf.get("CONTACT_EMAIL")),
    "symptoms:symptom": _term(Symptom),
    "symptoms:symptom-articles": _term(Symptom),
    "symptoms:symptom-feed": _term(Symptom),
    "symptoms:series": _term(Series),
    "symptoms:series-feed": _term(Series),
    "symptoms:topic": _term(Topic),
    "symptoms:topic-feed": _term(Topic),
    "symptoms:tag": lambda slug: _live_articles(tags__slug=slug),
    "symptoms:contributor": lambda slug: _live_articles(author__slug=slug),
}


def going_live_with(content: ArticleContent) -> frozenset[str]:
    """The paths that are pages as soon as `content` is live, whatever they are today."""
    paths = {address_of(content.kind, content.slug)}
    paths |= {reverse("symptoms:tip", args=[tip.id, tip.slug]) for tip in content.tips}
    paths |= {reverse("symptoms:tag", args=[tag.slug]) for tag in content.tags}
    if content.author:
        paths.add(reverse("symptoms:contributor", args=[content.author.slug]))
    return frozenset(paths)
