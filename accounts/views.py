"""The account pages that differ from allauth's in what they do; the others differ in words only."""

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

FORGET_PAGES = '"cache", "storage"'
CODE_TOO_OLD = "Your code is no longer valid. You can ask for a new one."


def with_next(request, door, wanted=None):
    """The address of the page called `door`, with where the reader was going, if that is here."""
    wanted = get_next_redirect_url(request) or wanted
    return f"{reverse(door)}?{urlencode({'next': wanted})}" if wanted else reverse(door)


@read_only
@login_required
def account_home(request):
    return render(request, "account/home.html")


@read_only
def signed_out(request):
    """Says so after signing out. Whoever is signed in after all is asked first."""
    if request.user.is_authenticated:
        return redirect("account_logout")
    return render(request, "account/signed_out.html")


@login_required
@recent_sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_account(request):
    """In two steps: the page says what will go, the button lets it go."""
    if request.method != "POST" or request.user.is_staff:
        status = 403 if request.method == "POST" else 200
        return render(request, "account/delete.html", status=status)
    erase(request.user)
    request.session.flush()
    response = redirect("account_deleted")
    known_device.forget(response)
    last_account.forget(response)
    response.headers["Clear-Site-Data"] = FORGET_PAGES
    return response


@read_only
def account_deleted(request):
    return render(request, "account/deleted.html")


class SignIn(views.LoginView):
    def get_context_data(self, **kwargs):
        kwargs["reset_url"] = with_next(self.request, "account_reset_password")
        return super().get_context_data(**kwargs)


class SignOut(views.LogoutView):
    """Signs out, and has the browser forget the pages it kept: Back shows nothing personal."""

    def post(self, *args, **kwargs):
        was_signed_in = self.request.user.is_authenticated
        response = super().post(*args, **kwargs)
        if was_signed_in:
            response.headers["Clear-Site-Data"] = FORGET_PAGES
        return response


class ForgottenPassword(views.PasswordResetView):
    """Mails a link. Where the reader was going waits in the session: a mail must not say it. An address
    that is a secret waits nowhere."""

    def get_success_url(self):
        return reverse("account_reset_password_done")

    def form_valid(self, form):
        wanted = get_next_redirect_url(self.request)
        is_secret = wanted and wanted.startswith(settings.SECRET_LINK_PATHS)
        if wanted and not is_secret and may_write(self.request):
            self.request.session[AFTER_RESET] = [form.cleaned_data["email"].lower(), wanted]
        return super().form_valid(form)


class _CodePage(FormView):
    """What the pages that ask for a code have in common. `door` is where to start over."""

    door: str
    has_code = False  # whether a code is still waited for

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        if request.method == "POST" and not self.has_code:
            return self.too_late(response)
        return response

    def post(self, request, *args, **kwargs):
        self.has_code = True
        return super().post(request, *args, **kwargs)

    def too_late(self, response):
        """Nothing waits for the code. Whoever is signed in by now pressed the button twice."""
        if not self.request.user.is_authenticated and may_write(self.request):
            get_adapter().add_message(self.request, messages.WARNING, message=CODE_TOO_OLD)
        return response

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.sent_to = self._sent_to(form)
        return form

    def _sent_to(self, form):
        """The address that the code went to: of whoever signs in, or is signed in, or a new one."""
        sign_in = waiting_sign_in(self)
        known = sign_in.email if sign_in else getattr(self.request.user, "email", "")
        return getattr(form, "email", None) or known or ""

    def form_valid(self, form):
        """Without the field for a code, it is the form that asks for a new one: the messages say so."""
        self.request.asks_for_new_code = "code" not in form.fields  # type: ignore[attr-defined]
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        sign_in = waiting_sign_in(self)
        wanted = sign_in.redirect_url if sign_in else None
        kwargs["start_over_url"] = with_next(self.request, self.door, wanted)
        return super().get_context_data(**kwargs)


class RequestCode(views.RequestLoginCodeView):
    def form_valid(self, form):
        form.set_expiry(self.request)
        return super().form_valid(form)


class ConfirmCode(_CodePage, views.ConfirmLoginCodeView):
    door = "account_login"

    def form_valid(self, form):
        if "code" in form.fields:
            void_unproven_password(self.request, waiting_sign_in(self).user)
        return super().form_valid(form)


class ConfirmAddress(_CodePage, views.ConfirmEmailVerificationCodeView):
    door = "account_signup"

    def form_valid(self, form):
        sign_in = waiting_sign_in(self)
        if "code" in form.fields and sign_in:
            take_chosen_password(self.request, sign_in.user)
        return super().form_valid(form)


class RequestCodeOnceMore(views.RequestReauthenticationCodeView):
    """Mails a code to whoever is signed in already, before something important changes."""

    form_class = RequestReauthenticationCodeForm


@reauthentication_required(app="allauth.account")
def _go_on(request):
    return redirect(get_next_redirect_url(request) or "account_home")


class ConfirmCodeOnceMore(_CodePage, views.ConfirmReauthenticationCodeView):
    door = "account_request_reauthentication_code"

    def get_default_success_url(self):
        return reverse("account_home")

    def too_late(self, response):
        """Whoever pressed the button twice goes on; anybody else starts over."""
        if not self.request.user.is_authenticated:
            return response
        try:
            return _go_on(self.request)
        except ReauthenticationRequired:
            get_adapter().add_message(self.request, messages.WARNING, message=CODE_TOO_OLD)
            return response


class FirstPassword(views.PasswordSetView):
    def dispatch(self, request, *args, **kwargs):
        """allauth keeps a form in the session while it asks who it is. A password must not wait there."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except ReauthenticationRequired:
            if request.method == "POST":
                return redirect("account_set_password")
            raise
