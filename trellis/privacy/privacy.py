"""The personal fields of this room: what people ask is personal itself."""

from trellis.kernel.privacy import (
    Basis,
    By,
    Ends,
    Holding,
    PersonalField,
    blanked,
    stays,
)

_KEPT = "six years after it was answered, refused or taken back"
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
)
_FIELDS = {
    "request": ("id kind area received_on stage extended_on closed_on takes_name size file_until"),
    "pause": "id request from_on until_on",
    "retentionrun": "id at counts",
}
NOT_PERSONAL: tuple[str, ...] = tuple(
    f"{model}.{name}" for model, names in _FIELDS.items() for name in names.split()
)

_SHOWN = (
    "To show that the request was answered (UK GDPR Article 5(2)); it points to somebody without "
    "a name"
)

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
        Ends(since="closed_on", years=6),
        shows=("kind", "received_on", "stage", "closed_on"),
        hides=("digest",),
    ),
)
