"""Mail: rendered, stored in an outbox in the transaction that causes it, and sent after the response."""
