"""How often passwords and codes may be tried, and mail be asked for.

A stranger at one place soon gets no further with one account; many strangers at many places share a
larger allowance for it; one place has an allowance for all accounts together. None of these touches a
browser that the account has signed in from before: it has an allowance of its own. So nobody is locked
out by others, and nobody gets many tries.

Everything is counted before it is tried, so that tries at the same moment are counted too; what
succeeds is given back. Nothing here asks whether there is such an account.
"""

import unicodedata
from typing import NamedTuple

from allauth.account.signals import password_reset

from accounts import known_device
from symptoms.web import throttling
from symptoms.web.throttling import DAY, HOUR, MINUTE


class Allowance(NamedTuple):
    what: str
    who: str
    most: int
    within: int


def may_try_password(request, email: str) -> bool:
    """Count one more try of a password for the account of `email`; whether it is within the limits."""
    return _take(_for_passwords(request, _plain(email)))


def password_was_right(request, email: str) -> None:
    """Give back what `may_try_password` counted."""
    for one in _for_passwords(request, _plain(email)):
        throttling.count(one.what, one.who, one.within, by=-1)


def password_was_replaced(request, user, **kwargs) -> None:
    """The tries of before guessed at another password: they are forgotten."""
    for one in _for_passwords(request, _plain(user.email)):
        if user.email in one.who:
            throttling.count(
                one.what, one.who, one.within, -throttling.counted(one.what, one.who, one.within)
            )


def connect() -> None:
    password_reset.connect(password_was_replaced, dispatch_uid="accounts.throttle")


def may_try_code(request, email: str, code: str) -> bool:
    """Count one more try of the `code` that this session waits for."""
    return _take(_for_codes(request, _plain(email), code))


def code_was_right(request, email: str, code: str) -> None:
    """Give back what counts against the account. A code itself is never good for more tries."""
    for one in _for_codes(request, _plain(email), code)[1:]:
        throttling.count(one.what, one.who, one.within, by=-1)


def may_mail(request, email: str) -> bool:
    """Count one more mail to `email` that somebody asked for, whoever it was."""
    return _take(_for_mail(request, _plain(email)))


def may_still_mail(request, email: str) -> bool:
    """Whether `may_mail` would say so, without counting."""
    allowed = _for_mail(request, _plain(email))
    return all(throttling.counted(one.what, one.who, one.within) < one.most for one in allowed)


def _take(allowances):
    """Counting stops at the first that is used up: who gets no further there uses up nothing else."""
    return all(throttling.count(one.what, one.who, one.within) <= one.most for one in allowances)


def _for_passwords(request, email):
    device = _device(request, email)
    if device:
        return [
            Allowance("passwords, known device", device, 10, 5 * MINUTE),
            Allowance("passwords, known device", device, 60, DAY),
            # Whoever knew the password once may have made any number of browsers known.
            Allowance("passwords, known devices", email, 200, DAY),
        ]
    place = throttling.network(request)
    return [
        Allowance("passwords, account and place", f"{email} {place}", 5, 5 * MINUTE),
        Allowance("passwords, account and place", f"{email} {place}", 20, DAY),
        Allowance("passwords, place", place, 10, MINUTE),
        Allowance("passwords, place", place, 100, HOUR),
        Allowance("passwords, account", email, 30, HOUR),
        Allowance("passwords, account", email, 100, DAY),
    ]


def _for_codes(request, email, code):
    session = request.session.session_key or ""
    one_code = Allowance("codes, one code", f"{session} {code or _asked(request, email)}", 5, HOUR)
    device = _device(request, email)
    if device:
        return [one_code, Allowance("codes, known device", device, 50, DAY)]
    place = throttling.network(request)
    return [
        one_code,
        Allowance("codes, account and place", f"{email} {place}", 20, HOUR),
        Allowance("codes, account and place", f"{email} {place}", 40, DAY),
        Allowance("codes, place", place, 100, HOUR),
        Allowance("codes, account", email, 100, DAY),
    ]


def _asked(request, email):
    """A word in place of the code that nobody has who has no account: like a code, it is another one
    each time that one is asked for, or the answers would differ."""
    one = _for_mail(request, email)[-1]
    return f"{email} {throttling.counted(one.what, one.who, one.within)}"


def _for_mail(request, email):
    device = _device(request, email)
    if device:
        return [
            Allowance("mail, known device", device, 3, MINUTE),
            Allowance("mail, known device", device, 10, DAY),
        ]
    place, person = throttling.network(request), _person(email)
    return [
        Allowance("mail, account and place", f"{person} {place}", 3, MINUTE),
        Allowance("mail, account and place", f"{person} {place}", 8, DAY),
        Allowance("mail, place", place, 20, MINUTE),
        Allowance("mail, place", place, 60, HOUR),
        Allowance("mail, place", place, 300, DAY),
        Allowance("mail, account", person, 16, DAY),
    ]


def _device(request, email):
    """Who is signed in is known; so is the browser that signed in before. Else None."""
    if request.user.is_authenticated and request.user.email == email:
        return f"{email} signed in"
    name = known_device.of(request, email)
    return f"{email} {name}" if name else None


def _person(email):
    """Who gets the mail: a name can be quoted, have a "+word" behind it, and a host be written in
    letters of another width, and the mail goes to the same person."""
    name, _, host = unicodedata.normalize("NFKC", email).casefold().rpartition("@")
    name = name.replace('"', "").replace("\\", "")
    return f"{name.partition('+')[0]}@{host}"


def _plain(email):
    return email.strip().lower()
