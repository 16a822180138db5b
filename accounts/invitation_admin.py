"""Where administrators invite people to work on the site. An invitation that was accepted is gone; the log
of the administrator and the list of accounts tell of it."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import invitations
from accounts.models import Invitation, User
from accounts.recent_sign_in import recent_sign_in_required
from accounts.superusers_only import SuperusersOnly
from symptoms.models import Contributor


class InviteForm(forms.ModelForm):
    new_kind = forms.ChoiceField(
        choices=[("", gettext_lazy("None")), *Contributor.Kind.choices],
        required=False,
        label=gettext_lazy("New public name"),
        help_text=gettext_lazy(
            "Readers see who wrote a text and who checked it. Choose what this person’s knowledge is "
            "based on, and they become a contributor with the name above."
        ),
    )
    new_role = forms.CharField(
        required=False,
        max_length=120,
        label=gettext_lazy("Role that readers see"),
        help_text=gettext_lazy("For example “MS nurse specialist”."),
    )

    class Meta:
        model = Invitation
        fields = ["email", "name", "group", "contributor"]

    def clean_email(self):
        email = self.cleaned_data["email"].strip().lower()
        account = User.objects.with_address(email).first()
        if account and not account.is_active:
            raise ValidationError(
                _("This person’s account is closed. Open it in the list of users first.")
            )
        if account and account.is_staff:
            raise ValidationError(_("This person works on the site already."))
        return email

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if data.get("contributor") and data.get("new_kind"):
            self.add_error(
                "new_kind", _("Choose a public name from the list, or a new one, not both.")
            )
        elif data.get("group") and not (data.get("contributor") or data.get("new_kind")):
            self._require_a_public_name_of_reviewers(data["group"])
        elif data.get("new_kind") and data.get("name"):
            self._check_new_contributor(data)
        return data

    def _require_a_public_name_of_reviewers(self, group):
        if group.permissions.filter(codename="review_article").exists():
            self.add_error(
                "new_kind",
                _("Give a medical reviewer a public name, because readers see who checked a text."),
            )

    def _check_new_contributor(self, data):
        self.new_contributor = Contributor(
            name=data["name"],
            slug=slugify(data["name"]),
            kind=data["new_kind"],
            role=data.get("new_role", ""),
        )
        try:
            self.new_contributor.full_clean()
        except ValidationError as error:
            self.add_error(
                "new_kind", [message for said in error.message_dict.values() for message in said]
            )


@admin.register(Invitation)
class InvitationAdmin(SuperusersOnly):
    form = InviteForm
    list_display = ["name", "email", "group", "state"]
    list_select_related = ["group"]
    actions = ["send_again"]
    fieldsets = [
        (None, {"fields": ["email", "name", "group"]}),
        (gettext_lazy("What readers see"), {"fields": ["contributor", "new_kind", "new_role"]}),
    ]

    @admin.display(description=gettext_lazy("state"))
    def state(self, invitation):
        if invitation.expires_at <= timezone.now():
            return _("Expired. Send it again, or delete it.")
        day = date_format(timezone.localtime(invitation.expires_at), "DATE_FORMAT")
        return _("Not answered yet. The link works until %(day)s.") % {"day": day}

    @method_decorator(recent_sign_in_required)
    def add_view(self, request, form_url="", extra_context=None):
        """Only somebody who has just proved who they are lets others in."""
        context = {"title": _("Invite somebody to work on this site")}
        return super().add_view(request, form_url, context | (extra_context or {}))

    def save_model(self, request, obj, form, change):
        if form.cleaned_data.get("new_kind"):
            form.new_contributor.save()
            obj.contributor = form.new_contributor
        invitations.send(obj)

    @admin.action(description=gettext_lazy("Send the chosen invitations again"))
    def send_again(self, request, queryset):
        for invitation in queryset:
            invitations.send(invitation)
            self.log_change(request, invitation, _("Sent again."))
        count = len(queryset)
        said = ngettext(
            "%(count)s invitation was sent again.", "%(count)s invitations were sent again.", count
        )
        messages.success(request, said % {"count": count})

    def has_change_permission(self, request, obj=None):
        """Of the list alone, for its action: whoever made a mistake deletes an invitation and sends another."""
        return super().has_change_permission(request, obj) and obj is None
