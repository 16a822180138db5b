"""Formats of dates and times by language, with the names of Django's format settings."""
