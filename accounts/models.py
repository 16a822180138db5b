"""Who may sign in. A reader's account holds an email address and nothing else about the person; staff
also have a name, which colleagues and the public record show."""

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser, Group, PermissionsMixin
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from symptoms.models.signed import Signed, SignedQuerySet


class UserManager(DjangoUserManager["User"]):
    """Django's, with an email address instead of a username."""

    use_in_migrations = False

    def create_user(self, email, password=None, **fields):  # type: ignore[override]
        """Create and save a user; `email` is stored in lower case. Raises ValueError without an address."""
        if not email:
            raise ValueError("A user needs an email address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):  # type: ignore[override]
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def with_address(self, email):
        """The account with this address, in any case. Never `iexact`: PostgreSQL compares in capitals, where
        “ı” is “i” and “ſ” is “s”, so somebody else's address would be the same."""
        return self.filter(email=email.strip().lower())

    def get_by_natural_key(self, email):
        return self.with_address(email).get()


# What people agree to when they create an account. A new wording needs a new version.
CONSENT_VERSION = "2026-11-26"
CONSENT = _(
    "I agree that this site keeps my email address and what I save here. What I save can say "
    "something about my health. Only I can see it, unless I share it myself, and I can delete it at "
    "any time."
)


def validate_name(value: str) -> None:
    """Raises ValidationError unless `value` can be shown as a name."""
    if "@" in value:
        raise ValidationError(
            gettext("Enter a name, not an email address, because others can see it.")
        )
    if not value.isprintable():
        raise ValidationError(
            gettext("The name contains characters that can’t be shown. Type it again.")
        )


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(
        _("name"),
        max_length=120,
        blank=True,
        validators=[validate_name],
        help_text=_(
            "Only for people who work on this site. Colleagues and the public record see this name, "
            "or the role if it is empty."
        ),
    )
    is_staff = models.BooleanField(
        _("works on this site"), default=False, help_text=_("Can open the admin.")
    )
    is_active = models.BooleanField(
        _("can sign in"),
        default=True,
        help_text=_("Clear this to close an account without deleting it."),
    )
    date_joined = models.DateTimeField(_("date joined"), default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_case_insensitive",
                violation_error_message=_("An account with this email address already exists."),
            ),
            models.CheckConstraint(
                condition=Q(is_staff=True) | Q(name=""),
                name="user_only_staff_have_a_name",
                violation_error_message=_("Only people who work on this site can have a name."),
            ),
        ]

    def __str__(self):
        """Never the address, because lists, logs and records show this."""
        if self.name or self.is_staff:
            return self.name or self.role
        return gettext("Account %(number)s") % {"number": self.pk}

    @property
    def role(self) -> str:
        """The role of somebody who works on this site, shown when they have no name."""
        if self.is_superuser:
            return gettext("Administrator")
        first = self.groups.order_by("name").first() if self.pk else None
        return first.name if first else gettext("Staff")

    def get_session_auth_hash(self):
        """Sessions end when the password changes, as in Django, and when the address does."""
        text = f"{super().get_session_auth_hash()} {self.email}"
        return salted_hmac("accounts.session", text, algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self):
        """No fallbacks: changing the secret key signs everybody out."""
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
    """What a reader agreed to when they created the account, in the words they saw."""

    user = models.ForeignKey(User, models.CASCADE, related_name="consents")
    version = models.CharField(max_length=20, default=CONSENT_VERSION)
    text = models.TextField(default=CONSENT)
    given_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return gettext("Consent %(version)s") % {"version": self.version}


class InactivityNotice(models.Model):
    """The owner was told that the account will be deleted because nobody signs in to it."""

    user = models.OneToOneField(User, models.CASCADE, related_name="inactivity_notice")
    sent_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return gettext("Notice %(number)s") % {"number": self.pk}


# How long the link in an invitation works.
INVITED_FOR = timedelta(days=7)


class InvitationQuerySet(SignedQuerySet):
    def open(self, pk: int, signature: str, now: datetime) -> "Invitation | None":
        """The invitation with this address, unless it has expired."""
        invitation = self.signed(pk, signature)
        return invitation if invitation and invitation.expires_at > now else None

    def expired(self, now: datetime):
        return self.filter(created_at__lte=now - INVITED_FOR)


class Invitation(Signed):
    """Somebody whom an administrator asked to work on the site, until they accept. Whoever has its secret
    address has read mail to `email`. `created_at` is when it was last sent (UTC)."""

    salt = "accounts.invitation"
    signed_for = "email"

    email = models.EmailField(
        _("email address"),
        unique=True,
        error_messages={
            "unique": _("This person has been invited already. Send that invitation again.")
        },
    )
    name = models.CharField(
        _("name"),
        max_length=120,
        validators=[validate_name],
        help_text=_("Colleagues and the public record see this name."),
    )
    group = models.ForeignKey(Group, models.CASCADE, related_name="+", verbose_name=_("role"))
    contributor = models.ForeignKey(
        "symptoms.Contributor",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("public name"),
        limit_choices_to={"account": None},
        help_text=_("What readers see this person called, if that is in the list already."),
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self):
        """Never the address: logs show this."""
        return self.name

    @property
    def expires_at(self) -> datetime:
        return self.created_at + INVITED_FOR

    @property
    def secret_path(self) -> str:
        return reverse("account_invitation", args=[self.pk, self.signature])
