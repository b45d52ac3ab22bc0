"""How long and how often a link to a document opens it."""

from datetime import timedelta
from typing import Final

USUAL: Final = timedelta(days=14)
LONGEST: Final = timedelta(days=90)
MOST_DOWNLOADS: Final = 1_000
MOST_OPEN: Final = 50  # links of one document at a time
