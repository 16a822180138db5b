"""The product's own settings: `settings.SYMPTOMS`, a dict. Missing keys take their default."""

import difflib
import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core import checks
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEFAULTS: dict[str, str | int | bool | Promise | list[str]] = {
    "SITE_NAME": "Symptom Series",
    "SITE_URL": "http://127.0.0.1:8000",
    "CONTACT_EMAIL": "",
    # Shown with every article, and with every tip that is shown alone.
    "HEALTHCARE_TEAM_PROMPT": _(
        "Everyone’s MS is different. Talk to your healthcare team before you try something new, "
        "and ask them first when you have a question."
    ),
    # The number to call in an emergency in the site's country. Without it, no emergency card is shown.
    "EMERGENCY_NUMBER": "",
    # The number of a crisis line, shown below the emergency number to somebody who may be in danger.
    "CRISIS_LINE": "",
    # Whether a medical reviewer must approve the exact text that is published.
    "REQUIRE_MEDICAL_REVIEW": True,
    # The next review date that the approval form suggests, at most 36.
    "MONTHS_BETWEEN_REVIEWS": 24,
    # The slug of the article that someone new to MS should read first. The home page links to it while it is live.
    "START_WITH": "",
    # What readers see when a review is overdue: a "line" with the dates, or a "notice" at the top.
    "WHEN_REVIEW_IS_OVERDUE": "line",
    # Dotted names of functions that add to the publish checklist; docs/extend.md.
    "CHECKS": [],
    "CARDS_PER_PAGE": 12,
    "FAVORITES_PER_PAGE": 50,
}

_CHOICES = {"WHEN_REVIEW_IS_OVERDUE": {"line", "notice"}}
_PHONE_NUMBERS = {"EMERGENCY_NUMBER", "CRISIS_LINE"}
_PHONE_NUMBER = re.compile(r"\+?[0-9][0-9 -]{1,18}[0-9]")


def get(key: str) -> Any:
    """The value of a setting. Raises KeyError for a name that is not in DEFAULTS."""
    default = DEFAULTS[key]
    return getattr(settings, "SYMPTOMS", {}).get(key, default)


def language() -> str:
    """The language of the site's words, without the country, such as "en"."""
    return settings.LANGUAGE_CODE.partition("-")[0]


def absolute(path: str) -> str:
    """The public URL of `path` on this site, whatever host was requested."""
    return f"{get('SITE_URL')}{path}"


def _type_of(default: object) -> type:
    return str if isinstance(default, Promise) else type(default)


def check_settings(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Django system check: every key of `settings.SYMPTOMS` is known, and its value has the type of the default."""
    chosen = getattr(settings, "SYMPTOMS", {})
    if not isinstance(chosen, dict):
        return [checks.Error("SYMPTOMS must be a dict.", id="symptoms.E001")]
    return [error for key, value in chosen.items() for error in _check_one(key, value)]


def _check_one(key: str, value: object) -> Iterator[checks.CheckMessage]:
    if key not in DEFAULTS:
        close = difflib.get_close_matches(str(key), DEFAULTS, n=1)
        hint = f"Did you mean {close[0]}?" if close else f"Known keys: {', '.join(DEFAULTS)}."
        yield checks.Error(f"SYMPTOMS has no setting {key!r}.", hint=hint, id="symptoms.E002")
        return
    wanted = _type_of(DEFAULTS[key])
    if type(value) is not wanted:
        yield checks.Error(
            f"SYMPTOMS[{key!r}] is {value!r}, which is not {wanted.__name__}.",
            hint=f"For example: {wanted(DEFAULTS[key])!r}.",
            id="symptoms.E003",
        )
    elif wanted is int and isinstance(value, int) and value < 1:
        yield checks.Error(
            f"SYMPTOMS[{key!r}] must be 1 or more.",
            hint="Remove it to use the default.",
            id="symptoms.E004",
        )
    elif value not in _CHOICES.get(key, {value}):
        yield checks.Error(
            f"SYMPTOMS[{key!r}] is {value!r}.",
            hint=f"Choose one of {', '.join(sorted(_CHOICES[key]))}.",
            id="symptoms.E008",
        )
    elif key in _PHONE_NUMBERS and value and not _PHONE_NUMBER.fullmatch(str(value)):
        yield checks.Error(
            f"SYMPTOMS[{key!r}] is {value!r}, which is not a phone number.",
            hint="Write digits, such as 112.",
            id="symptoms.E006",
        )


def check_before_deploy(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """System check of `check --deploy`: readers are told which number to call in an emergency."""
    if get("EMERGENCY_NUMBER"):
        return []
    return [
        checks.Error(
            "SYMPTOMS['EMERGENCY_NUMBER'] is not set.",
            hint="Set SYMPTOMS_EMERGENCY_NUMBER to your country's emergency number, such as 112.",
            id="symptoms.E007",
        )
    ]
