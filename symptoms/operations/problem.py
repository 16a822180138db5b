"""What stops a backup or a restore."""


class OperationFailed(Exception):
    """Its words are one sentence for whoever runs the site, without personal data."""
