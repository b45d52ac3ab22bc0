"""Places and organisations."""

from datetime import date

from trellis.organisations import actions as organisations
from trellis.organisations.actions import Details
from trellis.places import actions as places
from trellis.web.bringing.files import Loaded, Row, number, rows

_KINDS = {"community_hub": "hub"}  # what older sheets call the kinds of organisation


def load_places(loaded: Loaded) -> None:
    for row in rows(loaded.folder, "places"):
        if not row["parent_code"]:
            place = places.begin_area(
                slug=loaded.about["slug"],
                code=row["code"],
                name=row["name"],
                kind=row["kind"],
                standing=loaded.standing,
                source=row["source"],
                by=loaded.by,
                now=loaded.now,
            )
        else:
            place = places.add_place(
                parent_id=loaded.places[row["parent_code"]],
                kind=row["kind"],
                code=row["code"],
                name=row["name"],
                tile_column=number(row["tile_column"]),
                tile_row=number(row["tile_row"]),
                source=row["source"],
                by=loaded.by,
                now=loaded.now,
            )
        loaded.places[row["code"]] = place.pk
    for row in rows(loaded.folder, "place_figures"):
        places.record_figure(
            place_id=loaded.places[row["place_code"]],
            measure=row["measure"],
            value=int(row["value"]),
            on_date=date.fromisoformat(row["on_date"]),
            source=row["source"],
            licence=row["licence"],
            by=loaded.by,
            now=loaded.now,
        )


def load_organisations(loaded: Loaded) -> None:
    listed = rows(loaded.folder, "organisations")
    made = organisations.load_organisations(
        area_id=loaded.places[loaded.about["area_code"]],
        many=[_details(loaded, row) for row in listed],
        by=loaded.by,
        now=loaded.now,
    )
    loaded.organisations = {
        row["key"]: organisation.pk for row, organisation in zip(listed, made, strict=True)
    }


def _details(loaded: Loaded, row: Row) -> Details:
    """A name that was expanded from initials says so; the printed form is kept beside it."""
    coverage = (
        ((loaded.places[row["place_code"]], row["coverage_role"]),) if row["place_code"] else ()
    )
    printed = row["printed_as"]
    return Details(
        name=row["name"],
        kind=_KINDS.get(row["kind"], row["kind"]),
        source=row["source"],
        other_names=(("printed", printed),) if printed and printed != row["name"] else (),
        coverage=coverage,
    )
