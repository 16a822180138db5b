"""The page on which a reader asks for emails about changes, or stops them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.models import Consent
from symptoms.models import UpdateEmail

# What people agree to. A new wording needs a new version.
CONSENT_VERSION = "updates 2026-11-27"
CONSENT = gettext_lazy(
    "I agree to get an email when something on my list changes, at most one a week. The email does not "
    "say what I saved. I can stop these emails at any time."
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def updates(request):
    """Shows whether the emails are on; a POST with `wanted` turns them on or off."""
    if request.method == "POST":
        if request.POST.get("wanted") == "yes":
            start(request.user)
            messages.success(request, _("We’ll email you when something on your list changes."))
        else:
            stop(request.user)
            messages.success(request, _("We won’t email you about changes anymore."))
        return redirect("favorites:updates")
    context = {"is_on": UpdateEmail.objects.of(request.user).exists(), "consent": CONSENT}
    return render(request, "favorites/updates/updates.html", context)


def start(user) -> None:
    """Turn the emails on, and record the consent in its words. Doing it again changes nothing."""
    with transaction.atomic():
        _row, is_new = UpdateEmail.objects.get_or_create(
            user=user, defaults={"created_at": timezone.now()}
        )
        if is_new:
            Consent.objects.create(user=user, version=CONSENT_VERSION, text=str(CONSENT))


def stop(user) -> None:
    """Turn the emails off; the consent is withdrawn and so is its record. Again, any number of times."""
    with transaction.atomic():
        UpdateEmail.objects.of(user).delete()
        Consent.objects.filter(user=user, version__startswith="updates ").delete()
