"""What was done in the admin: by whom, to what, when and why. Nobody changes or deletes a line of it, and
it can be exported.

The lines are Django's own log. Publishing, reviewing, restoring and previewing add their sentences to it,
with the reasons that were given.
"""

from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.models import User
from symptoms.admin.admin_page import AdminPage, HasPages
from symptoms.admin.key_filter import KeyFilter
from symptoms.web import csv_files

# A file has at most so many lines, the newest; narrow the list down for older ones.
MAX_LINES = 20_000
ACTIONS = {
    ADDITION: gettext_lazy("Added"),
    CHANGE: gettext_lazy("Changed"),
    DELETION: gettext_lazy("Deleted"),
}


def _kind(entry) -> str:
    """What the entry is about, in words."""
    model = entry.content_type and entry.content_type.model_class()
    return model._meta.verbose_name if model else ""


class PersonFilter(KeyFilter):
    """Those who work on the site."""

    title = gettext_lazy("person")
    parameter_name = "person"
    lookup = "user"

    def lookups(self, request, model_admin):
        staff = User.objects.filter(is_staff=True).prefetch_related("groups")
        return sorted(((user.pk, str(user)) for user in staff), key=lambda row: row[1].casefold())


class ExportPage(AdminPage):
    """The list as a file, with the filters that it is shown with."""

    def urls(self):
        return [self.path("export/", require_safe(self.export_view), "export")]

    def export_view(self, request):
        if not self.admin.has_view_permission(request):
            raise PermissionDenied
        try:
            shown = self.admin.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return redirect("admin:admin_logentry_changelist")
        header = [_("When (UTC)"), _("Who"), _("Action"), _("Kind"), _("What"), _("Details")]
        rows = map(self._row, shown[:MAX_LINES])
        return csv_files.download("activity", header, rows)

    def _row(self, entry):
        said = [ACTIONS.get(entry.action_flag, ""), _kind(entry), entry.object_repr]
        return [entry.action_time.isoformat(), entry.user, *said, entry.get_change_message()]


@admin.register(LogEntry)
class ActivityAdmin(HasPages):
    pages = [ExportPage]
    change_list_template = "admin/activity/change_list.html"
    list_display = ["when", "user", "action", "kind", "what", "details"]
    list_display_links = None
    list_filter = ["action_time", PersonFilter, "action_flag"]
    list_select_related = ["user", "content_type"]
    search_fields = ["object_repr", "change_message"]
    show_full_result_count = False
    # The newest first, by an index: the log is only ever added to.
    ordering = ["-pk"]
    sortable_by = ()
    actions = None

    def changelist_view(self, request, extra_context=None):
        context = {"title": _("What was done in the admin")}
        return super().changelist_view(request, context | (extra_context or {}))

    @admin.display(description=gettext_lazy("when"))
    def when(self, entry):
        return timezone.localtime(entry.action_time)

    @admin.display(description=gettext_lazy("action"))
    def action(self, entry):
        return ACTIONS.get(entry.action_flag, "")

    @admin.display(description=gettext_lazy("kind"))
    def kind(self, entry):
        return _kind(entry)

    @admin.display(description=gettext_lazy("what"))
    def what(self, entry):
        """Its name of then, with a link to it if it may still be there."""
        model = entry.content_type and entry.content_type.model_class()
        if not model or not entry.object_id or entry.action_flag == DELETION:
            return entry.object_repr
        opts = model._meta
        try:
            address = reverse(
                f"admin:{opts.app_label}_{opts.model_name}_change", args=[entry.object_id]
            )
        except NoReverseMatch:
            return entry.object_repr
        return format_html('<a href="{}">{}</a>', address, entry.object_repr)

    @admin.display(description=gettext_lazy("details"))
    def details(self, entry):
        return entry.get_change_message()

    def history_view(self, request, object_id, extra_context=None):
        """A line of the log has no history."""
        raise PermissionDenied

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
