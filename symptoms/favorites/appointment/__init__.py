"""The appointment sheet: what to bring to the healthcare team, on two sides of paper."""
