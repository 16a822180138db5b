"""How templates show what editors wrote."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from symptoms.images import renditions
from symptoms.models import CareCallout
from symptoms.text import presentation, sanitizer

register = template.Library()
MIN_LISTED = 3


@register.filter
def richtext(html: str | None) -> SafeString:
    """Rich text as markup, sanitized again before output."""
    return sanitizer.trusted(html or "")


@register.simple_tag
def body(content: Any, link: Any | None = None) -> SafeString:
    """The body of an article (an ArticleContent), its pictures below `link` as those of `srcset`."""
    return _with_pictures(content, "site/articles/_text_picture.html", link)


@register.simple_tag
def body_for_feeds(content: Any) -> SafeString:
    """The same for programs that may not know a picture's copies."""
    return _with_pictures(content, "site/articles/_feed_picture.html")


def _with_pictures(content: Any, template: str, link: Any | None = None) -> SafeString:
    known = {picture.file: picture for picture in content.pictures}

    def figure(named: Any) -> str:
        """Nothing for a picture that was not in the collection when the text was recorded."""
        context = {"picture": known.get(named.file), "alt": named.alt, "link": link}
        return render_to_string(template, context) if context["picture"] else ""

    return sanitizer.trusted(content.body, figure)


@register.simple_tag
def srcset(picture: Any, kind: str, link: Any | None = None) -> str:
    """The addresses and widths of a picture (a Picture or PictureRef) in the format `kind`.

    They are below `link`, a PreviewLink, where the picture is shown by one.
    """
    name, start = (
        ("previews:picture", [link.pk, link.signature]) if link else ("symptoms:picture", [])
    )
    files = renditions.names(str(picture.file), picture.width, kind)
    return ", ".join(f"{reverse(name, args=[*start, file])} {width}w" for file, width in files)


@register.filter
def emergencies(callouts: Iterable[Any]) -> list[Any]:
    """Those of an article's callouts that ask for an ambulance."""
    return [card for card in callouts if card.level == CareCallout.Level.EMERGENCY]


@register.filter
def less_urgent(callouts: Iterable[Any]) -> list[Any]:
    """The other callouts."""
    return [card for card in callouts if card.level != CareCallout.Level.EMERGENCY]


@register.filter
def sections(html: str | None) -> list[presentation.Section]:
    """The headings of the second level in a text, as presentation.Section."""
    return presentation.sections(html or "")


@register.filter
def is_long(content: Any) -> bool:
    """Whether an article needs a list of what is on its page."""
    return len(content.tips) + len(presentation.sections(content.body)) >= MIN_LISTED


@register.filter
def times(count: int) -> range:
    """The numbers below `count`, to repeat something so often."""
    return range(count)


@register.filter
def data_block(data: Any) -> SafeString:
    """Data for programs, inside <script type="application/ld+json">."""
    return sanitizer.data_block(data)


@register.filter
def moment(value: datetime) -> str:
    """A moment for programs, in the site's time zone, to the second: HTML allows only milliseconds more."""
    return timezone.localtime(value).isoformat(timespec="seconds")


@register.filter
def motif(symptom: Any) -> list[str]:
    """Template names in order of preference: the drawing of this symptom, then the hills."""
    return [f"site/motifs/{symptom.slug}.html", "site/_hills.html"]


@register.filter
def summary(html: str | None, longest: Any) -> str:
    """The beginning of rich text, at most `longest` characters."""
    return sanitizer.summary(html or "", int(longest))


@register.filter
def plaintext(html: str | None) -> str:
    """The words of rich text on one line, for descriptions."""
    return sanitizer.plain(html or "")
