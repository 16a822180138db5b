"""allauth's forms in our words: no placeholders, no second password, and help that browsers understand.

Errors come from the server only, so that every browser shows them in the same place.
"""

from allauth.account import forms
from allauth.account.adapter import get_adapter
from allauth.account.fields import EmailField
from allauth.core import context
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.forms import BooleanField, EmailInput, Form, HiddenInput

from accounts import throttle
from accounts.addresses import CHOSEN_HERE, SIGNED_UP_HERE, unconfirmed
from accounts.codes import code_in
from accounts.models import CONSENT, Consent

EMAIL_LENGTH = 254  # what the database holds
HOW_TO_CHOOSE = (
    "Use at least 10 characters. Three or four words that you remember are good. "
    "You can paste it from a password manager."
)
# Field name: label, help, and what to say when it is empty.
EMAIL = ("E-mail address", "", "Enter your e-mail address.")
NEW_EMAIL = ("New e-mail address", "", "Enter the new e-mail address.")
PASSWORD = ("Password", "", "Enter your password.")
NEW_PASSWORD = ("New password", HOW_TO_CHOOSE, "Enter a new password.")
CODE = (
    "Code",
    "It has 8 digits, and is good for 1 hour. You can paste it.",
    "Enter the code from the e-mail.",
)


class PlainForm(Form):
    """Goes in front of an allauth form, and puts our `words` in place of its own."""

    use_required_attribute = False
    words: dict[str, tuple[str, str, str]] = {}
    autocomplete: dict[str, str] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)  # whoever can see what they type needs no second try
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
    wrong = "Enter an e-mail address in the right form, like name@example.com."
    return EmailField(
        max_length=EMAIL_LENGTH,
        widget=EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": wrong, "max_length": wrong},
    )


class SharedDeviceForm(PlainForm):
    """A form that leads to a session, and asks how long that may last."""

    shared_device = BooleanField(
        required=False,
        label="This is a shared device",
        help_text=(
            "Tick this to be signed out when the browser is closed. "
            "Otherwise you stay signed in for 2 weeks on this device."
        ),
    )

    def set_expiry(self, request):
        """Let the session, signed in or about to be, last as long as the form says."""
        request.session.set_expiry(0 if self.cleaned_data["shared_device"] else None)


class LoginForm(SharedDeviceForm, forms.LoginForm):
    words = {"login": EMAIL, "password": PASSWORD}
    autocomplete = {"login": "username"}

    def login(self, request, redirect_url=None):
        response = super().login(request, redirect_url)
        self.set_expiry(request)
        return response


class SignupForm(SharedDeviceForm, forms.SignupForm):
    words = {"email": EMAIL, "password1": ("Password", HOW_TO_CHOOSE, "Choose a password.")}
    account_already_exists: bool

    consent = BooleanField(
        label=CONSENT,
        error_messages={"required": "Tick the box if you agree. Without it we may keep nothing."},
    )

    def save(self, request):
        with transaction.atomic():
            user = super().save(request)
            Consent.objects.create(user=user)
        request.session[SIGNED_UP_HERE] = user.pk
        return user

    def try_save(self, request):
        """The same answer, after the same time, whether or not there is such an account."""
        self.set_expiry(request)
        if self.account_already_exists:
            return self._again(request)
        try:
            return super().try_save(request)
        except IntegrityError:  # somebody, or a second press of the button, was faster
            self.account_already_exists = True
            return self._again(request)

    def _again(self, request):
        """A code, where nobody has confirmed the address yet; else a mail that says so."""
        password = make_password(self.cleaned_data["password1"])
        user = unconfirmed(self.cleaned_data["email"])
        if user is None:
            return super().try_save(request)
        request.session[CHOSEN_HERE] = [user.pk, password]
        return user, None


class RequestLoginCodeForm(SharedDeviceForm, forms.RequestLoginCodeForm):
    """Also understands the sign-in form, whose second button leads here."""

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
    """Takes the code alone, with any dash or space, or with the words it stood in."""

    words = {"code": CODE}
    sent_to = ""  # the address that the code was sent to; the page says it

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def clean_code(self):
        """Raises ValidationError for a wrong code, and for any code after too many wrong ones."""
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
        "oldpassword": ("Current password", "", "Enter your current password."),
        "password1": NEW_PASSWORD,
    }

    def clean_oldpassword(self):
        """Counted like the password of a sign-in: an open session is no place to guess it."""
        about = (context.request, self.user.email)
        if not throttle.may_try_password(*about):
            raise get_adapter().validation_error("too_many_login_attempts")
        password = super().clean_oldpassword()
        throttle.password_was_right(*about)
        return password


class SetPasswordForm(PlainForm, forms.SetPasswordForm):
    words = {"password1": NEW_PASSWORD}


class ReauthenticateForm(PlainForm, forms.ReauthenticateForm):
    words = {"password": PASSWORD}


class RequestReauthenticationCodeForm(forms.RequestReauthenticationCodeForm):
    """A button alone. An account has one confirmed address, so there is nothing to choose."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["recipient"]
        field.widget, field.initial = HiddenInput(), field.choices[0][0]
        if self.is_bound:
            self.data = {"recipient": field.initial}

    def clean(self):
        """An error after too many; the usual words would advise another code."""
        cleaned_data = super().clean()
        recipient = cleaned_data.get("recipient", "")
        if not throttle.may_still_mail(context.request, recipient):
            self.add_error("recipient", get_adapter().validation_error("rate_limited"))
        return cleaned_data
