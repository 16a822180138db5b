"""What the own pages of terms in the admin have in common: the permission to look, also at a term that was
deleted, and the way back to the wording."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from symptoms.admin.admin_page import AdminPage
from symptoms.models import TermRevision
from symptoms.models.term_words import put


def wording_url(term) -> str:
    """The address of the page with the wording of `term`."""
    return reverse(f"admin:symptoms_{term._meta.model_name}_wording", args=[term.pk])


class TermPage(AdminPage):
    def viewed_term(self, request, object_id):
        """The term, for somebody who may view it; for one that was deleted, an unsaved one with its last
        words. Raises Http404 and PermissionDenied."""
        if not self.admin.has_view_permission(request):
            raise PermissionDenied
        term = self.admin.get_object(request, str(object_id))
        if term is not None:
            return term
        term = self.admin.model(pk=object_id)
        last = TermRevision.objects.of(term).live().first()
        if last is None:
            raise Http404(_("There is no such page."))
        put(term, last.as_words())
        return term
