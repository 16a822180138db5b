"""The public pages. They read live editions and never a working copy."""
