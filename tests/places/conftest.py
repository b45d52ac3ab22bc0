"""What the tests of places may ask for by name."""

from tests.cast import cast

__all__ = ["cast"]
