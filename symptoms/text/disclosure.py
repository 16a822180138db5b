"""Who paid for something, in words generated from the record alone.

Nobody types these words, so nobody can soften them. `sponsor` is a Sponsor or a SponsorRef, or None;
`role` is one of SponsorRole.
"""

from typing import NamedTuple, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_DID = {
    "paid_for": gettext_lazy("Paid for by %(sponsor)s."),
    "paid_for_and_wrote": gettext_lazy("Written and paid for by %(sponsor)s."),
    "supplied_pictures": gettext_lazy("Pictures supplied by %(sponsor)s."),
}
_WE_DID = {
    "paid_for": gettext_lazy("Our editors decided what this article says."),
    "paid_for_and_wrote": gettext_lazy("Our editors checked it before they published it."),
    "supplied_pictures": gettext_lazy("It did not write or pay for this article."),
}


class Named(Protocol):
    """A sponsor or contributor, as a row or as part of a content."""

    @property
    def name(self) -> str: ...
    @property
    def is_fictional(self) -> bool: ...


class Sponsor(Named, Protocol):
    @property
    def makes(self) -> str: ...


class Disclosure(NamedTuple):
    """`who` did what, as one sentence, and `more`: what they make, and what our editors did."""

    who: str
    more: str

    def __str__(self) -> str:
        return f"{self.who} {self.more}"


def in_full(sponsor: Sponsor | None, role: str) -> Disclosure | None:
    """The disclosure above the text, or None where nobody paid. It is made when a page is shown,
    in the language of the site, and never stored."""
    if not sponsor:
        return None
    name = sponsor.name
    if sponsor.is_fictional:
        name = _("%(name)s (an invented company, for this demonstration)") % {"name": name}
    makes = _("%(name)s makes %(products)s.") % {"name": sponsor.name, "products": sponsor.makes}
    return Disclosure(_DID[role] % {"sponsor": name}, f"{makes} {_WE_DID[role]}")


def in_short(sponsor: Named | None) -> str:
    """For one line in a list, where the role is unknown; "" where nobody paid."""
    return _("Sponsored: %(sponsor)s") % {"sponsor": named(sponsor)} if sponsor else ""


def named(somebody: Named) -> str:
    """The name of a sponsor or contributor, which always says if they were invented."""
    if somebody.is_fictional:
        return _("%(name)s (invented)") % {"name": somebody.name}
    return somebody.name
