"""The words that are on every sheet, because they are measured before they are printed."""

from django.utils.translation import gettext as _

from symptoms import conf
from symptoms.favorites.appointment.fitting import Frame


def frame(words: str = "", has_code: bool = False) -> Frame:
    """The headings, and `words` that the reader typed for the top."""
    return Frame(
        title=_("For my appointment"),
        words=words,
        questions=_("Questions"),
        talk=_("What I want to talk about"),
        changed=_("What has changed since last time"),
        agreed=_("What we agreed"),
        emergency=_emergency(),
        foot=_(
            "%(site)s, %(address)s: general information. It does not replace the advice of your healthcare team."
        )
        % {"site": conf.get("SITE_NAME"), "address": conf.get("SITE_URL").partition("://")[2]},
        has_code=has_code,
    )


def _emergency():
    number = conf.get("EMERGENCY_NUMBER")
    if number:
        return _("Call %(number)s now if:") % {"number": number}
    return _("Call your emergency number now if:")
