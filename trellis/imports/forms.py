"""What the pages of an import ask for."""

import io
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO, Final

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trellis.imports import words
from trellis.imports.queries import look_apart
from trellis.imports.rules.delimited import encoded
from trellis.imports.rules.problems import MOST_BYTES, FileRefusedError, Wrong
from trellis.kernel.fields import FileField
from trellis.kernel.forms import OnceForm
from trellis.kernel.imports import ImportField, ImportShape, Target

NOWHERE: Final = ""
SAME: Final = "same"
_LONGEST: Final = 2_000
MOST_PASTED: Final = 300_000
# A cell may be left in any state while it is being mended: the row is checked afterwards.
Offered = Sequence[tuple[ImportShape, Sequence[Target]]]


def _too_large(upload: Any) -> str:
    return words.refusal(Wrong.TOO_LARGE) if upload.size > MOST_BYTES else ""


class _WhatForm(OnceForm):
    """What is in a table and where to; `look` is what was found in it."""

    what = forms.ChoiceField(
        label=gettext_lazy("What is in the table?"),
        error_messages={"required": gettext_lazy("Choose what is in the table")},
    )

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offered = {
            f"{shape.key} {target.key}": (shape, target)
            for shape, targets in offered
            for target in targets
        }
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (key, f"{shape.title}: {target.label}")
            for key, (shape, target) in self._offered.items()
        ]
        field.widget = forms.RadioSelect(choices=field.choices)
        if len(self._offered) == 1:
            field.initial = next(iter(self._offered))
        self.look: dict[str, Any] = {}

    @property
    def chosen(self) -> tuple[ImportShape, Target]:
        return self._offered[self.cleaned_data["what"]]

    def _look_at(self, content: BinaryIO) -> None:
        try:
            self.look = look_apart(content)
        except FileRefusedError as fault:
            raise forms.ValidationError(words.refusal(fault.wrong, fault.value)) from fault


