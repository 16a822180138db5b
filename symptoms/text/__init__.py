"""What an article says, as values: its shape, its rich text, and how two versions compare.

Nothing here knows about database rows, requests or pages.
"""
