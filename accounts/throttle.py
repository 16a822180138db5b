"""Limits on tries of passwords and codes, and on requests for mail.

There is a small allowance for each account from one network, a larger one for each account from all
networks together, and one for each network with all accounts together. A browser that the account has
signed in from before has its own allowance. So nobody can lock others out, and nobody gets many tries.

A try is counted before it is made, so that simultaneous tries count too, and is refunded when it
succeeds. Nothing here depends on whether the account exists.
"""

import unicodedata
from typing import NamedTuple

from allauth.account.signals import password_reset

from accounts import known_device
from symptoms.web import throttling
from symptoms.web.throttling import DAY, HOUR, MINUTE


class Allowance(NamedTuple):
    action: str
    actor: str
    limit: int
    seconds: int


def may_try_password(request, email: str) -> bool:
    """Count a try of a password for the account of `email`; whether it is within the limits."""
    return _take(_for_passwords(request, _plain(email)))


def password_was_right(request, email: str) -> None:
    """Refund what `may_try_password` counted."""
    for allowance in _for_passwords(request, _plain(email)):
        throttling.count(allowance.action, allowance.actor, allowance.seconds, by=-1)


def password_was_replaced(request, user, **kwargs) -> None:
    """Reset the tries that guessed at the old password."""
    for allowance in _for_passwords(request, _plain(user.email)):
        if user.email in allowance.actor:
            throttling.count(
                allowance.action,
                allowance.actor,
                allowance.seconds,
                -throttling.counted(allowance.action, allowance.actor, allowance.seconds),
            )


def connect() -> None:
    password_reset.connect(password_was_replaced, dispatch_uid="accounts.throttle")


def may_try_code(request, email: str, code: str) -> bool:
    """Count a try of the `code` that this session expects; whether it is within the limits."""
    return _take(_for_codes(request, _plain(email), code))


def code_was_right(request, email: str, code: str) -> None:
    """Refund what counts against the account. The code itself never gets more tries."""
    for allowance in _for_codes(request, _plain(email), code)[1:]:
        throttling.count(allowance.action, allowance.actor, allowance.seconds, by=-1)


def may_mail(request, email: str) -> bool:
    """Count a mail to `email` that somebody requested; whether it is within the limits."""
    return _take(_for_mail(request, _plain(email)))


def may_still_mail(request, email: str) -> bool:
    """What `may_mail` would answer, without counting."""
    allowed = _for_mail(request, _plain(email))
    return all(
        throttling.counted(allowance.action, allowance.actor, allowance.seconds) < allowance.limit
        for allowance in allowed
    )


def _take(allowances):
    """Count until the first allowance that is used up, so that a refused try uses up no others."""
    return all(
        throttling.count(allowance.action, allowance.actor, allowance.seconds) <= allowance.limit
        for allowance in allowances
    )


def _for_passwords(request, email):
    device = _device(request, email)
    if device:
        return [
            Allowance("password-device", device, 10, 5 * MINUTE),
            Allowance("password-device", device, 60, DAY),
            # Somebody who once knew the password may have signed in from any number of browsers.
            Allowance("password-all-devices", email, 200, DAY),
        ]
    network = throttling.network(request)
    return [
        Allowance("password-account-network", f"{email} {network}", 5, 5 * MINUTE),
        Allowance("password-account-network", f"{email} {network}", 20, DAY),
        Allowance("password-network", network, 10, MINUTE),
        Allowance("password-network", network, 100, HOUR),
        Allowance("password-account", email, 30, HOUR),
        Allowance("password-account", email, 100, DAY),
    ]


def _for_codes(request, email, code):
    session = request.session.session_key or ""
    one_code = Allowance("code", f"{session} {code or _code_stand_in(request, email)}", 5, HOUR)
    device = _device(request, email)
    if device:
        return [one_code, Allowance("code-device", device, 50, DAY)]
    network = throttling.network(request)
    return [
        one_code,
        Allowance("code-account-network", f"{email} {network}", 20, HOUR),
        Allowance("code-account-network", f"{email} {network}", 40, DAY),
        Allowance("code-network", network, 100, HOUR),
        Allowance("code-account", email, 100, DAY),
    ]


def _code_stand_in(request, email):
    """A key instead of a code, for an address without an account. Like a code, it changes with each
    request; otherwise the answers would reveal that there is no account."""
    allowance = _for_mail(request, email)[-1]
    return f"{email} {throttling.counted(allowance.action, allowance.actor, allowance.seconds)}"


def _for_mail(request, email):
    device = _device(request, email)
    if device:
        return [
            Allowance("mail-device", device, 3, MINUTE),
            Allowance("mail-device", device, 10, DAY),
        ]
    network, person = throttling.network(request), _mailbox(email)
    return [
        Allowance("mail-account-network", f"{person} {network}", 3, MINUTE),
        Allowance("mail-account-network", f"{person} {network}", 8, DAY),
        Allowance("mail-network", network, 20, MINUTE),
        Allowance("mail-network", network, 60, HOUR),
        Allowance("mail-network", network, 300, DAY),
        Allowance("mail-account", person, 16, DAY),
    ]


def _device(request, email):
    """A key for a browser that is signed in, or was before, to the account of `email`; else None."""
    if request.user.is_authenticated and request.user.email == email:
        return f"{email} signed-in"
    name = known_device.of(request, email)
    return f"{email} {name}" if name else None


def _mailbox(email):
    """The mailbox behind an address. A quoted name, a "+tag" and a host in full-width letters all reach
    the same person."""
    name, _, host = unicodedata.normalize("NFKC", email).casefold().rpartition("@")
    name = name.replace('"', "").replace("\\", "")
    return f"{name.partition('+')[0]}@{host}"


def _plain(email):
    return email.strip().lower()
