"""allauth's forms with our labels: no placeholders, no second password, and autocomplete hints.

Errors come from the server only, so that every browser shows them in the same place.
"""

from typing import Any

from allauth.account import forms
from allauth.account.adapter import get_adapter
from allauth.account.fields import EmailField
from allauth.core import context
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.forms import BooleanField, EmailInput, Form, HiddenInput
from django.utils.translation import gettext_lazy as _

from accounts import throttle
from accounts.addresses import CHOSEN_HERE, SIGNED_UP_HERE, unconfirmed
from accounts.codes import code_in
from accounts.models import CONSENT, Consent

MAX_EMAIL_LENGTH = 254  # of the database's column
PASSWORD_HELP = _(
    "Use at least 10 characters. Three or four words that you can remember work well. "
    "You can paste it from a password manager."
)
# Label, help, and the error when it is empty.
EMAIL = (_("Email address"), "", _("Enter your email address."))
NEW_EMAIL = (_("New email address"), "", _("Enter the new email address."))
PASSWORD = (_("Password"), "", _("Enter your password."))
NEW_PASSWORD = (_("New password"), PASSWORD_HELP, _("Enter a new password."))
CODE = (
    _("Code"),
    _("It has 8 digits and expires in 1 hour. You can paste it."),
    _("Enter the code from the email."),
)


class PlainForm(Form):
    """A mixin before an allauth form that replaces its labels, help and errors with our `words`."""

    use_required_attribute = False
    words: dict[str, tuple[Any, Any, Any]] = {}  # strings, some of them translated lazily
    autocomplete: dict[str, str] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)  # people can show the password instead
        for name, words in self.words.items():
            if isinstance(self.fields[name], EmailField):
                self.fields[name] = _email_field()
            field = self.fields[name]
            field.label, field.help_text, field.error_messages["required"] = words
            field.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
            field.widget.attrs.pop("placeholder", None)
            if name in self.autocomplete:
                field.widget.attrs["autocomplete"] = self.autocomplete[name]


def _email_field():
    wrong = _("Enter a full email address, like name@example.com.")
    return EmailField(
        max_length=MAX_EMAIL_LENGTH,
        widget=EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": wrong, "max_length": wrong},
    )


class SharedDeviceForm(PlainForm):
    """A form that starts a session, and asks how long the session may last."""

    shared_device = BooleanField(
        required=False,
        label=_("This is a shared device"),
        help_text=_(
            "Check this to be signed out when you close the browser. "
            "Otherwise you stay signed in on this device for 2 weeks."
        ),
    )

    def set_expiry(self, request):
        """Set the lifetime of the session as the form says."""
        request.session.set_expiry(0 if self.cleaned_data["shared_device"] else None)


class LoginForm(SharedDeviceForm, forms.LoginForm):
    words = {"login": EMAIL, "password": PASSWORD}
    autocomplete = {"login": "username"}

    def login(self, request, redirect_url=None):
        response = super().login(request, redirect_url)
        self.set_expiry(request)
        return response


class SignupForm(SharedDeviceForm, forms.SignupForm):
    words = {"email": EMAIL, "password1": (_("Password"), PASSWORD_HELP, _("Choose a password."))}
    account_already_exists: bool

    consent = BooleanField(
        label=CONSENT,
        error_messages={
            "required": _("Check the box if you agree. Otherwise we can’t keep anything for you.")
        },
    )

    def save(self, request):
        with transaction.atomic():
            user = super().save(request)
            Consent.objects.create(user=user, text=str(CONSENT))
        request.session[SIGNED_UP_HERE] = user.pk
        return user

    def try_save(self, request):
        """Answer the same, after the same time, whether or not the account exists."""
        self.set_expiry(request)
        if self.account_already_exists:
            return self._again(request)
        try:
            return super().try_save(request)
        except IntegrityError:  # another request for the same address was faster
            self.account_already_exists = True
            return self._again(request)

    def _again(self, request):
        """Send a code if nobody has confirmed the address yet; else a mail that the account exists."""
        password = make_password(self.cleaned_data["password1"])
        user = unconfirmed(self.cleaned_data["email"])
        if user is None:
            return super().try_save(request)
        request.session[CHOSEN_HERE] = [user.pk, password]
        return user, None


