"""Files as people bring them: what each is, told from its content, and what is not taken in."""
