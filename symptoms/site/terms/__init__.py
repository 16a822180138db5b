"""Pages that list articles: symptoms, topics, series, tags and contributors."""
