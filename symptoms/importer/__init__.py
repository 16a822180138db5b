"""Content folders: Markdown files with front matter, read, checked, and loaded into the site.

All of a folder is loaded, or none of it.
"""
