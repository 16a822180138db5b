"""Who may sign in. An account holds an e-mail address and nothing else about the person."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


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


class User(AbstractBaseUser, PermissionsMixin):
    email = models.EmailField("e-mail address", unique=True)
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
            )
        ]

    def __str__(self):
        return self.email

    def save(self, *args, **kwargs):
        self.email = self.email.strip().lower()
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
