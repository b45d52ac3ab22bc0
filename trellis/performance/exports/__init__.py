"""A report to take away: PDF, two kinds of spreadsheet, and tidy CSV that describes itself.

All four are made of one `Pack`, so that they cannot disagree with each other or with the page.
"""

from trellis.performance.exports.gather import Pack, gather
from trellis.performance.exports.naming import Form, file_name, make

__all__ = ["Form", "Pack", "file_name", "gather", "make"]
