"""What a reader does with saved things: browse, sort into collections, add notes and questions."""
