"""Places and what is known of them. A place without a parent is an area, invented unless said."""

from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from tests.factories.making import NOW, filled, number
from trellis.places.models import Outline, Place, PlaceFigure, Postcode, Succession, Upload

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[-1.2, 52.6], [-1.1, 52.6], [-1.1, 52.7], [-1.2, 52.7], [-1.2, 52.6]]],
}


def make_area(**given: Any) -> Place:
    """The root of a record of its own."""
    n = number()
    usual = {"slug": f"area-{n}", "code": f"A{n}", "name": f"Area {n}"}
    return Place.objects.create(
        **filled(given, kind=Place.Kind.COUNTY, standing=Place.Standing.INVENTED, **usual)
    )


def make_place(**given: Any) -> Place:
    """A district: of `parent` when it is given, else of a new area."""
    n = number()
    parent = given.pop("parent", None) or make_area()
    usual = {"slug": f"district-{n}", "code": f"D{n}", "name": f"District {n}"}
    area = parent.area or parent
    fields = filled(given, parent=parent, area=area, kind=Place.Kind.DISTRICT, **usual)
    return Place.objects.create(**fields)


def make_succession(**given: Any) -> Succession:
    predecessor = given.pop("predecessor", None) or make_place()
    return Succession.objects.create(
        **filled(
            given,
            predecessor=predecessor,
            successor=lambda: make_place(parent=predecessor.parent),
            on=date(2019, 4, 1),
        )
    )


def make_place_figure(**given: Any) -> PlaceFigure:
    return PlaceFigure.objects.create(
        **filled(
            given,
            place=make_place,
            measure=PlaceFigure.Measure.POPULATION,
            value=Decimal(100_000),
            on_date=date(2021, 3, 21),
            source="Invented census",
            recorded_at=NOW,
        )
    )


def make_outline(**given: Any) -> Outline:
    edges = {"west": -1.2, "south": 52.6, "east": -1.1, "north": 52.7}
    return Outline.objects.create(
        **filled(
            given,
            place=make_place,
            valid_from=date(2021, 4, 1),
            geometry=SQUARE,
            source="Invented boundaries",
            recorded_at=NOW,
            **edges,
        )
    )


def make_postcode(**given: Any) -> Postcode:
    return Postcode.objects.create(
        **filled(
            given,
            code=f"ZZ{number() % 90 + 10} 9ZZ",
            latitude=Decimal("52.63000"),
            longitude=Decimal("-1.13000"),
            source="Invented postcodes",
        )
    )


def make_upload(**given: Any) -> Upload:
    """A file of boundaries that was checked and waits; its content is in no store."""
    return Upload.objects.create(
        **filled(
            given,
            area=make_area,
            kind=Upload.Kind.OUTLINES,
            file_name="wards.geojson",
            digest=sha256(str(number()).encode()).hexdigest(),
            size=1_000,
            brought_at=NOW,
        )
    )
