"""Where the codes of this room become sentences."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.places.rules.problems import Wrong

# What is wrong, and what to do about it.
_SENTENCES: Final[Mapping[str, tuple[str | Promise, str | Promise]]] = {
    Wrong.TOO_LARGE: (
        gettext_lazy("The file is too large."),
        gettext_lazy("Bring a file of your own area only, or one with simplified boundaries."),
    ),
    Wrong.EMPTY: (
        gettext_lazy("The file is empty."),
        gettext_lazy("Choose the file again, or save it again where it was made."),
    ),
    Wrong.GONE: (
        gettext_lazy("The file is no longer kept here."),
        gettext_lazy("Bring it again."),
    ),
    Wrong.CANNOT_BE_SHAPED: (
        gettext_lazy("The boundaries contradict themselves too much to be drawn."),
        gettext_lazy("Export them again, generalised, from a program that checks them."),
    ),
    Wrong.NOT_TEXT: (
        gettext_lazy("The file is not text that can be read."),
        gettext_lazy("Save a table as CSV UTF-8 and boundaries as GeoJSON, then choose that file."),
    ),
    Wrong.NOT_JSON: (
        gettext_lazy("The file is not GeoJSON, or it broke off half-way."),
        gettext_lazy("Export the boundaries again as GeoJSON."),
    ),
    Wrong.TOO_DEEP: (
        gettext_lazy("The file is nested far deeper than boundaries are."),
        gettext_lazy("Export the boundaries again as plain GeoJSON."),
    ),
    Wrong.TOO_MANY: (
        gettext_lazy("The file holds more places or points than a map of one area needs."),
        gettext_lazy("Bring your own area only, or boundaries that are generalised."),
    ),
    Wrong.NOT_FEATURES: (
        gettext_lazy("The file holds no collection of places (FeatureCollection)."),
        gettext_lazy("Export all places of the layer together, as GeoJSON."),
    ),
    Wrong.NO_CODES: (
        gettext_lazy("No property of the places looks like an official code (%(value)s)."),
        gettext_lazy("Export the boundaries with the column that holds codes such as E07000130."),
    ),
    Wrong.OTHER_GRID: (
        gettext_lazy("The positions are not longitude and latitude (%(value)s)."),
        gettext_lazy("Export the boundaries in WGS 84 (EPSG:4326)."),
    ),
    Wrong.NOT_AN_AREA: (
        gettext_lazy("This is not an area but %(value)s."),
        gettext_lazy("Export the layer that has the areas themselves."),
    ),
    Wrong.NO_SHAPE: (
        gettext_lazy("This place has no boundary in the file."),
        gettext_lazy("Export it again with its geometry, or bring it in another file."),
    ),
    Wrong.BAD_POINT: (
        gettext_lazy("A point of the boundary is not a pair of numbers: %(value)s."),
        gettext_lazy("Export the boundaries again as GeoJSON."),
    ),
    Wrong.SWAPPED: (
        gettext_lazy("Latitude stands before longitude: %(value)s."),
        gettext_lazy("Export as GeoJSON, which puts longitude first."),
    ),
    Wrong.SHORT_RING: (
        gettext_lazy("A boundary has fewer than four points."),
        gettext_lazy("Export the boundaries again, less simplified."),
    ),
    Wrong.NO_CODE: (
        gettext_lazy("There is no usable code here: “%(value)s”."),
        gettext_lazy("Give the place its code, of at most 20 letters and digits."),
    ),
    Wrong.UNKNOWN_CODE: (
        gettext_lazy("“%(value)s” is not in this area yet."),
        gettext_lazy("Choose whether to have it added or leave it out."),
    ),
    Wrong.NO_COLUMN: (
        gettext_lazy("The list has no column for the %(value)s."),
        gettext_lazy("Name the columns postcode, latitude and longitude in the first line."),
    ),
    Wrong.NOT_A_POSTCODE: (
        gettext_lazy("“%(value)s” is not a postcode."),
        gettext_lazy("Write it whole, such as LE1 1AA."),
    ),
    Wrong.NOT_A_NUMBER: (
        gettext_lazy("“%(value)s” is not a number."),
        gettext_lazy("Write degrees with a point, such as 52.63512."),
    ),
    Wrong.OUTSIDE: (
        gettext_lazy("%(value)s lies outside the United Kingdom."),
        gettext_lazy("Look whether latitude and longitude were swapped, or metres were given."),
    ),
    Wrong.BAD_CODE: (
        gettext_lazy("“%(value)s” is neither an official code nor one of this area."),
        gettext_lazy("Write the code as in the tree of places, or leave it empty."),
    ),
    Wrong.SHORT_ROW: (
        gettext_lazy("The line has fewer columns than the first one."),
        gettext_lazy("Add what is missing, or take the line out."),
    ),
}

MEASURES: Final = ("population", "population_16_plus", "households", "area_km2")
COLUMNS: Final[Mapping[str, str | Promise]] = {
    "code": gettext_lazy("Code"),
    "name": gettext_lazy("Name"),
    "above": gettext_lazy("Place above it"),
    "postcode": gettext_lazy("Postcode"),
    "latitude": gettext_lazy("Latitude"),
    "longitude": gettext_lazy("Longitude"),
    "ward": gettext_lazy("Ward"),
    "district": gettext_lazy("District"),
}
COUNTS: Final[Mapping[str, str | Promise]] = {
    "features": gettext_lazy("Places in the file"),
    "known": gettext_lazy("of them in this area already"),
    "unknown": gettext_lazy("of them not in this area yet"),
    "rows": gettext_lazy("Postcodes that can be used"),
    "in_tree": gettext_lazy("of them in a place of this area"),
    "no_position": gettext_lazy("Postcodes without a position"),
    "problems": gettext_lazy("With something wrong"),
    "imported": gettext_lazy("Imported"),
    "added": gettext_lazy("Places added"),
    "successions": gettext_lazy("Handovers worked out"),
}


def why_read_only(area: str) -> str:
    return _(
        "The record of %(area)s is documented history: everybody can read it, and nobody changes "
        "it."
    ) % {"area": area}


def amount(value: Decimal | int) -> str:
    """A figure with its thousands set apart; decimals only where there are any."""
    whole = value == int(value)
    return number_format(int(value) if whole else Decimal(value).normalize(), force_grouping=True)


def refusal(wrong: str, value: str) -> str:
    """One line: what is wrong, and the remedy."""
    what, remedy = _SENTENCES[wrong]
    return f"{_filled(what, value)} {remedy}"


def problem(found: Mapping[str, Any], kind: str) -> dict[str, str]:
    """`where`, `what` and `remedy` of a problem kept with an upload."""
    what, remedy = _SENTENCES[found["wrong"]]
    return {
        "where": _where(found, kind),
        "what": _filled(what, str(found["value"])),
        "remedy": str(remedy),
    }


def _filled(sentence: str | Promise, value: str) -> str:
    return str(sentence) % {"value": value or "–"}


def _where(found: Mapping[str, Any], kind: str) -> str:
    """Line 0 is the file as a whole."""
    facts = {"line": found["line"], "column": found["column"]}
    if not found["line"]:
        return _("The file")
    if kind == "outlines":
        return _("Place %(line)s of the file") % facts
    if found["column"]:
        return _("Line %(line)s, %(column)s") % facts
    return _("Line %(line)s") % facts
