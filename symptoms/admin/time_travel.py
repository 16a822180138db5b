"""Where staff choose the moment as of which they look at the public site."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from symptoms.admin.article_page import ArticlePage
from symptoms.admin.publishing_forms import MomentField
from symptoms.web import time_travel
from symptoms.web.safe_redirect import own_path


class MomentForm(forms.Form):
    at = MomentField(label=gettext_lazy("Date and time"))


class MomentPage(ArticlePage):
    """The page on which a moment is chosen, for whoever may view articles."""

    def urls(self):
        view = require_http_methods(["GET", "HEAD", "POST"])(self.moment_view)
        return [self.path("moment/", view, "moment")]

    def moment_view(self, request):
        """POST `at` leads to the site as of then; POST `back` to the page `next` as of now."""
        if not time_travel.may_travel(request.user):
            raise PermissionDenied
        if request.method == "POST" and "back" in request.POST:
            time_travel.choose(request, None)
            return redirect(own_path(request.POST.get("next", ""), "/"))
        form = MomentForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            time_travel.choose(request, form.cleaned_data["at"])
            return redirect("symptoms:home")
        context = {
            "title": _("See the site at another time"),
            "form": form,
            "moment_chosen": time_travel.chosen_by(request),
        }
        return self.render(request, "moment", context)
