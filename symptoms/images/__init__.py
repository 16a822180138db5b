"""Pictures as files: re-encoded when they come in, and copied in the widths that pages need."""
