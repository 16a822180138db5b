"""Running the site for years: backups, and restoring them. docs/backups.md says what a backup holds."""
