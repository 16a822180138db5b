"""The way from draft to readers: review, checklist, publishing, scheduling, restoring,
notifications.

The only writers of revisions, reviews, editions and plans.
"""
