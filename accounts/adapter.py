"""How allauth behaves on this site: its words, its mail, and where it may redirect to."""

import logging
from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as request_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import known_device, throttle
from symptoms.mail import outbox
from symptoms.mail.templates import render_email
from symptoms.web.safe_redirect import is_own_path

logger = logging.getLogger(__name__)

# Session key: the address whose password was forgotten, and the page its owner wanted.
AFTER_RESET = "account_next_after_reset"
# Somebody is waiting for it on the page. A later mail would confuse them, and its code would have expired.
AWAITED_FOR = timedelta(minutes=10)

TOO_MANY = _("Too many tries. Wait 5 minutes and try again, or sign in with a code by email.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "duplicate_email": _("This is already your email address."),
        "email_password_mismatch": _(
            "That email address and password don’t match. "
            "Check both, or sign in with a code by email."
        ),
        "email_taken": _("This email address belongs to another account."),
        "enter_current_password": _("That isn’t your current password."),
        "incorrect_code": _("That code doesn’t match. Check the email and try again."),
        "incorrect_password": _("That isn’t your password."),
        "rate_limited": _("Too many tries. Wait a few minutes and try again."),
        "too_many_login_attempts": TOO_MANY,
    }

    # --- Redirects -----------------------------------------------------------------------------

    def is_safe_url(self, url):
        """Only a path on this site. To a reader, other hosts in ALLOWED_HOSTS are other sites."""
        return is_own_path(url)

    def get_login_redirect_url(self, request):
        """The page that this reader wanted before they forgot their password, else the usual page."""
        email, wanted = request.session.pop(AFTER_RESET, ["", ""])
        is_theirs = wanted and email == request.user.email
        return wanted if is_theirs else super().get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request):
        return reverse("account_home")

    def is_ajax(self, request):
        """Always answer with a page. allauth's JSON would repeat what was typed."""
        return False

    def get_client_ip(self, request):
        """The client's address, or the peer's if the header has fewer addresses than there are
        trusted proxies.
        """
        try:
            return super().get_client_ip(request)
        except ImproperlyConfigured:
            return request.META["REMOTE_ADDR"]

    # --- Passwords -----------------------------------------------------------------------------

    def authenticate(self, request, **credentials):
        """The user, or None. Raises ValidationError after too many tries."""
        email = credentials.get("email", "")
        if not throttle.may_try_password(request, email):
            raise self.validation_error("too_many_login_attempts")
        user = super().authenticate(request, **credentials)
        if user:
            throttle.password_was_right(request, email)
        return user

    def post_login(self, request, user, **kwargs):
        """Remember this browser for the account, unless the device is shared."""
        response = super().post_login(request, user, **kwargs)
        is_shared = "shared_device" in request.POST
        if not is_shared and not request.session.get_expire_at_browser_close():
            known_device.remember(request, response, user.email)
        return response

    # --- Mail ----------------------------------------------------------------------------------

    def get_reset_password_from_key_url(self, key):
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_URL + path.replace("UID-KEY", key)

    def send_mail(self, template_prefix, email, context):
        """Send plain text with links from the settings: nothing in a request reaches a mail.

        Raises ImmediateHttpResponse with an explaining page when the mail cannot be sent, or when
        too many were requested.
        """
        if not throttle.may_mail(request_context.request, email):
            raise ImmediateHttpResponse(respond_429(request_context.request))
        self._send(template_prefix, email, context, AWAITED_FOR)

    def _send(self, template_prefix, email, context, valid_for=outbox.VALID_FOR):
        values = {
            **context,
            "site_url": settings.SITE_URL,
            "contact_email": settings.SYMPTOMS.get("CONTACT_EMAIL", ""),
        }
        message = render_email(template_prefix, email, values)
        message.valid_for = valid_for
        if outbox.is_stuck() and valid_for == AWAITED_FOR:
            raise ImmediateHttpResponse(_mail_failed())
        try:
            message.send()
        except OSError:  # only where mail does not go through the outbox
            logger.exception("A mail could not be sent (%s).", template_prefix)
            raise ImmediateHttpResponse(_mail_failed()) from None

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Tell the reader what was changed. The change remains when this cannot be sent."""
        try:
            self._send(template_prefix, email or user.email, context or {})
        except ImmediateHttpResponse:
            logger.warning(
                "The owner of an account was not told about a change: %s.", template_prefix
            )


def _mail_failed():
    return render(request_context.request, "account/mail_failed.html", status=503)