class BringForm(_WhatForm):
    file = FileField(
        refusal=_too_large,
        help_text=gettext_lazy("XLSX, ODS, CSV or JSON, up to 20 MB"),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        self._look_at(file.file)
        return file


class PasteForm(_WhatForm):
    """Rows copied from a spreadsheet. Nothing is taken off their ends: an empty cell is one too."""

    text = forms.CharField(
        label=gettext_lazy("Your rows"),
        help_text=gettext_lazy("With the row of headings, if there is one."),
        max_length=MOST_PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Paste the rows here: mark them in the spreadsheet and copy."),
            "max_length": gettext_lazy(
                "That is too much to paste. Paste fewer rows at a time, or bring it as a file."
            ),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(self._offered) == 1:
            self.fields["what"].widget = forms.HiddenInput()

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        self._look_at(io.BytesIO(encoded(text)))
        return text

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if "what" in found and self.look and not self._has_columns():
            self.add_error(
                "text",
                _(
                    "There are no columns in it. Copy the cells in the spreadsheet and paste them "
                    "here, or write a comma or a semicolon between the columns."
                ),
            )
        return found

    def _has_columns(self) -> bool:
        needed = sum(field.is_required for field in self.chosen[0].fields)
        return needed < 2 or any(len(cells) > 1 for _line, cells in self.look["sample"])

    @property
    def lines(self) -> int:
        return len(self.cleaned_data["text"].strip().splitlines())


class ReadForm(OnceForm):
    """Which sheet, and on which line the headings stand."""

    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"))
    head = forms.TypedChoiceField(label=gettext_lazy("Line with the headings"), coerce=int)

    def __init__(self, *args: Any, facts: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("sheet", facts["sheet"])
        self.initial.setdefault("head", facts["head"])
        if len(facts["sheets"]) > 1:
            self._choose("sheet", [(name, name) for name in facts["sheets"]])
        else:
            del self.fields["sheet"]
        lines = [
            (line, f"{line}: {', '.join(cell for cell in cells if cell)[:70]}")
            for line, cells in facts.get("beginning", [])
        ]
        self._choose("head", [(0, _("There are none")), *lines])

    def _choose(self, name: str, choices: Sequence[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)


class MapForm(OnceForm):
    """For each field of the shape the column it comes from, or one text for every line."""

    def __init__(
        self,
        *args: Any,
        shape: ImportShape,
        facts: Mapping[str, Any],
        columns: Mapping[str, Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.shape, self.facts = shape, facts
        choices = [(NOWHERE, _("Not in the file")), (SAME, _("The same in every line:"))]
        for place, heading in enumerate(facts["headings"]):
            sample = Truncator(", ".join(facts["samples"][place])).chars(60)
            label = words.column(place, heading)
            choices.append((str(place), f"{label} ({sample})" if sample else label))
        for field in shape.fields:
            self._add(field, choices, columns.get(field.name, {}))

    def _add(
        self, field: ImportField, choices: list[tuple[str, str]], column: Mapping[str, Any]
    ) -> None:
        of, same = f"{field.name}_of", f"{field.name}_same"
        help_text = str(field.help)
        label = str(field.label)
        self.fields[of] = forms.ChoiceField(
            label=label,
            help_text=help_text,
            choices=choices,
            required=field.is_required,
            error_messages={
                "required": _("Choose the column that holds: %(field)s") % {"field": label}
            },
        )
        self.fields[same] = forms.CharField(
            label=_("%(field)s, the same in every line") % {"field": label},
            max_length=min(field.max_length, _LONGEST),
            required=False,
        )
        place = column.get("place")
        self.initial[of] = str(place) if place is not None else SAME if column else NOWHERE
        self.initial[same] = column.get("same", "")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        for field in self.shape.fields:
            of = found.get(f"{field.name}_of", NOWHERE)
            same = found.get(f"{field.name}_same", "").strip()
            if of == SAME and not same:
                self.add_error(
                    f"{field.name}_same",
                    _("Enter what stands in every line, or choose a column: %(field)s")
                    % {"field": field.label},
                )
        return found

    def pairs(self, *, found: bool) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two questions about each field: of those that are found in the file, must be there
        or have something wrong, or of the others."""
        pairs = [
            (self[f"{one.name}_of"], self[f"{one.name}_same"], one.is_required)
            for one in self.shape.fields
        ]
        return [
            (of, same)
            for of, same, is_required in pairs
            if found == bool(is_required or of.value() or of.errors or same.errors)
        ]

    def not_taken(self) -> list[str]:
        """The headings that no field comes from."""
        taken = {self[f"{one.name}_of"].value() for one in self.shape.fields}
        headings = self.facts["headings"]
        return [
            words.column(place, heading)
            for place, heading in enumerate(headings)
            if str(place) not in taken
        ]

    def columns(self) -> dict[str, Any]:
        """What `actions.map_columns` is told."""
        found: dict[str, Any] = {}
        for field in self.shape.fields:
            of = self.cleaned_data[f"{field.name}_of"]
            if of == SAME:
                found[field.name] = {"same": self.cleaned_data[f"{field.name}_same"].strip()}
            elif of != NOWHERE:
                found[field.name] = {"place": int(of)}
        return found


class MendForm(OnceForm):
    """The cells of one line, by the fields that have a column."""

    def __init__(
        self,
        *args: Any,
        shape: ImportShape,
        columns: Mapping[str, Any],
        cells: Sequence[str],
        alike: int = 0,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = [one.name for one in shape.fields if "place" in columns.get(one.name, {})]
        for name in self.names:
            field, place = shape.field(name), columns[name]["place"]
            text = cells[place] if place < len(cells) else ""
            is_long = len(text) > 80 or "\n" in text
            self.fields[name] = forms.CharField(
                label=str(field.label),
                help_text=_choices_in_words(field),
                max_length=10_000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}) if is_long else forms.TextInput(),
            )
            # It may be saved empty, and is still to be put right then.
            self.fields[name].depends = field.is_required  # type: ignore[attr-defined]
            self.initial[name] = text
        if alike:
            self.fields["everywhere"] = forms.BooleanField(
                label=ngettext(
                    "In the %(count)d other line that says the same, too",
                    "In the %(count)d other lines that say the same, too",
                    alike,
                )
                % {"count": alike},
                required=False,
                initial=True,
            )

    def changed_texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.names if name in self.changed_data}


def _choices_in_words(field: ImportField) -> str:
    if field.choices is None:
        return str(field.help)
    return _("One of: %(words)s") % {
        "words": "; ".join(str(label) for _code, label in field.choices())
    }
