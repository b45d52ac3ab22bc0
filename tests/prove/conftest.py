"""The houses that the proofs are made on."""

from tests.houses import bare_house, example, house

__all__ = ["bare_house", "example", "house"]
