"""“Was this helpful?”: a form on a page of its own, so that reading sets no cookie."""

from django import forms
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from symptoms.models import Edition, Feedback
from symptoms.models.fields import Lines
from symptoms.web import throttling
from symptoms.web.read_only import read_only

MAX_PER_HOUR = 20
TOO_OFTEN = _(
    "Too many answers came from your internet connection. What you wrote is still here. "
    "Wait an hour, then press Send again."
)


class CommentField(Lines):
    """Several lines of plain text, in which tabs become spaces."""

    def to_python(self, value):
        return super().to_python(value).replace("\t", " ")


class FeedbackForm(forms.ModelForm):
    """About the article of `live`, the edition that readers see now."""

    answer = forms.ChoiceField(
        label=_("Did it help you?"),
        choices=Feedback.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose yes, partly, or no."),
            "invalid_choice": _("Choose yes, partly, or no."),
        },
    )
    comment = CommentField(
        label=_("What would make it better? You can leave this empty."),
        max_length=Feedback._meta.get_field("comment").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "At most 500 characters. Please don’t write about your own health, and don’t use names. "
            "We read every answer, but we can’t reply."
        ),
    )
    # Accepts any text; see clean_edition.
    edition = forms.Field(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Feedback
        fields = ["edition", "answer", "comment"]

    def __init__(self, data, live):
        super().__init__(data, initial={"edition": live.pk})
        self.live = live

    def clean_edition(self):
        """The version that the reader read, if the form names one of this article that was public; else
        the live one."""
        versions = Edition.objects.started().filter(article=self.live.article_id)
        said = str(self.cleaned_data["edition"])
        return next((v for v in versions.exclude(revision=None) if str(v.pk) == said), self.live)


@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request, pk):
    """The form about the live article `pk`. Answers 422 or 429, with what was typed, when it is refused."""
    live = _live_or_404(pk)
    form = FeedbackForm(request.POST if request.method == "POST" else None, live)
    status = 200 if form.is_valid() or not form.is_bound else 422
    if form.is_bound and status == 200:
        if not throttling.is_too_often(request, "feedback", MAX_PER_HOUR):
            form.save()
            return _SeeOther(reverse("symptoms:feedback-thanks", args=[pk]))
        form.add_error(None, TOO_OFTEN)
        status = 429
    context = {"edition": live, "form": form}
    return render(request, "site/feedback/feedback.html", context, status=status)


@read_only
def thanks(request, pk):
    return render(request, "site/feedback/feedback_thanks.html", {"edition": _live_or_404(pk)})


class _SeeOther(HttpResponseRedirect):
    status_code = 303


def _live_or_404(pk):
    edition = Edition.objects.live().articles().filter(article=pk).first()
    if edition is None:
        raise Http404("There is no such article.")
    return edition
