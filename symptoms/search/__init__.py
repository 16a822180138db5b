"""Search of what is live: SQLite's FTS5 and PostgreSQL's tsvector behind one `search`.

    words          what a text can be found by: folded words, in English only
    alternatives   what would do for a word: people write one thing joined, apart, or the British way
    index          what may be found, written in the transaction that publishes
    query          from a reader's words to what is live, best match first
    typos          a word that nobody uses, and the one that was meant
    symptom_names  the symptoms that the words mean
    crisis         words of somebody who may be in danger
    extract        where the words stand in a text, to be marked for readers

What was searched for is neither stored nor logged.
"""

from symptoms.search.crisis import is_crisis
from symptoms.search.index import (
    Rows,
    add_words,
    forget,
    forget_rows,
    forget_superseded,
    put,
    put_rows,
    rebuild,
    refresh,
    rows_of,
    words_in_rows,
)
from symptoms.search.query import Found, Hit, Reading, lacking, read, search, search_any
from symptoms.search.symptom_names import Meant, symptoms_meant, words_of_names
from symptoms.search.words import MAX_QUERY_LENGTH, terms_in

__all__ = [
    "MAX_QUERY_LENGTH",
    "Found",
    "Hit",
    "Meant",
    "Reading",
    "Rows",
    "add_words",
    "forget",
    "forget_rows",
    "forget_superseded",
    "is_crisis",
    "lacking",
    "put",
    "put_rows",
    "read",
    "rebuild",
    "refresh",
    "rows_of",
    "search",
    "search_any",
    "symptoms_meant",
    "terms_in",
    "words_in_rows",
    "words_of_names",
]
