"""The page behind the link in an invitation: somebody becomes one of those who work on the site."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import invitations
from accounts.forms import AcceptInvitationForm
from accounts.models import Invitation
from accounts.sessions import end_sessions
from symptoms.web.secret_links import secret_link


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@secret_link
def invitation(request, pk, signature):
    """Following the link changes nothing, because mail servers follow links, too; the form accepts."""
    found = Invitation.objects.open(pk, signature, timezone.now())
    if found is None:
        return render(request, "account/invitation_ended.html", status=HTTPStatus.GONE)
    known = invitations.known_account(found)
    if request.user != known and (known or request.user.is_authenticated):
        return render(request, "account/invitation_of_another.html")
    if known:
        return _of_account(request, found)
    return _of_stranger(request, found)


def _of_account(request, found):
    """Somebody who is signed in to the account with the invited address needs one button. Where else they
    are signed in as a reader, perhaps on a device of others, nobody may work on the site."""
    if request.method != "POST":
        return render(request, "account/invitation.html", {"invitation": found})
    response = _accepted(request, found, request.user)
    if response.status_code == HTTPStatus.FOUND:
        request.session.cycle_key()
        end_sessions([request.user], except_key=request.session.session_key)
    return response


def _of_stranger(request, found):
    user = invitations.new_account(found)
    form = AcceptInvitationForm(user=user, data=request.POST or None)
    if not form.is_valid():
        return render(request, "account/invitation.html", {"invitation": found, "form": form})
    user.set_password(form.cleaned_data["password1"])
    try:
        response = _accepted(request, found, user)
    except IntegrityError:  # somebody has just created an account with this address
        return redirect(request.path)
    if response.status_code == HTTPStatus.FOUND:
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        form.set_expiry(request)
    return response


def _accepted(request, found, user):
    if not invitations.accept(found, user):
        return render(request, "account/invitation_ended.html", status=HTTPStatus.GONE)
    messages.success(request, _("Welcome. You can work on this site now."))
    return redirect("admin:index")
