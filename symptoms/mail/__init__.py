"""Mail: written to an outbox with whatever causes it, and sent after the response."""
