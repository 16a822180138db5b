"""Variables for all templates."""

from django.conf import settings
from django.utils.translation import to_locale

from symptoms import conf
from symptoms.web import display_preferences


def site(request):
    """`site_name`, `prompt` (to ask the healthcare team), `emergency_number`, `crisis_line`, `contact_email`,
    `overdue_gets_a_notice`, `moment` (of a page as it was or will be), `time_zone`, `canonical_url`,
    `has_session`, `language` and `locale` of all text, `site_url`, `reading` (the reader's choices on
    the reading settings page), and `paper` (the background color that follows from them)."""
    reading = display_preferences.read(request.COOKIES)
    gaps = getattr(request, "gaps", None)
    # Each reader gets a token of their own in a page that is made for all (web.reader_gaps).
    token = {"csrf_token": gaps.leave("token")} if gaps else {}
    return token | {
        "site_name": conf.get("SITE_NAME"),
        "prompt": conf.get("HEALTHCARE_TEAM_PROMPT"),
        "emergency_number": conf.get("EMERGENCY_NUMBER"),
        "crisis_line": conf.get("CRISIS_LINE"),
        "contact_email": conf.get("CONTACT_EMAIL"),
        "canonical_url": conf.absolute(request.path),
        "overdue_gets_a_notice": conf.get("WHEN_REVIEW_IS_OVERDUE") == "notice",
        "moment": getattr(request, "moment", None),
        "time_zone": settings.TIME_ZONE,
        # Without the country: a screen reader would switch from the voice its owner chose.
        "language": conf.language(),
        "locale": to_locale(settings.LANGUAGE_CODE),
        "site_url": conf.get("SITE_URL"),
        "reading": reading,
        "paper": display_preferences.paper(reading),
        "has_session": settings.SESSION_COOKIE_NAME in request.COOKIES,
    }
