"""Databases as older versions of the site left them, and their upgrades."""
