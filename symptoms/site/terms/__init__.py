"""The pages that lead to articles: symptoms, topics, series, tags and contributors."""
