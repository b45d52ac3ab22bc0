"""What people can enter about documents, and what they can ask of the library."""
