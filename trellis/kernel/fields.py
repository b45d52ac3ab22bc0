"""Fields for what people write in many ways or bring as a file, and messages that name the field
and the remedy."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.kernel import scanning, written
from trellis.kernel.written import NoSuchDayError, NotReadableError

FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2100, 12, 31)
# What Django says by itself names neither the field nor the remedy.
_SAID: Final = {
    "required": gettext_lazy("%(label)s: this is empty. Fill it in."),
    "invalid_choice": gettext_lazy("%(label)s: choose one of those offered."),
    "max_length": gettext_lazy(
        "%(label)s: at most %%(limit_value)d characters fit, and this has %%(show_value)d. "
        "Shorten it."
    ),
    "min_value": gettext_lazy("%(label)s: enter %%(limit_value)s or more."),
    "max_value": gettext_lazy("%(label)s: enter %%(limit_value)s or less."),
    "max_digits": gettext_lazy("%(label)s: the number is too long. Enter at most %%(max)s digits."),
    "max_whole_digits": gettext_lazy("%(label)s: the number is too large. Check its zeros."),
    "max_decimal_places": gettext_lazy(
        "%(label)s: enter at most %%(max)s digits after the decimal point."
    ),
    "null_characters_not_allowed": gettext_lazy(
        "%(label)s: there is a character in it that nobody can see. Type it again."
    ),
}
_AS_IT_IS: Final = ("required", "null_characters_not_allowed")
_CHOOSE: Final = gettext_lazy("%(label)s: choose one.")
_ADDRESS: Final = gettext_lazy("Enter an e-mail address like name@example.org.")


def speak_plainly(fields: Iterable[forms.Field]) -> None:
    """Let every message that a field does not word itself name the field and the remedy; called
    again, it says them with the label that the field has now."""
    for field in fields:
        usual = _usual_messages(type(field))
        ours: set[str] = vars(field).setdefault("said_plainly", set())
        for code, said in _SAID.items():
            if code in ours or field.error_messages.get(code) == usual.get(code):
                ours.add(code)
                words = _CHOOSE if code == "required" and hasattr(field, "choices") else said
                field.error_messages[code] = str(words) % {"label": _label(field, code)}
        if isinstance(field, forms.EmailField) and "invalid" not in field.error_messages:
            field.error_messages["invalid"] = str(_ADDRESS)


def _label(field: forms.Field, code: str) -> str:
    """Django fills numbers into some messages; in those a per cent sign is written twice."""
    label = str(field.label or "").rstrip("?")
    return label if code in _AS_IT_IS else label.replace("%", "%%")


def _usual_messages(kind: type[forms.Field]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in reversed(kind.__mro__):
        found.update(getattr(one, "default_error_messages", {}))
    return found


class NumberField(forms.DecimalField):
    """A number as people write it; `signs` may stand beside it (`£`, `%`, a unit)."""

    widget = forms.TextInput

    def __init__(self, *, signs: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.signs = signs
        mode = "numeric" if self.decimal_places == 0 else "decimal"
        self.widget.attrs.update({"inputmode": mode, "autocomplete": "off"})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return written.number(str(value), signs=self.signs)
        except NotReadableError as fault:
            raise ValidationError(self._refusal(str(value)[:40]), code="invalid") from fault

    def _refusal(self, typed: str) -> str:
        example = "1,200" if self.decimal_places == 0 else "1,200.50"
        words = _("%(label)s: “%(typed)s” is not a number. Enter it like %(example)s.")
        return words % {"label": self.label, "typed": typed, "example": example}

    def prepare_value(self, value: Any) -> Any:
        """Digits alone: a large round number is not to be shown as 1.2E+3."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class WholeField(NumberField):
    """A count: `1,200`, and `12.0` too, but no part of one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(decimal_places=0, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        found = super().to_python(value)
        if found is not None and found != found.to_integral_value():
            words = _("%(label)s: “%(typed)s” is not a whole number. Count whole ones.")
            found_words = words % {"label": self.label, "typed": str(value)[:40]}
            raise ValidationError(found_words, code="invalid")
        return found if found is None else found.to_integral_value()

    def clean(self, value: Any) -> int | None:
        found = super().clean(value)
        return found if found is None else int(found)


class DayInput(forms.DateInput):
    """The browser's own calendar; but what it could not show is shown as it was typed."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if not _is_iso(context["widget"]["value"] or ""):
            context["widget"]["type"] = "text"
        return context


def _is_iso(shown: str) -> bool:
    try:
        return not shown or date.fromisoformat(shown).isoformat() == shown
    except ValueError:
        return False


class DayField(forms.DateField):
    """A day as people write it: `31/3/26`, `31 March 2026`, or from the browser's calendar; from
    `first` to `last`."""

    widget = DayInput

    def __init__(self, *, first: date = FIRST_DAY, last: date = LAST_DAY, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.first, self.last = first, last

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or not str(value).strip():
            return None
        if isinstance(value, date):
            return value
        try:
            return written.day(str(value))
        except NoSuchDayError as fault:
            words = _("%(label)s: there is no such day as %(typed)s. Check day and month.")
            raise self._refused(words, value) from fault
        except NotReadableError as fault:
            words = _("%(label)s: “%(typed)s” is not a day. Enter it like 31/03/2026.")
            raise self._refused(words, value) from fault

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None or self.first <= value <= self.last:
            return
        found = {
            "label": self.label,
            "first": date_format(self.first, "j F Y"),
            "last": date_format(self.last, "j F Y"),
        }
        words = _("%(label)s: enter a day from %(first)s to %(last)s.")
        raise ValidationError(words % found, code="out_of_bounds")

    def _refused(self, words: str, typed: Any) -> ValidationError:
        found = {"label": self.label, "typed": str(typed)[:40]}
        return ValidationError(words % found, code="invalid")


class FileField(forms.FileField):
    """The one way in for files. `refusal` looks at an upload cheaply and says why it is not taken
    in, with the remedy; then it is looked over for viruses."""

    def __init__(self, *, refusal: Callable[[Any], str] | None = None, **kwargs: Any) -> None:
        said = {
            "required": gettext_lazy("Choose the file"),
            "max_length": gettext_lazy("Give the file a name of at most 200 letters"),
        }
        kwargs["error_messages"] = said | kwargs.get("error_messages", {})
        kwargs.setdefault("label", gettext_lazy("File"))
        # What is empty is refused by whoever reads it, with the remedy.
        super().__init__(allow_empty_file=True, max_length=200, **kwargs)
        self.refusal = refusal

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not file:
            return file
        if self.refusal and (refused := self.refusal(file)):
            raise ValidationError(refused)
        try:
            scanning.look_over(file)
        except scanning.InfectedError as fault:
            words = _(
                "There is a virus in this file, so it was not kept. Have the computer it comes "
                "from looked at, and bring a clean copy."
            )
            raise ValidationError(words, code="infected") from fault
        except scanning.ScannerSilentError as fault:
            words = _(
                "The file could not be looked over for viruses just now, so it was not kept. Try "
                "again in a few minutes."
            )
            raise ValidationError(words, code="not_looked_over") from fault
        return file
