"""Django's PostgreSQL, for a site that answers at once while the database is away: see `base`."""
