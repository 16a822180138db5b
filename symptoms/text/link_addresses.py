"""Addresses of links: what a person typed, completed into a valid link, or refused with a message.

Only this module decides; the sanitizer, the forms, content folders and the editor's dialog call it.
"""

import difflib
import re
import unicodedata
from urllib.parse import quote, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from symptoms import conf
from symptoms.text import hostnames

LONGEST = 2_000
SCHEMES = frozenset({"https", "http", "mailto", "tel"})

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{0,80})\s*:(.*)", re.IGNORECASE)
_ELSEWHERE = re.compile(r"https?://", re.IGNORECASE)
_PORT_AND_PATH = re.compile(r"[0-9]{1,5}(?:[/?#].*)?")
_PHONE = re.compile(
    r"(\+?[0-9*#(][0-9*# ().\-/\u00a0\u2010-\u2015]*)"
    r"(?:(?:;ext=|\s*(?:ext\.?|extension|x)\s*)([0-9]{1,7}))?",
    re.IGNORECASE,
)
_DOI = re.compile(r"(?:doi\s*:?\s*)?(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)
# Dates, ranges and other short figures, which use the characters of a phone number.
_DASH = r"\s*[-./\u2010-\u2015]\s*"
_FIGURES = re.compile(
    rf"[0-9]{{1,3}}{_DASH}[0-9]{{1,3}}|(?:19|20)[0-9]{{2}}{_DASH}(?:19|20)[0-9]{{2}}"
    rf"|[0-9]{{1,2}}{_DASH}[0-9]{{1,2}}{_DASH}(?:[0-9]{{2}}|(?:19|20)[0-9]{{2}})"
    rf"|(?:19|20)[0-9]{{2}}{_DASH}[0-9]{{1,2}}{_DASH}[0-9]{{1,2}}"
)
_MAIL = re.compile(r"([^\s?/:@]+@[^\s?/:@]+)(\?.*)?")
# What is stored: anything else is shown as plain words, never as a link.
_SAFE = re.compile(r"(?:(?:https?://|mailto:|tel:)[^\s]+|/(?!/)[^\s\\]*|#[^\s#\\]+)")
# Characters that come along when an address is copied from a chat or address book, at either end.
_AROUND = " \t\r\n\f\u00a0\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_EDGES = re.compile(rf"^[{_AROUND}]+|[{_AROUND}]+$")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_FILE = re.compile(
    r"[^/?#]+\.(?:docx?|gif|html?|jpe?g|od[pst]|pdf|png|pptx?|rtf|svg|txt|xlsx?)", re.I
)
_WHAT_LEADS = gettext_lazy(
    "Link to a page of this site (/articles/…), a web address (https://…), an email address or a "
    "phone number."
)

_ON_THE_WEB = gettext_lazy("The address must start with http:// or https://.")


class Unclear(ValueError):
    """Why no link can have the address, in whole sentences that quote it."""


def completed(typed: str) -> str:
    """The address that `typed` means: a path or place on this site, https:, http:, mailto: or tel:.
    Idempotent. Raises Unclear.
    """
    address = _EDGES.sub("", typed)
    if address.startswith("<") and address.endswith(">"):
        address = _EDGES.sub("", address[1:-1])
    _refuse_unreadable(address)
    if address.startswith("#"):
        return _in_page(address)
    if address.startswith("//"):
        raise Unclear(
            _("%(address)s is not an address. Did you mean %(other)s?")
            % {"address": _named(address), "other": _named("https:" + address)}
        )
    if doi := _DOI.fullmatch(address):
        return f"https://doi.org/{_quoted(doi[1])}"
    own = _own(address)
    if own or address.startswith("/"):
        return own or _quoted(address)
    return _mail_or_phone(address) or _elsewhere(address)


def is_safe(address: str) -> bool:
    """Whether a page may hold a link to `address` as it stands, understood or not."""
    return _SAFE.fullmatch(address) is not None


def web(typed: str) -> str:
    """Like `completed`, for fields that accept only a web address."""
    try:
        address = completed(typed)
    except Unclear as error:
        raise Unclear(str(error).replace(str(_WHAT_LEADS), str(_ON_THE_WEB))) from None
    if address.startswith("/"):
        address = conf.absolute(address)
    if not address.startswith(("https://", "http://")):
        raise Unclear(
            _("%(address)s is not an address on the web. %(advice)s")
            % {"address": _named(typed), "advice": _ON_THE_WEB}
        )
    return address


def _refuse_unreadable(address: str) -> None:
    if not address:
        raise Unclear(_("The link has no address. Enter one, or remove the link."))
    if len(address) > LONGEST:
        raise Unclear(
            _("%(address)s is too long. An address has at most %(max)s characters.")
            % {"address": _named(address), "max": f"{LONGEST:,}"}
        )
    if any(unicodedata.category(sign) in _UNSEEN for sign in address):
        raise Unclear(
            _("%(address)s contains an invisible character. Type it again.")
            % {"address": _named(address)}
        )
    if "\\" in address:
        raise Unclear(
            _(
                "%(address)s contains a backslash, as files on a computer do. Readers cannot open "
                "it. %(advice)s"
            )
            % {"address": _named(address), "advice": _WHAT_LEADS}
        )


def _in_page(address: str) -> str:
    if not is_safe(_quoted(address)):
        raise Unclear(
            _("%(address)s doesn’t name a place on the page. Enter # and its name.")
            % {"address": _named(address)}
        )
    return _quoted(address)


