"""That a file was refused for the virus in it."""

from datetime import datetime

from trellis.documents.events import InfectedFileRefused
from trellis.kernel.acts import act, sign
from trellis.kernel.scanning import Infected
from trellis.kernel.viewer import Viewer


@act
def note_infected(*, infected: Infected, by: Viewer, now: datetime) -> None:
    """For the audit, whichever room it was brought to: by its SHA-256, with the virus's name and
    nothing of what is in it, nor what it was called."""
    event = InfectedFileRefused(infected.digest)
    sign(event, by=by, now=now, of=f"file:{infected.digest}", why=infected.virus)
