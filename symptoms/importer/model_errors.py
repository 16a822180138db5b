"""A row's validation errors by column: `full_clean` for callers that need a line number."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

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
