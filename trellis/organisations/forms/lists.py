"""What was asked of the list, read from its address. Whatever is no choice of ours is ignored."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trellis.organisations.queries import Search, Sort
from trellis.organisations.queries.choices import kinds
from trellis.organisations.rules.vocabularies import COMMUNITIES, INTERESTS

LONGEST_QUESTION = 120


class WordsForm(forms.Form):
    """Only ever shown, never validated: a question that makes no sense finds nothing. Its fields
    count as required so that none is called optional."""

    q = forms.CharField(
        label=gettext_lazy("Name or number"),
        help_text=gettext_lazy("The beginning of each word is enough."),
        max_length=LONGEST_QUESTION,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class FilterForm(WordsForm):
    place = forms.ChoiceField(label=gettext_lazy("Works in"))
    sort = forms.ChoiceField(label=gettext_lazy("Order"))
    closed = forms.BooleanField(label=gettext_lazy("Closed ones too"))

    def __init__(self, *args: Any, places: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("Anywhere")), *places]  # type: ignore[attr-defined]
        self.fields["sort"].choices = [  # type: ignore[attr-defined]
            (Sort.NAME, _("By name")),
            (Sort.NAME_DOWN, _("By name, from the end")),
            (Sort.EDITED, _("Last edited first")),
        ]


def search_from(asked: QueryDict, *, area_id: int, places: Collection[int]) -> Search:
    return Search(
        area_id=area_id,
        words=asked.get("q", "")[:LONGEST_QUESTION].replace("\0", ""),
        kinds=_known(asked.getlist("kind"), [code for code, _words in kinds()]),
        places=tuple(place for place in places if str(place) in asked.getlist("place")),
        interests=_known(asked.getlist("interest"), INTERESTS),
        communities=_known(asked.getlist("community"), COMMUNITIES),
        closed_too="closed" in asked,
        sort=_sort(asked.get("sort", "")),
    )


def page_from(asked: QueryDict) -> int:
    page = asked.get("page", "1")
    return int(page) if page.isascii() and page.isdecimal() and len(page) < 7 else 1


def _known(asked: Collection[str], codes: Collection[str]) -> tuple[str, ...]:
    return tuple(code for code in codes if code in asked)


def _sort(key: str) -> Sort:
    return Sort(key) if key in set(Sort) else Sort.NAME