class RequestLoginCodeForm(SharedDeviceForm, forms.RequestLoginCodeForm):
    """Also accepts the fields of the sign-in form, whose second button posts here."""

    words = {"email": EMAIL}

    def clean_email(self):
        email = super().clean_email()
        if not throttle.may_still_mail(context.request, email):
            raise get_adapter().validation_error("too_many_login_attempts")
        return email

    def __init__(self, data=None, *args, **kwargs):
        if data and "login" in data and "email" not in data:
            data = data.copy()
            data["email"] = data["login"]
        super().__init__(data, *args, **kwargs)


class CodeForm(PlainForm):
    """Accepts the code with any dashes or spaces, or inside the text of the mail."""

    words = {"code": CODE}
    sent_to = ""  # the address that the code was sent to, shown on the page

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def clean_code(self):
        """Raises ValidationError for a wrong code, and for every code after too many wrong ones."""
        about = (context.request, self.sent_to, self.expected_code or "")  # type: ignore[attr-defined]
        if not throttle.may_try_code(*about):
            raise get_adapter().validation_error("too_many_login_attempts")
        self.cleaned_data["code"] = code_in(self.cleaned_data["code"])
        code = super().clean_code()  # type: ignore[misc]
        throttle.code_was_right(*about)
        return code


class ConfirmLoginCodeForm(CodeForm, forms.ConfirmLoginCodeForm):
    pass


class ConfirmReauthenticationCodeForm(CodeForm, forms.ConfirmReauthenticationCodeForm):
    pass


class ConfirmAddressForm(CodeForm, forms.ConfirmEmailVerificationCodeForm):
    pass


class AddEmailForm(PlainForm, forms.AddEmailForm):
    words = {"email": NEW_EMAIL}


class ForgottenPasswordForm(PlainForm, forms.ResetPasswordForm):
    words = {"email": EMAIL}


class ChooseNewPasswordForm(SharedDeviceForm, forms.ResetPasswordKeyForm):
    words = {"password1": NEW_PASSWORD}

    def save(self):
        super().save()
        self.set_expiry(context.request)


class ChangePasswordForm(PlainForm, forms.ChangePasswordForm):
    words = {
        "oldpassword": (_("Current password"), "", _("Enter your current password.")),
        "password1": NEW_PASSWORD,
    }

    def clean_oldpassword(self):
        """Count tries as sign-ins do: an open session must not allow more guesses."""
        about = (context.request, self.user.email)
        if not throttle.may_try_password(*about):
            raise get_adapter().validation_error("too_many_login_attempts")
        password = super().clean_oldpassword()
        throttle.password_was_right(*about)
        return password


class SetPasswordForm(PlainForm, forms.SetPasswordForm):
    words = {"password1": NEW_PASSWORD}


class AcceptInvitationForm(SharedDeviceForm, forms.SetPasswordForm):
    words = {"password1": (_("Password"), PASSWORD_HELP, _("Choose a password."))}


class ReauthenticateForm(PlainForm, forms.ReauthenticateForm):
    words = {"password": PASSWORD}


class RequestReauthenticationCodeForm(forms.RequestReauthenticationCodeForm):
    """Only a button: an account has one confirmed address, so there is nothing to choose."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["recipient"]
        field.widget, field.initial = HiddenInput(), field.choices[0][0]
        if self.is_bound:
            self.data = {"recipient": field.initial}

    def clean(self):
        """An error after too many requests; allauth's message would suggest requesting another code."""
        cleaned_data = super().clean()
        recipient = cleaned_data.get("recipient", "")
        if not throttle.may_still_mail(context.request, recipient):
            self.add_error("recipient", get_adapter().validation_error("rate_limited"))
        return cleaned_data
