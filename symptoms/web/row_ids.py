"""Ids of rows in addresses: `<row:pk>`."""

from django.urls import register_converter


class RowId:
    """A primary key that fits into the database's 64 bits; anything longer is not found."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


def register() -> None:
    """Called once when the app is ready, so that any list of addresses can have them."""
    register_converter(RowId, "row")
