"""Where staff choose the moment as of which they look at the public site."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from symptoms.admin.article_page import ArticlePages
from symptoms.admin.publishing_actions import MomentField
from symptoms.web import time_travel
from symptoms.web.safe_redirect import own_path


class MomentForm(forms.Form):
    at = MomentField(label="Show the site as of")


class TimeTravelPage(ArticlePages):
    """Adds that page to the ModelAdmin of articles. Looking takes the permission to view articles."""

    def get_urls(self):
        view = self.admin_site.admin_view(
            require_http_methods(["GET", "HEAD", "POST"])(self.moment_view)
        )
        return [path("moment/", view, name="symptoms_article_moment"), *super().get_urls()]

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
            **self.admin_site.each_context(request),
            "title": "The site at any moment",
            "form": form,
            "opts": self.opts,
            "moment_chosen": time_travel.chosen_by(request),
        }
        return render(request, "admin/symptoms/article/moment.html", context)
