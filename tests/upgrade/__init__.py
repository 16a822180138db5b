"""Databases as older versions of the site left them, and the way up from there."""
