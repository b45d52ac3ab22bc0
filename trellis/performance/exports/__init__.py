"""A report to take away: PDF, two kinds of spreadsheet, and tidy CSV that describes itself.

All four are made of one `Pack`, so that they cannot disagree with each other or with the page.
"""

from trellis.performance.exports.forms import FORMS, Form, file_name, make
from trellis.performance.exports.gather import Pack, gather

__all__ = ["FORMS", "Form", "Pack", "file_name", "gather", "make"]
