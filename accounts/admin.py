"""The people who may sign in, for superusers alone: that somebody has an account is private."""

import allauth.account.admin  # noqa: F401  registers the model, which is taken away again below
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm

from accounts.addresses import confirm_address
from accounts.models import User

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


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    form = ChangeUserForm
    add_form = AddUserForm
    add_form_template = None
    list_display = ["email", "is_staff", "is_superuser", "is_active", "last_login"]
    list_filter = ["is_staff", "is_superuser", "is_active", "groups"]
    search_fields = ["email"]
    ordering = ["email"]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = ["groups"]
    fieldsets = [
        (None, {"fields": ["email", "password", "is_active"]}),
        ("What they may do", {"fields": ["is_staff", "groups", "is_superuser"]}),
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
        return request.user.is_superuser

    def get_deleted_objects(self, objs, request):
        """Only the accounts: what else goes with them, favorites above all, is nobody's business."""
        return [str(user) for user in objs], {"accounts": len(objs)}, set(), []

    def save_model(self, request, obj, form, change):
        """A superuser vouches for an address that they type; the person need not confirm it."""
        super().save_model(request, obj, form, change)
        if not change or "email" in form.changed_data:
            confirm_address(obj)
