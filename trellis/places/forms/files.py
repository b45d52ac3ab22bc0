"""Bringing boundaries and postcodes, and starting their import."""

from datetime import date
from typing import Any, BinaryIO, Final

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel.fields import DayField, FileField
from trellis.kernel.forms import OnceForm
from trellis.places import words
from trellis.places.queries.uploads import Checked, UploadFacts, check_outlines, check_postcodes
from trellis.places.rules import geojson, tables
from trellis.places.rules.codes import Kind
from trellis.places.rules.problems import FileRefusedError, Wrong

OUTLINES, POSTCODES = "outlines", "postcodes"
LEAVE = "leave"  # nothing of the kind: every question has an answer, so none is optional
_MOST_BYTES: Final = {OUTLINES: geojson.MOST_BYTES, POSTCODES: tables.MOST_BYTES}
_ADDED_KINDS: Final = (
    (LEAVE, gettext_lazy("Leave them out")),
    (Kind.WARD, gettext_lazy("Add them as wards")),
    (Kind.PARISH, gettext_lazy("Add them as parishes")),
    (Kind.NEIGHBOURHOOD, gettext_lazy("Add them as neighbourhoods")),
    (Kind.DISTRICT, gettext_lazy("Add them as districts")),
    (Kind.OTHER, gettext_lazy("Add them as other areas")),
)


def _too_large(upload: Any) -> str:
    """Larger than a file of either kind; each has its own limit afterwards."""
    is_large = upload.size > max(_MOST_BYTES.values())
    return words.refusal(Wrong.TOO_LARGE, "") if is_large else ""


class BringForm(OnceForm):
    """A file with boundaries or postcodes; `checked` is what was found in it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is in the file?"),
        choices=[
            (OUTLINES, gettext_lazy("Boundaries (GeoJSON)")),
            (POSTCODES, gettext_lazy("Postcodes (CSV)")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose boundaries or postcodes")},
    )
    file = FileField(
        refusal=_too_large,
        help_text=gettext_lazy("Boundaries up to 25 MB, postcodes up to 60 MB"),
    )
    source = forms.CharField(
        label=gettext_lazy("Where is it from?"),
        max_length=200,
        help_text=gettext_lazy(
            "Publisher, edition and licence, such as: ONS, Wards (May 2025), OGL v3. "
            "It stands under every map made from it."
        ),
        error_messages={"required": gettext_lazy("Enter the publisher, edition and licence")},
    )

    def __init__(self, *args: Any, area_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area_id = area_id
        self.checked: Checked | None = None

    def clean(self) -> dict[str, Any]:
        super().clean()
        found: dict[str, Any] = self.cleaned_data
        if "file" in found and "kind" in found:
            try:
                self.checked = self._check(found["kind"], found["file"])
            except FileRefusedError as fault:
                self.add_error("file", words.refusal(fault.wrong, fault.value))
        return found

    def _check(self, kind: str, file: Any) -> Checked:
        content: BinaryIO = file.file
        if file.size > _MOST_BYTES[kind]:
            raise FileRefusedError(Wrong.TOO_LARGE)
        content.seek(0)
        if kind == OUTLINES:
            return check_outlines(self.area_id, content.read())
        return check_postcodes(self.area_id, content)


class StartForm(OnceForm):
    """How a checked file is to be imported; which fields there are depends on what is in it."""

    source = forms.CharField(
        label=gettext_lazy("Where is it from?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Enter the publisher, edition and licence")},
    )
    valid_from = DayField(
        label=gettext_lazy("From which day do these boundaries hold?"),
        error_messages={
            "required": gettext_lazy("Enter the day from which these boundaries hold"),
        },
    )
    code = forms.ChoiceField(
        label=gettext_lazy("Which property is the places’ own code?"),
        error_messages={"required": gettext_lazy("Choose the property with the code")},
    )
    add_kind = forms.ChoiceField(
        label=gettext_lazy("What shall become of places that are not in this area yet?"),
        choices=_ADDED_KINDS,
        error_messages={"required": gettext_lazy("Choose what becomes of them")},
    )
    add_under = forms.TypedChoiceField(
        label=gettext_lazy("Under which place, where the file does not say?"),
        coerce=int,
        error_messages={"required": gettext_lazy("Choose the place above them")},
    )
    replaces = forms.ChoiceField(
        label=gettext_lazy("Do these boundaries replace older ones?"),
        help_text=gettext_lazy(
            "Then the places that are no longer shown end on that day, and it is worked out which "
            "place took over from which."
        ),
        error_messages={"required": gettext_lazy("Choose whether they replace older ones")},
    )

    def __init__(
        self,
        *args: Any,
        upload: UploadFacts,
        parents: list[tuple[int, str]],
        editions: list[tuple[date, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("source", upload.source)
        if upload.kind == POSTCODES:
            self._keep("source", "once")
            return
        codes = list(upload.plan.get("choices") or [])
        self._choose("code", [(name, name) for name in codes])
        self._choose("add_under", [(pk, name) for pk, name in parents])
        self._choose("replaces", _editions(editions))
        hidden = {"code"} if len(codes) < 2 else set()
        hidden |= {"add_kind", "add_under"} if not upload.counts.get("unknown") else set()
        hidden |= {"replaces"} if not editions else set()
        self._keep(*(name for name in self.fields if name not in hidden))

    def plan(self) -> dict[str, Any]:
        """What `actions.start_import` is told; days as text, as the plan is kept as JSON."""
        found = {name: self.cleaned_data.get(name) for name in ("add_kind", "add_under", "code")}
        valid_from = self.cleaned_data.get("valid_from")
        plan = {**found, "replaces": self.cleaned_data.get("replaces")}
        plan["valid_from"] = valid_from.isoformat() if valid_from else ""
        return {name: value for name, value in plan.items() if value and value != LEAVE}

    def _choose(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _keep(self, *names: str) -> None:
        for name in set(self.fields) - set(names):
            del self.fields[name]


def _editions(found: list[tuple[date, str]]) -> list[tuple[str, str]]:
    days = sorted({day for day, _kind in found})
    shown = [
        (day.isoformat(), _("Those from %(day)s") % {"day": date_format(day, "j F Y")})
        for day in days
    ]
    return [(LEAVE, _("No, they stand beside others")), *shown]
