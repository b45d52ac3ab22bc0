"""No field of this room is about a person: places, their figures, and the files about them. Who
brought a file stands in the audit."""

from trellis.kernel.privacy import Holding, PersonalField, Whose

FIELDS: tuple[PersonalField, ...] = ()
HOLDINGS: tuple[Holding, ...] = ()

_FIELDS = {
    "place": (
        "id area parent kind standing slug code name opened_on closed_on tile_column tile_row "
        "source"
    ),
    "succession": "id predecessor successor on share_bp",
    "placefigure": "id place measure value on_date source licence recorded_at",
    "outline": "id place valid_from geometry west south east north source recorded_at",
    "postcode": "id code latitude longitude ward_code district_code source",
    "upload": (
        "id area kind stage file_name digest size source plan counts problems done_rows brought_at "
        "finished_at"
    ),
}
NOT_PERSONAL: tuple[str, ...] = tuple(
    f"{model}.{name}" for model, names in _FIELDS.items() for name in names.split()
)
CONTROLLERS: dict[str, Whose] = {}
