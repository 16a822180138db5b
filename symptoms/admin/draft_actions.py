"""What an editor can do with a draft in front of the live text: correct what readers see, and go back."""

from django import forms
from django.utils.translation import gettext as _

from symptoms.admin.publishing_actions import (
    LIVE_TEXT_CHANGED,
    Action,
    refuse_another_baseline,
    seen,
)
from symptoms.admin.publishing_forms import RevisionForm, SignedForm
from symptoms.text.content import ArticleContent
from symptoms.text.parts import labels_of
from symptoms.workflow import setting_aside
from symptoms.workflow.publishing import PublishingError


def offered(user, article):
    """The form by which the live text of `article`, which came with `with_state`, replaces the draft in
    the form; None where both are the same, for somebody who may not, and for a new article."""
    may = user.has_perm("symptoms.change_article")
    if not (may and article and article.is_live and not article.says_what_is_live):
        return None
    live = article.editions.live().select_related("revision").first()
    newest = article.revisions.first()
    if not (live and newest) or live.content.is_same_as(newest.as_content()):
        return None
    shown = {"revision": newest.number, "baseline": live.revision.number}
    return SignedForm(initial=shown, auto_id="edit_live_%s")


class AsideForm(forms.Form):
    aside = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)


class PutBackForm(RevisionForm, AsideForm):
    pass


def edit_live(article, user, *, revision, baseline):
    live = article.editions.live().select_related("revision").first()
    refuse_another_baseline(baseline, live and live.revision, LIVE_TEXT_CHANGED)
    seen(article, user, revision)
    loaded, aside = setting_aside.edit_live(article, by=user)
    facts = {"number": loaded.revision.number, "draft": aside.draft.number}
    done = _(
        "The form now has the text that readers see, as revision %(number)s. Revision %(draft)s was set "
        "aside. You can put it back on the publishing page."
    )
    return " ".join([done % facts, *not_restored(loaded.missing)])


def put_back(article, user, *, aside, revision):
    seen(article, user, revision)
    row = _waiting(article, aside)
    number = row.draft.number
    loaded = setting_aside.put_back(row, by=user)
    facts = {"draft": number, "number": loaded.revision.number}
    done = _(
        "Revision %(draft)s was put back into the form as revision %(number)s. What readers see has not "
        "changed."
    )
    return " ".join([done % facts, *_kept(loaded.conflicts), *not_restored(loaded.missing)])


def forget(article, user, *, aside):
    row = _waiting(article, aside)
    setting_aside.forget(row)
    done = _("Revision %(number)s is no longer set aside. It stays among the revisions.")
    return done % {"number": row.draft.number}


def not_restored(missing):
    """The sentence that names what was deleted since, if anything was."""
    names = ", ".join(map(str, missing))
    said = _("Not restored, because deleted since: %(names)s.") % {"names": names}
    return [said] if missing else []


def _kept(conflicts):
    """The sentence that names the places where the correction won, if there are any."""
    fields = ", ".join(map(str, labels_of(ArticleContent, conflicts)))
    said = _(
        "Both texts changed the same passage, and the corrected one was kept, in: %(fields)s. Compare "
        "the two revisions."
    )
    return [said % {"fields": fields}] if conflicts else []


def _waiting(article, pk):
    aside = article.set_aside.waiting().filter(pk=pk).first()
    if aside is None:
        raise PublishingError(_("This draft was already put back."))
    return aside


ACTIONS = {
    "edit_live": Action(SignedForm, "symptoms.change_article", edit_live, leads_to="change"),
    "put_back_draft": Action(PutBackForm, "symptoms.change_article", put_back, leads_to="change"),
    "forget_draft": Action(AsideForm, "symptoms.change_article", forget),
}
