"""What stops a backup or a restore."""


class OperationFailed(Exception):
    """Its message is one sentence for the people who run the site, without personal data."""
