"""The personal fields of this room: what people ask is personal itself."""

from trellis.kernel.privacy import (
    Basis,
    By,
    Ends,
    Holding,
    PersonalField,
    blanked,
    of_record,
    stays,
)

_KEPT = "six years after it was answered, refused or taken back"
_CLOSED = "six years after it was closed"
_DUTY = Basis.LEGAL_OBLIGATION

FIELDS: tuple[PersonalField, ...] = (
    PersonalField("request.person", "To know whose data a request is about", _DUTY, _KEPT),
    PersonalField("request.said", "To answer what was asked", _DUTY, _KEPT, "Request: its words"),
    PersonalField("request.answer", "To show what was answered", _DUTY, _KEPT),
    PersonalField(
        "request.digest",
        "To hand the file to whoever asked for it, and to delete it",
        _DUTY,
        "fourteen days after it was sent; then the file is deleted",
        "Request: where its file lies",
    ),
    PersonalField("complaint.person", "To know who complains", _DUTY, _CLOSED),
    PersonalField("complaint.name", "To answer somebody without an account", _DUTY, _CLOSED),
    PersonalField("complaint.contact", "To answer somebody without an account", _DUTY, _CLOSED),
    PersonalField("complaint.said", "To look into it", _DUTY, _CLOSED),
    PersonalField("complaint.answer", "To show what was answered", _DUTY, _CLOSED),
    PersonalField(
        "breach.what",
        "To show what happened (UK GDPR Article 33(5)); the form asks not to name people",
        _DUTY,
        _CLOSED,
    ),
    PersonalField(
        "breach.measures",
        "To show what was done about it; the form asks not to name people",
        _DUTY,
        _CLOSED,
    ),
)
_FIELDS = {
    "request": ("id kind area received_on stage extended_on closed_on takes_name size file_until"),
    "pause": "id request from_on until_on",
    "retentionrun": "id at counts",
    "complaint": "id area received_on stage acknowledged_on outcome closed_on",
    "breach": (
        "id area title aware_at stage risk people told_at reference told_why people_told_on "
        "people_why closed_on"
    ),
    "agreement": (
        "id area stage purpose basis starts_on review_on until_on agreed_on ended_on replaces"
    ),
    "party": "id agreement organisation does agreed_on",
    "sharedfield": "id agreement code",
    "handover": "id area organisation reason stage leaves_on exported_on done_on",
    "share": "id handover estate fate successor answer answered_on rows",
    "passed": "id share estate row_id",
}
NOT_PERSONAL: tuple[str, ...] = tuple(
    f"{model}.{name}" for model, names in _FIELDS.items() for name in names.split()
)

_SHOWN = (
    "To show that the request was answered (UK GDPR Article 5(2)); it points to somebody without "
    "a name"
)

_SIX = Ends(since="closed_on", years=6)
_LOGGED = "Every breach is on record (UK GDPR Article 33(5)). The form asks not to name people"

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        "request",
        "Requests about personal data",
        By.PERSON,
        "person",
        {
            "person": stays(_SHOWN),
            "said": blanked(),
            "answer": blanked(),
            "digest": blanked(),
        },
        _SIX,
        shows=("kind", "received_on", "stage", "closed_on"),
        hides=("digest",),
    ),
    Holding(
        "complaint",
        "Complaints",
        By.PERSON,
        "person",
        {
            "person": stays(_SHOWN),
            "name": blanked(),
            "contact": blanked(),
            "said": blanked(),
            "answer": blanked(),
        },
        _SIX,
        shows=("received_on", "stage", "outcome", "closed_on"),
    ),
    Holding(
        "complaint",
        "Complaints by letter from this address",
        By.ADDRESS,
        "contact",
        {"name": blanked(), "contact": blanked(), "said": blanked(), "answer": blanked()},
        Ends(why="Goes with the other complaints"),
        shows=("received_on", "stage", "outcome", "closed_on"),
    ),
    Holding(
        "breach",
        "Breaches",
        By.NOBODY,
        "",
        {"what": stays(_LOGGED), "measures": stays(_LOGGED)},
        _SIX,
    ),
)

CONTROLLERS = dict.fromkeys(("request", "complaint", "breach"), of_record("area"))
