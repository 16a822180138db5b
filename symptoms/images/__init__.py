"""Pictures as files: re-encoded on upload, and copied in the widths that pages need."""
