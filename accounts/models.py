"""Who may sign in. A reader's account holds an e-mail address and nothing else about the person; staff
have a name besides, because colleagues and the public record call them by it."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac


class UserManager(BaseUserManager["User"]):
    def create_user(self, email, password=None, **fields):
        """A saved user; `email` is stored in lower case. Raises ValueError without an address."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


# What somebody agrees to who makes an account. Another wording is another version.
CONSENT_VERSION = "2026-11-25"
CONSENT = (
    "I agree that this site keeps my e-mail address and what I save here. What I save can say "
    "something about my health. Only I can see it, unless I share it myself, and I can delete it at "
    "any time."
)


def a_name(value: str) -> None:
    """Raises ValidationError for what is no name to be shown."""
    if "@" in value:
        raise ValidationError("Write a name, not an e-mail address: others see it.")
    if not value.isprintable():
        raise ValidationError("Leave out control characters: they cannot be shown.")


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField("e-mail address", unique=True)
    name = models.CharField(
        max_length=120,
        blank=True,
        validators=[a_name],
        help_text="Of somebody who works on this site. Colleagues and the public record call them by "
        "it, and by their role as long as it is empty.",
    )
    is_staff = models.BooleanField(
        "works on this site", default=False, help_text="May open the admin."
    )
    is_active = models.BooleanField(
        "may sign in", default=True, help_text="Clear this to close an account without deleting it."
    )
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_case_insensitive",
                violation_error_message="There is an account with this e-mail address already.",
            ),
            models.CheckConstraint(
                condition=Q(is_staff=True) | Q(name=""),
                name="user_only_staff_have_a_name",
                violation_error_message="Only people who work on this site have a name here.",
            ),
        ]

    def __str__(self):
        """Never the address: this is what lists, logs and records show."""
        return self.name or (self.role if self.is_staff else f"Account {self.pk}")

    @property
    def role(self) -> str:
        """What somebody who works on this site is, for whoever has no name."""
        if self.is_superuser:
            return "Administrator"
        first = self.groups.order_by("name").first() if self.pk else None
        return first.name if first else "Staff"

    def get_session_auth_hash(self):
        """Sessions end with the password, as Django has it, and with the address."""
        text = f"{super().get_session_auth_hash()} {self.email}"
        return salted_hmac("accounts.session", text, algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self):
        """None: whoever changes the secret key means to sign everybody out."""
        return []

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)

    def save(self, *args, **kwargs):
        self.email = self.email.strip().lower()
        if not self.is_staff:
            self.name = ""
        super().save(*args, **kwargs)

    def natural_key(self):
        return (self.email,)


class Consent(models.Model):
    """What a reader agreed to when they made the account, in the words of then."""

    user = models.ForeignKey(User, models.CASCADE, related_name="consents")
    version = models.CharField(max_length=20, default=CONSENT_VERSION)
    text = models.TextField(default=CONSENT)
    given_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"Consent {self.version}"


class InactivityNotice(models.Model):
    """That the owner was told that the account will be deleted, because nobody signs in to it."""

    user = models.OneToOneField(User, models.CASCADE, related_name="inactivity_notice")
    sent_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"Notice {self.pk}"
