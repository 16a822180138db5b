"""Whole numbers from outside, read without errors and with a limited number of digits."""

MAX_ROW_ID = 2**63 - 1


def bounded_integer(value: object, maximum: int = MAX_ROW_ID) -> int | None:
    """The number from 0 to `maximum` that `value` contains in ASCII digits; None for anything else."""
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(maximum))):
        return None
    number = int(text)
    return number if number <= maximum else None