def _own(address: str) -> str:
    """`address` as a path on this site, with any missing slashes added; "" if it is not one."""
    if _ELSEWHERE.match(address):
        return ""  # without asking for four paths that no site has
    path, tail = re.fullmatch(r"([^?#]*)(.*)", address, re.DOTALL).groups()  # type: ignore[union-attr]
    path = "/" + re.sub(r"^(?:\.{0,2}/)*", "", path)
    guesses = (path, f"{path}/", path.lower(), f"{path.lower()}/")
    found = next((guess for guess in guesses if path != "/" and _resolves(guess)), "")
    return found and found + _quoted(tail)


def _resolves(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _mail_or_phone(address: str) -> str:
    phone = _PHONE.fullmatch(address)
    if phone and not hostnames.is_ip(address):
        _refuse_figures(address)
        return _phone(phone, address)
    return f"mailto:{_mail(address, address)}" if _MAIL.fullmatch(address) else ""


def _refuse_figures(address: str) -> None:
    if _FIGURES.fullmatch(address):
        raise Unclear(
            _(
                "%(address)s looks like a date, a range or a figure. "
                "If it is a phone number, write tel: before it."
            )
            % {"address": _named(address)}
        )


def _phone(found: re.Match[str], address: str) -> str:
    number, extension = found.groups()
    number = re.sub(r"\s", "", re.sub(r"[/\u2010-\u2015]", "-", number))
    if number.startswith("+"):
        number = number.replace("(0)", "")
    if not 3 <= sum(sign.isdecimal() for sign in number) <= 15:
        raise Unclear(
            _("%(address)s is not a phone number. Phone numbers have 3 to 15 digits.")
            % {"address": _named(address)}
        )
    return f"tel:{number}" + (f";ext={extension}" if extension else "")


def _mail(written: str, address: str) -> str:
    """One or more addresses, separated by commas, and the fields that a mail starts with (RFC
    6068).
    """
    people, sign, fields = written.partition("?")
    for person in people.split(","):
        name, _at, host = person.strip().rpartition("@")
        try:
            validate_email(f"{name}@{host.encode('idna').decode()}")
        except (ValidationError, UnicodeError):
            raise Unclear(
                _("%(address)s is not an email address.") % {"address": _named(address)}
            ) from None
    return _quoted(people.replace(" ", "") + sign + fields)


def _elsewhere(address: str) -> str:
    """An address that has a scheme, or is the name of a website."""
    found = _SCHEME.fullmatch(address)
    is_port = found and _PORT_AND_PATH.fullmatch(found[2])
    if not found or is_port and ("." in found[1] or _is_here(re.split(r"[/?#]", address)[0])):
        return _without_scheme(address)
    scheme, rest = found[1].lower(), found[2].strip()
    if scheme == "tel":
        phone = _PHONE.fullmatch(rest)
        if not phone:
            raise Unclear(
                _("%(address)s is not a phone number. Enter its digits.")
                % {"address": _named(address)}
            )
        return _phone(phone, address)
    if scheme == "mailto":
        return f"mailto:{_mail(rest.lstrip('/'), address)}"
    if scheme in SCHEMES and rest.startswith("//"):
        return _web(scheme, rest[2:], address)
    if "@" in re.split(r"[/?#]", rest)[0]:
        raise Unclear(hostnames.CREDENTIALS % {"address": _named(address)})
    raise Unclear(_unknown_start(address, found[1], rest))


def _without_scheme(address: str) -> str:
    host = re.split(r"[/?#:]", address)[0]
    if _is_here(re.split(r"[/?#]", address)[0]):
        return _web("https", address, address)
    if "@" in host:
        raise Unclear(
            _("%(address)s is not an email address. %(advice)s")
            % {"address": _named(address), "advice": _WHAT_LEADS}
        )
    if _FILE.fullmatch(address):
        raise Unclear(
            _("%(address)s is the name of a file, not an address. %(advice)s")
            % {"address": _named(address), "advice": _WHAT_LEADS}
        )
    last = host.rpartition(".")[2]
    if "." not in host or len(last) < 2 or not (last.isalpha() or last.startswith("xn--")):
        raise Unclear(_unknown_start(address, host, address[len(host) :]))
    return _web("https", address, address)


def _unknown_start(address: str, start: str, rest: str) -> str:
    close = difflib.get_close_matches(start.lower(), ["https", "http", "mailto", "tel"], 1, 0.7)
    path = rest.lstrip(":;,./ ")
    if close and path:
        meant = f"{close[0]}:{'//' if close[0].startswith('http') else ''}{path}"
        return _("%(address)s is not an address. Did you mean %(other)s?") % {
            "address": _named(address),
            "other": _named(meant),
        }
    return _("%(address)s is not an address that a link can lead to. %(advice)s") % {
        "address": _named(address),
        "advice": _WHAT_LEADS,
    }


def _web(scheme: str, rest: str, address: str) -> str:
    place = unicodedata.normalize("NFC", re.split(r"[/?#]", rest)[0])
    tail = rest[len(re.split(r"[/?#]", rest)[0]) :]
    if _is_here(place):
        return _own(tail) or f"/{_quoted(tail.lstrip('/'))}"
    if problem := hostnames.problem_of(place):
        raise Unclear(problem % {"address": _named(address)})
    return f"{scheme}://{place}{_quoted(tail)}"


def _is_here(place: str) -> bool:
    site: str = conf.get("SITE_URL")
    return place.lower() == urlsplit(site).netloc.lower()


def _quoted(part: str) -> str:
    """`part` with the characters quoted that would cut an address short: spaces, quotes and angle
    brackets.
    """
    return re.sub(r"[\s\"<>]", lambda sign: quote(sign[0]), part)


def _named(address: str) -> str:
    seen = "".join("�" if unicodedata.category(sign) in _UNSEEN else sign for sign in address)
    return f"“{seen if len(seen) <= 80 else seen[:79] + '…'}”"
