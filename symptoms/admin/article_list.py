"""The list of articles in the admin: what an archive of any size can be counted, sorted and filtered by.

The state of an article takes many questions, so it is asked for the articles of one page alone.
"""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms.admin.key_filter import KeyFilter
from symptoms.models import Article, Contributor, Edition, InProgress, Tip
from symptoms.workflow import review_due

MAX_WORDS = 8
MAX_NAMES = 100


class ArticleList(ChangeList):
    def get_queryset(self, request, exclude_parameters=None):
        self.root_queryset = Article.objects.all()
        return super().get_queryset(request, exclude_parameters)

    def get_results(self, request):
        """The rows of this page, with their states."""
        super().get_results(request)
        rows = Article.objects.with_state().select_related("topic", "author")
        states = rows.in_bulk([article.pk for article in self.result_list])
        self.result_list = [states[article.pk] for article in self.result_list]


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("live", _("Live")),
            ("changed", _("Live, with unpublished changes")),
            ("scheduled", _("With a scheduled change")),
            ("withdrawn", _("Withdrawn")),
            ("draft", _("Never published")),
        ]

    def queryset(self, request, queryset):
        now = timezone.now()
        editions = Edition.objects.filter(article=OuterRef("pk"))
        live, started = Exists(editions.live(now)), Exists(editions.started(now))
        conditions = {
            "live": Q(live),
            "scheduled": Q(Exists(editions.scheduled(now))),
            "withdrawn": Q(started) & ~Q(live),
            "draft": ~Q(started),
        }
        if self.value() == "changed":
            return queryset.filter(live).with_state(now).filter(has_newer_draft=True)
        return queryset.filter(conditions.get(self.value() or "", Q()))


class ProgressFilter(admin.SimpleListFilter):
    """By what has to be done next with the newest text, as the front page counts it."""

    title = gettext_lazy("next step")
    parameter_name = "progress"

    def lookups(self, request, model_admin):
        return [
            ("mine", _("My drafts")),
            ("asked", _("What I submitted")),
            ("draft", _("All drafts")),
            ("submitted", _("In review")),
            ("changes", _("Changes requested")),
            ("approved", _("Approved, ready to publish")),
        ]

    def queryset(self, request, queryset):
        of_mine = {
            "mine": Q(step=InProgress.Step.DRAFT, edited_by=request.user),
            "asked": Q(submitted_by=request.user),
        }
        steps = {step: Q(step=step) for step in InProgress.Step.values}
        condition = (of_mine | steps).get(self.value() or "")
        if condition is None:
            return queryset
        return queryset.filter(pk__in=InProgress.objects.filter(condition).order_by().values("pk"))


class AuthorFilter(KeyFilter):
    """By the contributor whose name readers see; the first of them, so that the list stays short."""

    title = gettext_lazy("author")
    parameter_name = "author"
    lookup = "author"

    def lookups(self, request, model_admin):
        return list(Contributor.objects.values_list("pk", "name")[:MAX_NAMES])


class ReviewDueFilter(admin.SimpleListFilter):
    """By when the live text is due for its next review."""

    title = gettext_lazy("medical review")
    parameter_name = "due"

    def lookups(self, request, model_admin):
        return [("overdue", _("Overdue")), ("soon", _("Overdue or due within 60 days"))]

    def queryset(self, request, queryset):
        due = review_due.soonest()
        if self.value() == "overdue":
            due = due.filter(next_review__lt=timezone.localdate())
        elif self.value() != "soon":
            return queryset
        return queryset.filter(pk__in=due.order_by().values("article"))


def found(articles, words):
    """Those of `articles` that have each of the words, in their title, slug, standfirst, body, author's name, or
    in a tip."""
    for word in words.split()[:MAX_WORDS]:
        in_tip = Q(title__icontains=word) | Q(body__icontains=word)
        tips = Tip.objects.recommended().filter(in_tip).values("article")
        names = Contributor.objects.filter(name__icontains=word).values("pk")
        own = Q(title__icontains=word) | Q(slug__icontains=word) | Q(standfirst__icontains=word)
        own |= Q(body__icontains=word) | Q(author__in=names)
        articles = articles.filter(own | Q(pk__in=tips))
    return articles
