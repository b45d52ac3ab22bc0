"""What can be decided without the database: names, numbers in registers, postcodes, word lists."""
