"""Bringing a whole record from a folder of small files, through the actions that everybody uses.

This is how a partnership that kept its framework in spreadsheets begins, and how the documented
facts of Leicestershire are loaded. The files and their columns are described in
docs/bringing-a-record.md; `trellis/web/examples/leicestershire` is a whole one to look at.
"""

from datetime import datetime
from pathlib import Path

from trellis.kernel.viewer import Viewer
from trellis.performance import actions as performance
from trellis.web.bringing.bodies import load_organisations, load_places
from trellis.web.bringing.documents import load_documents
from trellis.web.bringing.figures import load_checks, load_reported, load_values
from trellis.web.bringing.files import Loaded, table
from trellis.web.bringing.framework import load_framework, load_indicators, load_targets


def bring(folder: Path, *, standing: str, by: Viewer, now: datetime) -> None:
    """Bring everything in the folder. A documented record is closed afterwards: from then on
    nobody may change it. A live one goes on.

    Raises FileNotFoundError for a file that is not there; KeyError for a key that no earlier file
    declares. The caller makes it whole or nothing (one transaction around it).
    """
    loaded = Loaded(folder, standing, by, now)
    loaded.about = table(folder, "framework")
    load_places(loaded)
    load_organisations(loaded)
    load_framework(loaded)
    load_indicators(loaded)
    load_targets(loaded)
    load_values(loaded)
    load_reported(loaded)
    load_checks(loaded)
    load_documents(loaded)
    if standing == "documented":
        performance.stage_framework(by=by, now=now, framework=loaded.framework, stage="closed")
