"""The people who may sign in, for superusers alone: that somebody has an account is private."""

import allauth.account.admin  # noqa: F401  registers the model, which is taken away again below
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

from accounts.addresses import confirm_address
from accounts.leaving import SOMEBODY, erase, erase_all
from accounts.models import User
from accounts.recent_sign_in import recent_sign_in_required
from accounts.sessions import end_sessions

# An account has one address, and it is changed with the account.
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
        """Who works here no longer has no name either."""
        super().clean()
        if not self.cleaned_data.get("is_staff"):
            self.cleaned_data["name"] = ""
        return self.cleaned_data


class PasswordByStaffForm(AdminPasswordChangeForm):
    """A new password from a superuser's hand ends what one's own reset ends, and the owner is told."""

    def save(self, commit=True):
        user = super().save(commit)
        end_sessions([user])
        password_reset.send(sender=type(user), request=context.request, user=user)
        get_adapter().send_notification_mail("account/email/password_reset", user)
        return user


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
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
        ("What they may do", {"fields": ["is_staff", "name", "groups", "is_superuser"]}),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "usable_password", "password1", "password2"]}),
    ]

    def has_module_permission(self, request):
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser and not (obj and obj.is_staff)

    def get_deleted_objects(self, objs, request):
        """Only the accounts: what else goes with them, favorites above all, is nobody's business. Those
        of staff stay on record."""
        staff = [f"{user}, who works on this site" for user in objs if user.is_staff]
        return [str(user) for user in objs], {"accounts": len(objs)}, set(), staff

    def log_deletions(self, request, queryset):
        """That an account was deleted, and not whose."""
        kind = ContentType.objects.get_for_model(User)
        entry = {"user": request.user, "content_type": kind, "action_flag": DELETION}
        return LogEntry.objects.bulk_create(
            LogEntry(**entry, object_id=None, object_repr=SOMEBODY) for _ in queryset
        )

    def delete_model(self, request, obj):
        erase(obj)

    def delete_queryset(self, request, queryset):
        erase_all(queryset)

    @method_decorator(recent_sign_in_required)
    def user_change_password(self, request, id, form_url=""):
        """Of somebody else. One's own is changed where readers change theirs: asked for the old one."""
        if self.get_object(request, unquote(id)) == request.user:
            return redirect("account_change_password")
        return super().user_change_password(request, id, form_url)

    def save_model(self, request, obj, form, change):
        """A superuser vouches for an address that they type; the person need not confirm it. Whoever
        may no longer sign in, or only by another address, is signed out everywhere; the owner of the
        old address is told."""
        old = User.objects.get(pk=obj.pk) if change else None
        super().save_model(request, obj, form, change)
        if old is None or old.email != obj.email:
            confirm_address(obj)
        if old and (old.email != obj.email or (old.is_active and not obj.is_active)):
            end_sessions([old], but=request.session.session_key)
            update_session_auth_hash(request, obj)  # if it is the superuser's own
        if old and old.email != obj.email:
            get_adapter().send_notification_mail(
                "account/email/email_changed", obj, email=old.email
            )
