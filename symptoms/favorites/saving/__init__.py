"""Saving and removing one thing, with or without an account, and the way back."""
