"""The account pages that behave differently from allauth's; the others only have other templates."""

from allauth.account import views
from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from django.views.generic import FormView

from accounts import known_device
from accounts.adapter import AFTER_RESET
from accounts.addresses import take_chosen_password, void_unproven_password
from accounts.allauth_inside import waiting_sign_in
from accounts.forms import RequestReauthenticationCodeForm
from accounts.leaving import erase
from accounts.recent_sign_in import recent_sign_in_required
from symptoms.web import last_account
from symptoms.web.anonymous_sessions import may_write
from symptoms.web.read_only import read_only

CLEARED_SITE_DATA = '"cache", "storage"'
CODE_EXPIRED = _("Your code has expired. You can request a new one.")


def with_next(request, name, wanted=None):
    """The URL of the page `name` with a `next` parameter, if the reader was going to a page of this site."""
    wanted = get_next_redirect_url(request) or wanted
    return f"{reverse(name)}?{urlencode({'next': wanted})}" if wanted else reverse(name)


@read_only
@login_required
def account_home(request):
    return render(request, "account/home.html")


@read_only
def signed_out(request):
    """The page after signing out. Somebody who is still signed in is asked to sign out first."""
    if request.user.is_authenticated:
        return redirect("account_logout")
    return render(request, "account/signed_out.html")


@login_required
@recent_sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_account(request):
    """In two steps: the page lists what will be deleted, and the button deletes it. An email tells the
    owner, in case somebody else did it."""
    if request.method != "POST" or request.user.is_staff:
        status = 403 if request.method == "POST" else 200
        return render(request, "account/delete.html", status=status)
    address = request.user.email
    erase(request.user)
    request.session.flush()
    get_adapter().send_notification_mail("account/email/account_deleted", None, email=address)
    response = redirect("account_deleted")
    known_device.forget(response)
    last_account.forget(response)
    response.headers["Clear-Site-Data"] = CLEARED_SITE_DATA
    return response


@read_only
def account_deleted(request):
    return render(request, "account/deleted.html")


class SignIn(views.LoginView):
    def get_context_data(self, **kwargs):
        kwargs["reset_url"] = with_next(self.request, "account_reset_password")
        return super().get_context_data(**kwargs)


class SignOut(views.LogoutView):
    """Signs out, and clears the browser's cache so that Back shows nothing personal."""

    def post(self, *args, **kwargs):
        was_signed_in = self.request.user.is_authenticated
        response = super().post(*args, **kwargs)
        if was_signed_in:
            response.headers["Clear-Site-Data"] = CLEARED_SITE_DATA
        return response


class ForgottenPassword(views.PasswordResetView):
    """Mails a link. The page that the reader wanted is stored in the session, because mail must not name
    it. A secret link is not stored."""

    def get_success_url(self):
        return reverse("account_reset_password_done")

    def form_valid(self, form):
        wanted = get_next_redirect_url(self.request)
        is_secret = wanted and wanted.startswith(settings.SECRET_LINK_PATHS)
        if wanted and not is_secret and may_write(self.request):
            self.request.session[AFTER_RESET] = [form.cleaned_data["email"].lower(), wanted]
        return super().form_valid(form)


class _CodePage(FormView):
    """Base of the pages that ask for a code. `first_page` names the page to start over."""

    first_page: str
    has_code = False  # whether a code is still expected

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        if request.method == "POST" and not self.has_code:
            return self.too_late(response)
        return response

    def post(self, request, *args, **kwargs):
        self.has_code = True
        return super().post(request, *args, **kwargs)

    def too_late(self, response):
        """No code is expected. Somebody who is signed in by now pressed the button twice."""
        if not self.request.user.is_authenticated and may_write(self.request):
            get_adapter().add_message(self.request, messages.WARNING, message=CODE_EXPIRED)
        return response

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.sent_to = self._sent_to(form)
        return form

    def _sent_to(self, form):
        """The address that the code was sent to: of the pending or current sign-in, or a new one."""
        sign_in = waiting_sign_in(self)
        known = sign_in.email if sign_in else getattr(self.request.user, "email", "")
        return getattr(form, "email", None) or known or ""

    def form_valid(self, form):
        """A form without the code field requests a new code; the message templates need to know."""
        self.request.asks_for_new_code = "code" not in form.fields  # type: ignore[attr-defined]
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        sign_in = waiting_sign_in(self)
        wanted = sign_in.redirect_url if sign_in else None
        kwargs["start_over_url"] = with_next(self.request, self.first_page, wanted)
        return super().get_context_data(**kwargs)


class RequestCode(views.RequestLoginCodeView):
    def form_valid(self, form):
        form.set_expiry(self.request)
        return super().form_valid(form)


class ConfirmCode(_CodePage, views.ConfirmLoginCodeView):
    first_page = "account_login"

    def form_valid(self, form):
        if "code" in form.fields:
            void_unproven_password(self.request, waiting_sign_in(self).user)
        return super().form_valid(form)


class ConfirmAddress(_CodePage, views.ConfirmEmailVerificationCodeView):
    first_page = "account_signup"

    def form_valid(self, form):
        sign_in = waiting_sign_in(self)
        if "code" in form.fields and sign_in:
            take_chosen_password(self.request, sign_in.user)
        return super().form_valid(form)


class RequestCodeOnceMore(views.RequestReauthenticationCodeView):
    """Mails a code to somebody who is signed in, before something important changes."""

    form_class = RequestReauthenticationCodeForm


@reauthentication_required(app="allauth.account")
def _continue(request):
    return redirect(get_next_redirect_url(request) or "account_home")


class ConfirmCodeOnceMore(_CodePage, views.ConfirmReauthenticationCodeView):
    first_page = "account_request_reauthentication_code"

    def get_default_success_url(self):
        return reverse("account_home")

    def too_late(self, response):
        """Somebody who pressed the button twice continues; others start over."""
        if not self.request.user.is_authenticated:
            return response
        try:
            return _continue(self.request)
        except ReauthenticationRequired:
            get_adapter().add_message(self.request, messages.WARNING, message=CODE_EXPIRED)
            return response


class FirstPassword(views.PasswordSetView):
    def dispatch(self, request, *args, **kwargs):
        """allauth stores a form in the session while it asks for a sign-in. A password must not be stored."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except ReauthenticationRequired:
            if request.method == "POST":
                return redirect("account_set_password")
            raise
