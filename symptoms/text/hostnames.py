"""Valid host names: the part of an address between // and the path."""

import ipaddress
import re
import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

CREDENTIALS = gettext_lazy(
    "%(address)s contains a user name or a password. Remove everything before the @ sign."
)
_NO_WEBSITE = gettext_lazy(
    "%(address)s is an IP address or a computer on a private network. Enter the name of a website."
)
_LOCAL = (".local", ".localhost", ".internal", ".intranet", ".lan", ".home", ".home.arpa", ".corp")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
_NO_NAME = gettext_lazy("%(address)s isn’t the name of a website, such as www.example.org.")
_LOOK_ALIKES = gettext_lazy(
    "%(address)s contains letters that only look like the right ones. Type it again."
)
# Cyrillic letters that nobody can tell from Latin ones.
_LIKE_LATIN = set("асԁеһіјӏорԛѕԝхуѵ")


def problem_of(place: str) -> str:
    """Why `place`, a host with or without a port, is not valid, as a sentence with the placeholder
    `address`; "" if it is valid.
    """
    if "@" in place:
        return str(CREDENTIALS)
    host, port = re.fullmatch(r"(\[[^\]]*\]|[^:]*)(.*)", place, re.DOTALL).groups()  # type: ignore[union-attr]
    if not host:
        return _("%(address)s doesn’t name a website. Enter the whole address.")
    if port and not (re.fullmatch(r":[0-9]{1,5}", port) and 0 < int(port[1:]) <= 65535):
        return _("%(address)s has a wrong port, which is the number after the colon.")
    return str(_NO_WEBSITE) if _is_inside(host) else _problem_of_name(host)


def _is_inside(host: str) -> bool:
    """Whether `host` is a number, or a name that exists on one network only."""
    return is_ip(host) or host.lower().removesuffix(".").endswith(_LOCAL)


def is_ip(host: str) -> bool:
    """Whether `host` is an IPv4 address or, with or without brackets, an IPv6 address."""
    try:
        ipaddress.ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def _problem_of_name(host: str) -> str:
    labels = host.removesuffix(".").split(".")
    if len(labels) < 2 or _NUMBER.fullmatch(labels[-1]) or not all(map(_is_label, labels)):
        return str(_NO_NAME)
    if unicodedata.normalize("NFKC", host) != host or _is_disguised(labels):
        return str(_LOOK_ALIKES)
    try:
        host.encode("idna")
    except UnicodeError:
        return str(_NO_NAME)
    return ""


def _is_label(label: str) -> bool:
    kinds = {unicodedata.category(sign)[0] for sign in label.replace("-", "")}
    ends_well = label[:1] not in {"", "-"} and label[-1] != "-"
    return ends_well and kinds <= {"L", "M", "N"}


def _is_disguised(labels: list[str]) -> bool:
    if any(len(_alphabets(label)) > 1 for label in labels):
        return True
    return labels[-1].isascii() and any(set(label.lower()) <= _LIKE_LATIN for label in labels)


def _alphabets(label: str) -> set[str]:
    """Which of the three alphabets with lookalike letters `label` uses."""
    names = (unicodedata.name(sign, "").split(" ")[0] for sign in label if sign.isalpha())
    return {"LATIN", "GREEK", "CYRILLIC"}.intersection(names)
