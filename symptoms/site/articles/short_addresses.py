"""Addresses that are short enough to type from paper: they lead to the page of a tip or an article.

The page itself says what became of it. What was never public is not found.
"""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from symptoms.models import Edition, EditionTip
from symptoms.web.read_only import read_only


@read_only
def tip(request, pk):
    return _led_to(EditionTip.objects.latest_versions().filter(tip=pk).first())


@read_only
def article(request, pk):
    return _led_to(Edition.objects.latest_versions().articles().filter(article=pk).first())


def _led_to(found):
    if found is None:
        raise Http404(_("There is no such page."))
    return redirect(found)
