"""The record of processing (UK GDPR Article 30): every personal field of every room, with all that
is declared of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.apps import apps
from django.utils.text import capfirst

from trellis.kernel import estates, holdings
from trellis.kernel.capabilities import Capability as Can
from trellis.kernel.holdings import Held
from trellis.kernel.policy import require_capability
from trellis.kernel.privacy import Basis, By, Category, Ending, Ends, PersonalField, Whose
from trellis.kernel.viewer import Viewer


@dataclass(frozen=True)
class RegisterLine:
    """One field. `ends` and `endings` as each of its holdings declares them, alike ones once."""

    room: str
    code: str
    words: str
    purpose: str
    basis: Basis
    category: Category
    condition: str
    kept: str
    ends: Sequence[tuple[Ends, str]]
    endings: Sequence[tuple[Ending, str]]
    found_by: Sequence[By]
    whose: Whose


def register(viewer: Viewer) -> list[tuple[str, list[RegisterLine]]]:
    """By room, from the ground up; rooms that keep nothing of anybody are left out."""
    require_capability(viewer, Can.PRIVACY_ANSWER)
    declared = holdings.declared()
    return [
        (room, [_line(room, field, declared) for field in fields])
        for room, fields in holdings.personal_fields()
        if fields
    ]


def _line(room: str, field: PersonalField, declared: Sequence[Held]) -> RegisterLine:
    model, _dot, name = field.field.rpartition(".")
    mine = [
        held
        for held in declared
        if held.room == room and held.holding.model == model and name in held.holding.fates
    ]
    fates = [held.holding.fates[name] for held in mine]
    ends = [(one.holding.ends, _since(one)) for one in mine]
    return RegisterLine(
        room=room,
        code=field.field,
        words=words_of(room, field),
        purpose=field.purpose,
        basis=field.basis,
        category=field.category,
        condition=field.condition,
        kept=field.kept,
        ends=list(dict.fromkeys(ends)),
        endings=list(dict.fromkeys((fate.ending, fate.why) for fate in fates)),
        found_by=list(dict.fromkeys(held.holding.by for held in mine)),
        whose=estates.whose(room, model),
    )


def _since(held: Held) -> str:
    since = held.holding.ends.since
    return held.label(since) if since else ""


def words_of(room: str, field: PersonalField) -> str:
    """What a field is called where it stands by itself."""
    if field.words:
        return field.words
    model, _dot, name = field.field.rpartition(".")
    found = apps.get_model(model if "." in model else f"{room}.{model}")
    kind = capfirst(str(found._meta.verbose_name))  # noqa: SLF001
    return f"{kind}: {holdings.field_words(found, name, field).lower()}"
