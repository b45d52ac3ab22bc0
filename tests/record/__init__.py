"""The tests of the record, by what somebody does."""
