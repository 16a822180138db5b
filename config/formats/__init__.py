"""How dates and times are written, by language. Names are those of Django's format settings."""
