"""Anonymous reading from a replica of the database: which requests (`middleware`), which connection
(`router`), and for how long after a change it may still be behind (`lag`)."""
