"""What was asked of the library, read from its address. What is no choice of ours is ignored."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.documents.queries import Search, Sort, kinds
from trellis.kernel.brought.types import FileType

LONGEST_QUESTION = 120
Choices = Sequence[tuple[Any, str]]


class FilterForm(forms.Form):
    """Only ever shown, never validated: a question that makes no sense finds nothing. Its fields
    count as required so that none is called optional."""

    q = forms.CharField(
        label=gettext_lazy("Words"),
        max_length=LONGEST_QUESTION,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    owner = forms.ChoiceField(label=gettext_lazy("Whose"))
    tag = forms.ChoiceField(label=gettext_lazy("Tag"))
    sort = forms.ChoiceField(label=gettext_lazy("Order"))
    use_required_attribute = False

    def __init__(self, *args: Any, owners: Choices, tags: Choices, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self._offer("owner", [("", _("Anybody’s")), *owners])
        self._offer("tag", [("", _("Any or none")), *tags])
        self._offer(
            "sort",
            [
                (Sort.MATCH, _("Best match first")),
                (Sort.CHANGED, _("Last changed first")),
                (Sort.TITLE, _("By title")),
                (Sort.DATED, _("By date, newest first")),
            ],
        )

    def _offer(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def search_from(
    asked: QueryDict, *, area_id: int, owners: Collection[int], tags: Collection[str]
) -> Search:
    owner, tag = asked.get("owner", ""), asked.get("tag", "")
    return Search(
        area_id=area_id,
        words=asked.get("q", "")[:LONGEST_QUESTION].replace("\0", ""),
        kinds=_known(asked.getlist("kind"), [code for code, _words in kinds()]),
        types=_known(asked.getlist("type"), list(FileType)),
        tag=tag if tag in tags else "",
        owner_id=next((pk for pk in owners if str(pk) == owner), None),
        withdrawn="withdrawn" in asked,
        sort=_sort(asked.get("sort", ""), has_words=bool(asked.get("q", "").strip())),
    )


def page_from(asked: QueryDict) -> int:
    page = asked.get("page", "1")
    return int(page) if page.isascii() and page.isdecimal() and len(page) < 7 else 1


def _known(asked: Collection[str], codes: Collection[str]) -> tuple[str, ...]:
    return tuple(code for code in codes if code in asked)


def _sort(key: str, *, has_words: bool) -> Sort:
    """Without words nothing matches better than anything else."""
    usual = Sort.MATCH if has_words else Sort.CHANGED
    return Sort(key) if key in set(Sort) and (has_words or key != Sort.MATCH) else usual
