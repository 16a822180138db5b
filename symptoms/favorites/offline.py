"""A copy of one's list on the device, for where there is no network.

static/js/kept-copy.js keeps it when the reader presses the button, and `worker` shows it. Nobody who
has not asked has either.
"""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.crypto import salted_hmac

from symptoms.favorites.notebook.browsing import MOST
from symptoms.favorites.notebook.entries import entries
from symptoms.models import Edition, Favorite, OwnQuestion
from symptoms.web.form_limits import limited
from symptoms.web.read_only import read_only

# What the copy looks like, and can do, without a network.
_FONT = "fonts/atkinson-hyperlegible-next-latin{}-wght-normal.woff2"
NEEDS = (
    "css/tokens.css",
    "css/base.css",
    "css/components.css",
    "css/print.css",
    "icon.svg",
    "js/kept-copy.js",
    _FONT.format(""),
    _FONT.format("-ext"),
)


def copy_owner(request) -> str:
    """A word that is the same for one account, and tells of it nothing: whose copy may stay here.

    "" is nobody's: for whoever is not signed in, or said that others use this device.
    """
    if not request.user.is_authenticated or request.session.get_expire_at_browser_close():
        return ""
    return salted_hmac("symptoms.kept_copy", str(request.user.pk), algorithm="sha256").hexdigest()


@login_required
@read_only
def offline(request):
    """What a copy is, with the buttons that keep and remove it."""
    return render(request, "favorites/offline/offline.html", {"owner": copy_owner(request)})


@login_required
@read_only
@limited("copy", "GET", "HEAD")
def copy(request):
    """The copy itself, in five queries. With `words=yes` it holds what the reader wrote as well.

    Not on a device that others use, even from a page that was opened before that was said.
    """
    if not copy_owner(request):
        raise Http404("No copy is kept on a device that others use.")
    favorites = Favorite.objects.of(request.user).newest_first()
    with_words = request.GET.get("words") == "yes"
    listed = entries((favorites if with_words else favorites.defer("note", "status"))[:MOST])
    pages = Edition.objects.filter(pk__in=[entry.edition.pk for entry in listed]).for_page()
    reviewed = {edition.pk: edition for edition in pages}
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
    """The service worker. Its address is below /favorites/, and so is all that it is asked about."""
    return render(request, "favorites/offline/worker.js", content_type="text/javascript")
