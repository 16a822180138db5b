"""Where the one link in the email leads: to the list, and to a button that stops the emails. It needs no
sign-in, because whoever wants no more email should not need a password."""

from django.shortcuts import render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from symptoms.favorites.updates.asking import stop
from symptoms.models import UpdateEmail
from symptoms.web.secret_links import secret_link

app_name = "updates"


# Mail programs send the POST themselves (RFC 8058), without a cookie. Only the signature counts.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@secret_link
def email(request, pk, signature):
    """A POST stops the emails. Following the link changes nothing: mail servers follow links, too."""
    row = UpdateEmail.objects.select_related("user").signed(pk, signature)
    if row is not None and request.method != "POST":
        return render(request, "favorites/updates/link.html")
    if row is not None:
        stop(row.user)
    return render(request, "favorites/updates/stopped.html")


urlpatterns = [path("<row:pk>/<slug:signature>/", email, name="email")]
