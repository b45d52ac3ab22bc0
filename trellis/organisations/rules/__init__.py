"""What can be decided without the database: names, numbers in registers, word lists."""
