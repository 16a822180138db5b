"""Path converters: what an address may hold before a view sees it."""


class RowId:
    """A primary key that fits into the database's 64 bits; anything longer is simply no page."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)
