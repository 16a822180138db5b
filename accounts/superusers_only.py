"""Pages of the admin that are an administrator's alone."""

from django.contrib import admin


class SuperusersOnly(admin.ModelAdmin):
    """A ModelAdmin that nobody but superusers may open. It stands before other bases."""

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
