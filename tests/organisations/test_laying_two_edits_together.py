"""Two people edit one entry at once; neither loses a word."""

from hypothesis import given
from hypothesis import strategies as st

from trellis.organisations.rules.details import Details, changed_fields, merge

texts = st.sampled_from(["", "one", "two", "three"])
codes = st.lists(st.sampled_from(["food", "youth", "faith"]), unique=True).map(tuple)
names = st.lists(st.tuples(st.just("short"), st.sampled_from(["A", "B", "C"])), unique=True).map(
    tuple
)
entries = st.builds(
    Details,
    name=texts,
    kind=st.sampled_from(["group", "hub"]),
    about=texts,
    website=texts,
    contact_is_public=st.booleans(),
    interests=codes,
    other_names=names,
)


@given(entries, entries)
def test_with_nobody_else_the_edit_stands(base: Details, ours: Details) -> None:
    merged = merge(base, ours, base)
    assert merged.details == ours
    assert (merged.theirs, merged.both) == ((), ())


@given(entries, entries)
def test_who_changed_nothing_takes_what_the_other_made(base: Details, theirs: Details) -> None:
    merged = merge(base, base, theirs)
    assert changed_fields(merged.details, theirs) == []
    assert merged.both == ()


@given(entries, entries, entries)
def test_every_change_is_kept_or_named(base: Details, ours: Details, theirs: Details) -> None:
    merged = merge(base, ours, theirs)
    for field in ("name", "kind", "about", "website", "contact_is_public"):
        found = getattr(merged.details, field)
        if getattr(ours, field) != getattr(base, field):
            assert found == getattr(ours, field)
        else:
            assert found == getattr(theirs, field)
    clashing = {
        field
        for field in ("name", "kind", "about", "website", "contact_is_public")
        if len({getattr(one, field) for one in (base, ours, theirs)}) == 3
    }
    assert clashing <= set(merged.both)


@given(entries, entries, entries)
def test_lists_take_up_what_either_added(base: Details, ours: Details, theirs: Details) -> None:
    merged = set(merge(base, ours, theirs).details.interests)
    was, mine, other = set(base.interests), set(ours.interests), set(theirs.interests)
    assert merged == (was | (mine - was) | (other - was)) - (was - mine) - (was - other)
