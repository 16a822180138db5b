"""Whether a row meets the condition of a constraint, without asking the database, which Django does for each."""

from typing import Any

from django.db.models import Q

_LOOKUPS = {
    "exact": lambda value, wanted: value == wanted,
    "isnull": lambda value, wanted: (value is None) == wanted,
    "in": lambda value, wanted: value in wanted,
    "gte": lambda value, wanted: value >= wanted,
    "lte": lambda value, wanted: value <= wanted,
    "range": lambda value, wanted: wanted[0] <= value <= wanted[1],
    "istartswith": lambda value, wanted: value.lower().startswith(wanted.lower()),
}
_PLAIN = (str, int, bool, list, tuple, type(None))


def holds(condition: Any, row: Any) -> bool:
    """Whether `row` certainly meets `condition`, a Q. False: it does not, or only the database can tell."""
    return _value(condition, row) is True


def _value(condition, row):
    """True, False, or None where only the database can tell."""
    if not isinstance(condition, Q):
        return _of_lookup(row, *condition) if isinstance(condition, tuple) else None
    values = [_value(child, row) for child in condition.children]
    decisive = condition.connector == Q.OR
    if condition.connector == Q.XOR:
        return None
    found = decisive if decisive in values else None if None in values else not decisive
    return found if found is None or not condition.negated else not found


def _of_lookup(row, path, wanted):
    name, _separator, lookup = path.partition("__")
    known = _LOOKUPS.get(lookup or "exact")
    field = next((field for field in row._meta.fields if field.name == name), None)
    if known is None or field is None or not isinstance(wanted, _PLAIN):
        return None
    value = getattr(row, field.attname)
    if value is None and wanted is not None and lookup != "isnull":
        return None  # what NULL is compared with is the database’s business
    return known(value, wanted)
