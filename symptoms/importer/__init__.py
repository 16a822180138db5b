"""Content folders: Markdown files with front matter, read, checked, and loaded into the site.

A folder is loaded as a whole or not at all.
"""
