"""The note that says what changed: written at publishing, after the review, so it gives no medical facts."""

import re

from django.utils.translation import gettext_lazy as _

GIVES_A_DOSE = _(
    "The note on what changed gives a dose or an amount, and no reviewer has seen it. "
    "Name the part that changed instead, such as “The dose in the second tip was corrected.”"
)
_DOSE = re.compile(
    r"\d\s*(?:%|[kmµμ]?c?g|[mcd]?l|iu|units?|tablets?|pills?|capsules?|drops?|puffs?|injections?|mmol|"
    r"milligrams?|grams?|micrograms?|milliliters?|liters?|teaspoons?|tablespoons?|"
    r"(?:times|x)\s+(?:a|per|each|every)\s+\w+)\b|\d\s*%",
    re.IGNORECASE,
)


def gives_a_dose(note: str) -> bool:
    """Whether `note` has a number with a unit of dose, or a number of times a day."""
    return bool(_DOSE.search(note))
