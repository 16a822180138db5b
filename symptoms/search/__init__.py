"""Search of what is live: SQLite's FTS5 and PostgreSQL's tsvector behind one `search`.

    words     what a text can be found by: folded words, in English only
    wanted    what would do for a word: people write one thing joined, with a hyphen, or apart
    index     what may be found, written in the transaction that publishes
    query     from a reader's words to what is live, best match first
    typos     a word that finds nothing, and the one that was meant
    extract   where the words stand in a text, to be marked for readers

What was searched for is neither stored nor logged.
"""

from symptoms.search.backends import ANY
from symptoms.search.index import forget, forget_superseded, put, rebuild, refresh
from symptoms.search.query import MAX_RANKED, Hit, search, spellings
from symptoms.search.typos import corrected
from symptoms.search.words import MAX_QUERY_LENGTH, significant, terms_in

__all__ = [
    "ANY",
    "MAX_QUERY_LENGTH",
    "MAX_RANKED",
    "Hit",
    "corrected",
    "forget",
    "forget_superseded",
    "put",
    "rebuild",
    "refresh",
    "search",
    "significant",
    "spellings",
    "terms_in",
]
