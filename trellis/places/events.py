"""What happened in the places room."""

from dataclasses import dataclass

from trellis.kernel.events import Event


@dataclass(frozen=True)
class AreaBegun(Event):
    verb = "places.area.begun"
    area_id: int


@dataclass(frozen=True)
class AreaClosed(Event):
    """From now on the area is documented history, and nobody edits it."""

    verb = "places.area.closed"
    area_id: int


@dataclass(frozen=True)
class PlaceAdded(Event):
    verb = "places.place.added"
    place_id: int


@dataclass(frozen=True)
class PlaceRenamed(Event):
    verb = "places.place.renamed"
    place_id: int


@dataclass(frozen=True)
class PlaceSucceeded(Event):
    """The successor took over territory of the predecessor."""

    verb = "places.place.succeeded"
    predecessor_id: int
    successor_id: int


@dataclass(frozen=True)
class PlacesSucceeded(Event):
    """As PlaceSucceeded, for two whole editions of boundaries: `count` successions."""

    verb = "places.places.succeeded"
    area_id: int
    count: int


@dataclass(frozen=True)
class FigureRecorded(Event):
    verb = "places.figure.recorded"
    place_id: int
    figure_id: int


@dataclass(frozen=True)
class FileBrought(Event):
    verb = "places.upload.brought"
    upload_id: int


@dataclass(frozen=True)
class ImportStarted(Event):
    verb = "places.upload.started"
    upload_id: int


@dataclass(frozen=True)
class ImportFailed(Event):
    """The import stopped at a fault; what was done stays, and it can be started again."""

    verb = "places.upload.failed"
    upload_id: int


@dataclass(frozen=True)
class FileDiscarded(Event):
    verb = "places.upload.discarded"
    upload_id: int


@dataclass(frozen=True)
class OutlinesImported(Event):
    """`places_added` of the places were not in the tree before."""

    verb = "places.outlines.imported"
    area_id: int
    outlines: int
    places_added: int


@dataclass(frozen=True)
class PostcodesImported(Event):
    verb = "places.postcodes.imported"
    area_id: int
    postcodes: int
