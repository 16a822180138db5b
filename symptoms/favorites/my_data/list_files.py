"""Reads a file that a reader imports: our own list, or bookmarks of a browser or a read-later service.

Our own files are the JSON, CSV and HTML that `export` and its template write. From other files we read
the addresses: bookmarks of browsers and linkding (HTML), wallabag (JSON), Pocket (HTML, CSV), and others.
Nothing here queries the database.
"""

import csv

from symptoms.favorites.my_data.bookmark_files import from_html, has_links
from symptoms.favorites.my_data.file_rows import BadFile, ListFile
from symptoms.favorites.my_data.json_files import from_json
from symptoms.favorites.my_data.table_files import from_csv, is_table


def read(content: bytes) -> ListFile:
    """The contents of the file. Raises BadFile."""
    text = _decoded(content).lstrip()
    try:
        if text.startswith(("{", "[")):
            return from_json(text)
        # A note in a table may contain links, too.
        is_page = has_links(text) and not is_table(text)
        return ListFile(from_html(text) if is_page else from_csv(text))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, csv.Error) as error:
        raise BadFile from error


def _decoded(content):
    """The text: Unicode if it has a byte order mark, UTF-8, or else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeError:
            continue
    raise BadFile
