"""A row's validation errors by column: `full_clean` for callers that need a line number."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CheckConstraint

from symptoms.importer import conditions
from symptoms.models.fields import RichTextField

# The column that a constraint's message is about; names are those of `Meta.constraints`.
_ABOUT = {
    "callout_level_once_an_article": "level",
    "article_one_per_part": "series_part",
    "article_part_goes_with_series": "series_part",
    "article_sponsor_has_a_role": "sponsor_role",
    "picture_has_alt_text_or_is_decorative": "alt",
    "source_address_is_on_the_web": "url",
    "source_year_is_plausible": "year",
}


def about_columns(row, columns) -> list[tuple[str, str]]:
    """Errors in the values of `columns` alone: too long, not an address, not a choice."""
    others = [field.name for field in row._meta.fields if field.name not in columns]
    try:
        row.clean_fields(exclude=others)
    except ValidationError as error:
        return _by_column(row, error)
    return []


def about(row, exclude=()) -> list[tuple[str, str]]:
    """All errors of `row`, including its constraints and conflicts with rows in the database."""
    try:
        row.full_clean(exclude=exclude)
    except ValidationError as error:
        return _by_column(row, error)
    return []


def about_new(row, exclude=()) -> list[tuple[str, str]]:
    """All errors of `row` that need no database: all but references to other rows, and conflicts with them.

    Rich text counts as clean, because reading the folder cleaned it.
    """
    others = {f.name for f in row._meta.fields if f.is_relation or isinstance(f, RichTextField)}
    try:
        row.full_clean({*exclude, *others}, validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        return _by_column(row, error)
    checks = [one for one in row._meta.constraints if isinstance(one, CheckConstraint)]
    if all(conditions.holds(one.condition, row) for one in checks):
        return []
    return [found for one in checks for found in _violated(one, row, set(exclude))]


def _violated(constraint, row, exclude):
    try:
        constraint.validate(type(row), row, exclude)
    except ValidationError as error:
        return _by_column(row, ValidationError({NON_FIELD_ERRORS: error.messages}))
    return []


def _by_column(row, error):
    return [
        (_column_of(row, message) if column == NON_FIELD_ERRORS else column, message)
        for column, messages in error.message_dict.items()
        for message in messages
    ]


def _column_of(row, message):
    for constraint in row._meta.constraints:
        if constraint.get_violation_error_message() == message:
            return (
                "name"
                if constraint.name.endswith("_insensitive")
                else _ABOUT.get(constraint.name, "")
            )
    return ""
