"""How allauth behaves on this site: its words, its mail, and where it may send a browser."""

import logging
from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as request_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from accounts import known_device, throttle
from symptoms.mail import outbox
from symptoms.web.safe_redirect import is_own_path

logger = logging.getLogger(__name__)

# Session key: whose password was forgotten, and where they were going.
AFTER_RESET = "account_next_after_reset"
# Somebody sits before the page and waits for it. Later it would only puzzle them, and its code be old.
AWAITED = timedelta(minutes=10)

TOO_MANY = (
    "There were too many tries. Wait 5 minutes and try again, or ask for a sign-in code by e-mail."
)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "duplicate_email": "This is your e-mail address already.",
        "email_password_mismatch": (
            "The e-mail address or the password is not right. "
            "Check both, or ask for a sign-in code by e-mail."
        ),
        "email_taken": "This e-mail address belongs to another account.",
        "enter_current_password": "This is not your current password.",
        "incorrect_code": "This code is not right. Look at the e-mail and type it again.",
        "incorrect_password": "This is not your password.",
        "rate_limited": "That was too often. Wait a few minutes and try again.",
        "too_many_login_attempts": TOO_MANY,
    }

    # --- Where a browser may be sent -----------------------------------------------------------

    def is_safe_url(self, url):
        """Only a path on this site. Other hosts in ALLOWED_HOSTS are other sites to a reader."""
        return is_own_path(url)

    def get_login_redirect_url(self, request):
        """Where this very reader was going before a forgotten password, else the usual page."""
        email, wanted = request.session.pop(AFTER_RESET, ["", ""])
        is_theirs = wanted and email == request.user.email
        return wanted if is_theirs else super().get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request):
        return reverse("account_home")

    def is_ajax(self, request):
        """One answer for everyone: pages. allauth's JSON would repeat what was typed."""
        return False

    def get_client_ip(self, request):
        """Where the request came from. Fewer addresses than our proxies add say nothing of that: then it
        is whoever connected to us."""
        try:
            return super().get_client_ip(request)
        except ImproperlyConfigured:
            return request.META["REMOTE_ADDR"]

    # --- Who may try ---------------------------------------------------------------------------

    def authenticate(self, request, **credentials):
        """The user, or None. Raises ValidationError when there were too many tries."""
        email = credentials.get("email", "")
        if not throttle.may_try_password(request, email):
            raise self.validation_error("too_many_login_attempts")
        user = super().authenticate(request, **credentials)
        if user:
            throttle.password_was_right(request, email)
        return user

    def post_login(self, request, user, **kwargs):
        """From now on this browser is known to the account, unless it is a shared one."""
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
        """Plain text, with links from settings alone: nothing a request says gets into a mail.

        Raises ImmediateHttpResponse, a page that says so, when the mail cannot be sent, or when
        too many were asked for.
        """
        if not throttle.may_mail(request_context.request, email):
            raise ImmediateHttpResponse(respond_429(request_context.request))
        self._send(template_prefix, email, context, AWAITED)

    def _send(self, template_prefix, email, context, good_for=outbox.GOOD_FOR):
        values = {
            **context,
            "site_url": settings.SITE_URL,
            "contact_email": settings.SYMPTOMS.get("CONTACT_EMAIL", ""),
        }
        message = outbox.Letter(
            render_to_string(f"{template_prefix}_subject.txt", values).strip(),
            render_to_string(f"{template_prefix}_message.txt", values).strip() + "\n",
            settings.DEFAULT_FROM_EMAIL,
            [email],
            headers={"Auto-Submitted": "auto-generated"},
        )
        message.good_for = good_for
        if outbox.is_stuck() and good_for == AWAITED:
            raise ImmediateHttpResponse(_mail_failed())
        try:
            message.send()
        except OSError:  # only where mail is not sent by the outbox
            logger.exception("A mail could not be sent (%s).", template_prefix)
            raise ImmediateHttpResponse(_mail_failed()) from None

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Tell the reader what was changed. What was done stays done when this cannot be sent."""
        try:
            self._send(template_prefix, email or user.email, context or {})
        except ImmediateHttpResponse:
            logger.warning("Somebody was not told of a change: %s.", template_prefix)


def _mail_failed():
    return render(request_context.request, "account/mail_failed.html", status=503)
