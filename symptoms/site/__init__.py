"""The public pages. They read live editions and never a draft."""
