"""The base of every form that writes."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from trellis.kernel.acts import AlreadyDoneError
from trellis.kernel.editing import EditedMeanwhileError
from trellis.kernel.fields import speak_plainly


def new_key() -> str:
    return secrets.token_urlsafe(18)


def one_line(typed: str) -> None:
    """A browser's one-line field sends no line break. Whoever sends one wants to write paragraphs
    of their own into letters and tables of ours."""
    if len(typed.splitlines()) > 1:
        raise ValidationError(_("Write it in one line."))


class OnceForm(forms.Form):
    """A form with a one-use key, so that a double click or a lost reply does the thing once. What
    has one line on the page has one."""

    once = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput, initial=new_key)
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and isinstance(field.widget, forms.TextInput):
                field.validators.append(one_line)
        speak_plainly(self.fields.values())

    def carry_out(self, deed: Callable[[], object]) -> bool:
        """Do what a valid form asks for. True once it is done, now or by the same form before;
        False when what is wrong now stands by its fields, and the form is to be shown again."""
        try:
            deed()
        except AlreadyDoneError:
            return True
        except ValidationError as refused:
            self._take_refusal(refused)
            return False
        return True

    def _take_refusal(self, refused: ValidationError) -> None:
        """Each reason by its field, or above the form where it is about none of them."""
        if not hasattr(refused, "error_dict"):
            self.add_error(None, refused)
            return
        for name, reasons in refused.error_dict.items():
            self.add_error(name if name in self.fields else None, reasons)


@dataclass(frozen=True)
class Difference:
    """One field that two people filled in differently, in words."""

    label: str
    in_record: str
    entered: str


@dataclass(frozen=True)
class Edited:
    """What came of sending an edit: it is done; or something is wrong with it; or somebody else
    saved meanwhile, and the two differ so."""

    is_done: bool
    differences: list[Difference] | None = None

    @property
    def status(self) -> int:
        """Of the page that shows the form again."""
        return 200 if self.differences is None else 409


class EditForm(OnceForm):
    """A form over a row that others may edit at the same time. `seen` is the mark of what its
    writer saw: see `kernel.editing`."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def edit(
        self, deed: Callable[[], object], *, in_record: Mapping[str, Any], mark: str
    ) -> Edited:
        """Do the deed if the form was sent and is right. `in_record` and `mark` are what there is
        now, for where somebody else saved meanwhile."""
        if not self.is_valid():
            return Edited(is_done=False)
        try:
            return Edited(self.carry_out(deed))
        except EditedMeanwhileError:
            return Edited(is_done=False, differences=self.meet(in_record, mark=mark))

    def entered(self) -> list[tuple[str, str]]:
        """What was typed, right or wrong, by the labels of its fields: to be read where there is
        nothing left that it could be put into."""
        return [
            (str(field.label), words)
            for name, field in self.fields.items()
            if not self[name].is_hidden and (words := _in_words(field, _read(field, self[name])))
        ]

    def meet(self, in_record: Mapping[str, Any], *, mark: str) -> list[Difference]:
        """Somebody else saved meanwhile. The form keeps all that was typed and takes the mark of
        what there is now, so that sending it again means it; returned is what differs."""
        assert isinstance(self.data, QueryDict), "it was sent by a browser"
        answers = self.data.copy()
        answers["seen"], answers["once"] = mark, new_key()
        self.data = answers
        entered = self.cleaned_data
        return [
            Difference(
                str(self.fields[name].label),
                _in_words(self.fields[name], value),
                _in_words(self.fields[name], entered.get(name)),
            )
            for name, value in in_record.items()
            if name in self.fields and value != entered.get(name)
        ]


def _read(field: forms.Field, sent: forms.BoundField) -> Any:
    """As what it is where that can be read, else as it was typed."""
    try:
        return field.to_python(sent.data)
    except ValidationError:
        return sent.data


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        chosen = value if isinstance(value, list | tuple) else [value]
        words = {str(code): str(said) for code, said in _flat(cast("Iterable[Any]", field.choices))}
        return ", ".join(words.get(str(one), str(one)) for one in chosen if one not in (None, ""))
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return "" if value is None else str(value)


def _flat(choices: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """The choices without the headings some stand under."""
    for code, said in choices:
        if isinstance(said, list | tuple):
            yield from said
        else:
            yield code, said
