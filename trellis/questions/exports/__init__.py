"""What leaves the room: counts as tables, and questions on paper. Never a row of answers."""
