"""What programs read: feeds, sitemaps, structured data and well-known files."""
