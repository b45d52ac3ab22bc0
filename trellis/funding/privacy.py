"""No field of this room is personal: agreements are between bodies, and their forms ask for no
names of people."""

_FIELDS = {
    "agreement": (
        "id area reference title payer provider under starts_on ends_on amount_pence about "
        "is_reported is_last ended_on ended_why source"
    ),
    "contributor": "id agreement organisation amount_pence",
    "scopeline": "id agreement service_type is_paid_for",
}
FIELDS = ()
NOT_PERSONAL: tuple[str, ...] = tuple(
    f"{model}.{name}" for model, names in _FIELDS.items() for name in names.split()
)
HOLDINGS = ()
CONTROLLERS: dict[str, object] = {}
