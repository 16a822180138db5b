"""From a draft to readers: review, checklist, publishing, scheduling, restoring, and who is told.

The only writers of revisions, reviews, editions and plans.
"""
