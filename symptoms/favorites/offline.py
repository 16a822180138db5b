"""A copy of a reader's list on their device, for use without a network.

static/js/offline-copy.js saves it when the reader presses the button, and `worker` shows it. Without that
press a device gets neither.
"""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from symptoms.favorites.notebook.browsing import MOST
from symptoms.favorites.notebook.entries import entries
from symptoms.models import Edition, Favorite, OwnQuestion
from symptoms.web.form_limits import limited
from symptoms.web.read_only import read_only

# The styles, fonts and scripts of the copy, which it needs without a network.
_FONT = "fonts/atkinson-hyperlegible-next-{}-wght-normal.woff2"
NEEDS = (
    "css/site.css",
    "icon.svg",
    "js/offline-copy.js",
    *(_FONT.format(letters) for letters in ("core", "latin", "latin-ext")),
)


def copy_owner(request) -> str:
    """Whose copy may stay on this device: a keyed hash, the same for one account, that reveals nothing.

    "" for someone who is not signed in, or who said that others use this device.
    """
    if not request.user.is_authenticated or request.session.get_expire_at_browser_close():
        return ""
    return salted_hmac("symptoms.kept_copy", str(request.user.pk), algorithm="sha256").hexdigest()


@login_required
@read_only
def offline(request):
    """What a copy is, with the buttons that save and remove it."""
    return render(request, "favorites/offline/offline.html", {"owner": copy_owner(request)})


@login_required
@read_only
@limited("copy", "GET", "HEAD")
def copy(request):
    """The copy itself, in five queries. With `words=yes` it includes what the reader wrote.

    Refused on a device that others use, even from a page that was opened before the reader said so.
    """
    if not copy_owner(request):
        raise Http404(_("You can’t save a copy on a device that others use."))
    favorites = Favorite.objects.of(request.user).newest_first()
    with_words = request.GET.get("words") == "yes"
    kept = (favorites if with_words else favorites.defer("note", "status"))[:MOST]
    listed = entries(kept, with_text=True)
    editions = Edition.objects.filter(pk__in={entry.edition.pk for entry in listed})
    reviewed = editions.with_approval().only("pk").in_bulk()
    questions = OwnQuestion.objects.of(request.user).starred_first() if with_words else []
    context = {
        "owner": copy_owner(request),
        "needs": [static(name) for name in NEEDS],
        "kept_at": timezone.now(),
        "with_words": with_words,
        "entries": [(entry, reviewed[entry.edition.pk]) for entry in listed],
        "questions": questions,
        "today": timezone.localdate(),
    }
    return render(request, "favorites/offline/copy.html", context)


@read_only
def worker(request):
    """The service worker. Its address is below /favorites/, so it is asked only about pages there."""
    return render(request, "favorites/offline/worker.js", content_type="text/javascript")
