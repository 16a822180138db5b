"""What changed between two contents of an article, in a few sentences for readers, the most pressing first.

The editors' comparison, word by word, is in `diff`.
"""

from collections.abc import Iterator

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from symptoms.text.content import ArticleContent, TipContent

Tips = tuple[TipContent, ...]

_TEXTS = ("title", "standfirst", "body", "tips_heading", "tips_intro", "closing")


def in_sentences(before: ArticleContent, after: ArticleContent) -> list[str]:
    """A sentence for each kind of part that differs; none where readers see no difference."""
    found = []
    if before.callouts != after.callouts:
        found.append(_("“When to get help” was changed."))
    found += _of_tips(before.tips, after.tips)
    if any(getattr(before, name) != getattr(after, name) for name in _TEXTS):
        found.append(_("The text was changed."))
    if before.questions != after.questions:
        found.append(_("The questions to ask were changed."))
    if before.picture != after.picture:
        found.append(_("The picture was changed."))
    if before.sources != after.sources:
        found.append(_("The sources were changed."))
    return found


def _of_tips(before: Tips, after: Tips) -> Iterator[str]:
    was, now = ({tip.id: (tip.title, tip.body) for tip in tips} for tips in (before, after))
    changed = sum(was[pk] != now[pk] for pk in was.keys() & now.keys())
    added, removed = len(now.keys() - was.keys()), len(was.keys() - now.keys())
    if changed:
        yield _counted(
            ngettext("%(number)s tip was changed.", "%(number)s tips were changed.", changed),
            changed,
        )
    if added:
        yield _counted(
            ngettext("%(number)s tip was added.", "%(number)s tips were added.", added), added
        )
    if removed:
        yield _counted(
            ngettext("%(number)s tip was removed.", "%(number)s tips were removed.", removed),
            removed,
        )


def _counted(sentence: str, count: int) -> str:
    """With the number in words up to nine, as at the start of a sentence."""
    return capfirst(sentence % {"number": apnumber(count)})
