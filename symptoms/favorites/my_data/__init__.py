"""Downloading, importing and deleting everything a reader has here."""
