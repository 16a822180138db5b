"""The accounts, for superusers only: that somebody has an account is private."""

import allauth.account.admin  # noqa: F401  registers the model, which is unregistered below
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.account.signals import password_reset
from allauth.core import context
from django.contrib import admin
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm, UserChangeForm
from django.contrib.contenttypes.models import ContentType
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import invitation_admin  # noqa: F401  registers the invitations
from accounts.addresses import confirm_address
from accounts.leaving import DELETED_ACCOUNT, erase, erase_all
from accounts.models import User
from accounts.recent_sign_in import recent_sign_in_required
from accounts.sessions import end_sessions
from accounts.superusers_only import SuperusersOnly

# An account has one address, which is changed with the account.
admin.site.unregister(EmailAddress)


class AddUserForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ["email"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs.pop("autofocus", None)


class ChangeUserForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"
        field_classes: dict[str, type] = {}

    def clean(self):
        """Clear the name of somebody who no longer works here."""
        super().clean()
        if not self.cleaned_data.get("is_staff"):
            self.cleaned_data["name"] = ""
        return self.cleaned_data


class PasswordByStaffForm(AdminPasswordChangeForm):
    """A password that a superuser sets ends the same sessions as the owner's reset; the owner is told."""

    def save(self, commit=True):
        user = super().save(commit)
        end_sessions([user])
        password_reset.send(sender=type(user), request=context.request, user=user)
        get_adapter().send_notification_mail("account/email/password_reset", user)
        return user


@admin.register(User)
class UserAdmin(SuperusersOnly, DjangoUserAdmin):
    form = ChangeUserForm
    change_password_form = PasswordByStaffForm
    add_form = AddUserForm
    add_form_template = None
    list_display = ["email", "name", "is_staff", "is_superuser", "is_active", "last_login"]
    list_filter = ["is_staff", "is_superuser", "is_active", "groups"]
    search_fields = ["name", "email"]
    ordering = ["email"]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = ["groups"]
    fieldsets = [
        (None, {"fields": ["email", "password", "is_active"]}),
        (gettext_lazy("Permissions"), {"fields": ["is_staff", "name", "groups", "is_superuser"]}),
        (gettext_lazy("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "usable_password", "password1", "password2"]}),
    ]

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_staff)

    def get_deleted_objects(self, objs, request):
        """List only the accounts, because favorites and notes are private. Staff accounts are protected."""
        staff = [
            _("%(user)s, who works on this site") % {"user": user} for user in objs if user.is_staff
        ]
        count = {ngettext("account", "accounts", len(objs)): len(objs)}
        return [str(user) for user in objs], count, set(), staff

    def log_deletions(self, request, queryset):
        """Log that an account was deleted, without saying whose."""
        kind = ContentType.objects.get_for_model(User)
        entry = {"user": request.user, "content_type": kind, "action_flag": DELETION}
        return LogEntry.objects.bulk_create(
            LogEntry(**entry, object_id=None, object_repr=str(DELETED_ACCOUNT)) for _ in queryset
        )

    def delete_model(self, request, obj):
        erase(obj)

    def delete_queryset(self, request, queryset):
        erase_all(queryset)

    @method_decorator(recent_sign_in_required)
    def user_change_password(self, request, id, form_url=""):
        """Of somebody else. Their own password is changed on the readers' page, which asks for the old one."""
        if self.get_object(request, unquote(id)) == request.user:
            return redirect("account_change_password")
        return super().user_change_password(request, id, form_url)

    def save_model(self, request, obj, form, change):
        """Confirm an address that a superuser typed. End all sessions of an account that was closed, got
        another address, or may do more now, and tell the owner of the old address."""
        old = User.objects.get(pk=obj.pk) if change else None
        super().save_model(request, obj, form, change)
        if old is None or old.email != obj.email:
            confirm_address(obj)
        if old and (old.email != obj.email or _is_closed(old, obj) or _may_do_more(old, obj)):
            end_sessions([old], except_key=request.session.session_key)
            update_session_auth_hash(request, obj)  # if it is the superuser's own
        if old and old.email != obj.email:
            get_adapter().send_notification_mail(
                "account/email/email_changed", obj, email=old.email
            )


def _is_closed(old, new):
    return old.is_active and not new.is_active


def _may_do_more(old, new):
    """A session that a reader left open somewhere must not become that of somebody who works here."""
    return (new.is_staff, new.is_superuser) > (old.is_staff, old.is_superuser)
