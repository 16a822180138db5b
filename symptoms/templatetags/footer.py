"""The links in the footer of every page."""

from functools import cache
from typing import NamedTuple

from django import template
from django.db.models import DateTimeField

from symptoms.models import Edition, Kind
from symptoms.models.article import address_of
from symptoms.models.compiled import Compiled, Slot
from symptoms.web import clock

register = template.Library()


class FooterLink(NamedTuple):
    title: str
    address: str


@register.simple_tag
def pages_about_the_site() -> list[FooterLink]:
    """A link to each live page about the site, in order: one query."""
    rows = _question().rows(at=clock.now())
    return [FooterLink(title, address_of(Kind.PAGE, slug)) for title, slug in rows]


@cache
def _question() -> Compiled:
    at = Slot("at", DateTimeField())
    return Compiled.of(Edition.objects.live(at).pages().values_list("title", "slug"))
