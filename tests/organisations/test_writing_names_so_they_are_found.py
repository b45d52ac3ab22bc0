"""Names as people type them and as registers print them fold to the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.organisations.rules.names import LIMIT, WORD, fold, start_of, words_of


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Age Concern", "age concern"),
        ("  Age   Concern\t", "age concern"),
        ("AGE CONCERN", "age concern"),
        ("St. John's", "st johns"),
        ("St John’s", "st johns"),
        ("St John`s", "st johns"),
        ("Mothers' Union", "mothers union"),
        ("Arts & Crafts", "arts and crafts"),
        ("Arts+Crafts", "arts and crafts"),
        ("Arts and Crafts", "arts and crafts"),
        ("Café Société", "cafe societe"),
        ("Cafe\u0301", "cafe"),
        ("Łódź Møller Œuvre Straße", "lodz moller oeuvre strasse"),
        ("Y.M.C.A. Ambley", "ymca ambley"),
        ("U.K. Ambley", "uk ambley"),
        ("Mrs. B. Smith's", "mrs b smiths"),
        ("Co-op (Ambley) Ltd.", "co op ambley ltd"),
        ("Over-60s/Over-50s", "over 60s over 50s"),
        ("Ambley 1st Scouts", "ambley 1st scouts"),
        ("ＡＭＢＬＥＹ", "ambley"),
        ("Amb\u00adley\u200b", "ambley"),
        ("\u202eyelbmA", "yelbma"),
        ("গ্রুপ", "গ্রুপ"),
        ("ਪੰਜਾਬੀ ਸਭਾ", "ਪੰਜਾਬੀ ਸਭਾ"),
        ("İstanbul Derneği", "istanbul dernegi"),
        ("!!! ***", ""),
        ("", ""),
    ],
)
def test_spellings_of_one_name_meet(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text(max_size=300))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(max_size=300))
def test_a_folded_name_fits_its_column_and_its_words_are_single_spaced(name: str) -> None:
    folded = fold(name)
    assert len(folded) <= LIMIT
    assert folded == " ".join(folded.split())


@given(st.text(st.characters(max_codepoint=0x17F), max_size=60))
def test_capitals_never_matter(name: str) -> None:
    assert fold(name.upper()) == fold(name.lower())


@given(st.lists(st.text(max_size=80), max_size=4))
def test_words_fit_the_search_table(names: list[str]) -> None:
    for word in words_of(*names):
        assert 0 < len(word) <= WORD
        assert word.startswith(start_of(word))
