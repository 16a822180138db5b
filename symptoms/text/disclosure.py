"""Who paid for something, in words made from the record alone.

Nobody types these words, so nobody can soften them. `sponsor` is a Sponsor or a SponsorRef, or None;
`role` is one of SponsorRole.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_DID = {
    "paid_for": gettext_lazy("Paid for by"),
    "paid_for_and_wrote": gettext_lazy("Written and paid for by"),
    "supplied_pictures": gettext_lazy("Pictures supplied by"),
}
_WE_DID = {
    "paid_for": gettext_lazy("Our editors decided what this article says."),
    "paid_for_and_wrote": gettext_lazy("Our editors checked it before they published it."),
    "supplied_pictures": gettext_lazy("It did not write or pay for this article."),
}


class Disclosure(NamedTuple):
    """`who` did what, as one sentence, and `more`: what they make, and what our editors did."""

    who: str
    more: str

    def __str__(self):
        return f"{self.who} {self.more}"


def in_full(sponsor, role: str) -> Disclosure | None:
    """What stands before the text, or None where nobody paid."""
    if not sponsor:
        return None
    invented = _(" (an invented company, for this demonstration)") if sponsor.is_fictional else ""
    return Disclosure(
        f"{_DID[role]} {sponsor.name}{invented}.",
        f"{sponsor.name} makes {sponsor.makes}. {_WE_DID[role]}",
    )


def in_short(sponsor) -> str:
    """For a line of a list, which does not know the role; "" where nobody paid."""
    return f"Sponsored: {named(sponsor)}" if sponsor else ""


def named(somebody) -> str:
    """The name of a sponsor or contributor, which never hides that they were invented."""
    return f"{somebody.name} (invented)" if somebody.is_fictional else somebody.name
