"""The languages of the site's own words, from the environment."""

from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured


def languages(default: str, offered: list[str]) -> tuple[str, list[tuple[str, str]]]:
    """The language code of the site and Django's LANGUAGES: pairs of a code and its own name.

    `offered` may be empty: then `default` alone is offered. Raises ImproperlyConfigured for a code that
    Django does not know, and when `default` is not offered.
    """
    codes = [code.lower() for code in offered] or [default.lower()]
    if default.lower() not in codes:
        raise ImproperlyConfigured(f"LANGUAGES must include LANGUAGE_CODE, which is {default!r}.")
    return default.lower(), [(code, _name(code)) for code in codes]


def _name(code):
    for known in (code, code.partition("-")[0]):
        if "name_local" in LANG_INFO.get(known, {}):
            return LANG_INFO[known]["name_local"]
    raise ImproperlyConfigured(f"{code!r} is not a language code, such as en-us or es.")
