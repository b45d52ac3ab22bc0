"""Lines are drawn by lot: nobody chooses them, and anybody can repeat it."""

from collections import Counter
from hashlib import sha256
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from trellis.performance.rules.sampling import (
    draw,
    lot_of,
    seed_of,
    size_for_return,
    size_for_review,
)

KEYS = st.lists(st.text("abc 0123456789-", min_size=1, max_size=30), unique=True, max_size=40)


@given(KEYS, st.text(max_size=40), st.integers(0, 50), st.randoms())
def test_the_order_of_the_list_makes_no_difference(
    keys: list[str], made_of: str, count: int, random: Random
) -> None:
    seed = seed_of(made_of)
    mixed = list(keys)
    random.shuffle(mixed)
    assert draw(seed, mixed, count) == draw(seed, keys, count)


@given(KEYS, st.text(max_size=40), st.integers(0, 50))
def test_so_many_are_drawn_and_each_once(keys: list[str], made_of: str, count: int) -> None:
    drawn = draw(seed_of(made_of), keys, count)
    assert len(drawn) == min(count, len(keys))
    assert Counter(drawn) <= Counter(keys)


@given(KEYS, st.text(max_size=40), st.integers(0, 20))
def test_more_of_them_begin_with_the_same(keys: list[str], made_of: str, count: int) -> None:
    seed = seed_of(made_of)
    assert draw(seed, keys, count + 3)[:count] == draw(seed, keys, count)


def test_anybody_can_repeat_it_with_the_tools_at_hand() -> None:
    """`printf 'text' | sha256sum`, and for each line `printf 'seed\\nkey' | sha256sum`."""
    seed = sha256(b"demo\n2026-Q2\n7\n12 abc").hexdigest()
    assert seed_of("demo\n2026-Q2\n7\n12 abc") == seed
    keys = [f"{number} E1 2026-Q2" for number in range(1, 8)]
    by_hand = sorted(keys, key=lambda key: sha256(f"{seed}\n{key}".encode()).hexdigest())
    assert draw(seed, keys, 3) == by_hand[:3]
    assert lot_of(seed, keys[0]) == sha256(f"{seed}\n{keys[0]}".encode()).hexdigest()


def test_every_line_has_the_same_chance() -> None:
    """Twenty lines, four thousand draws of three: each is expected 600 times. Nineteen degrees of
    freedom: chance alone goes beyond 43.8 once in a thousand times, and the seeds are fixed."""
    keys = [f"{number} E0700013{number % 7} 2026-Q2" for number in range(20)]
    draws = 4_000
    counted = Counter(
        key for number in range(draws) for key in draw(seed_of(f"head {number}"), keys, 3)
    )
    expected = draws * 3 / len(keys)
    assert set(counted) == set(keys)
    assert sum((counted[key] - expected) ** 2 / expected for key in keys) < 43.8


def test_so_many_of_a_return() -> None:
    sizes = {0: 0, 1: 1, 2: 2, 3: 3, 4: 3, 30: 3, 31: 4, 40: 4, 41: 5, 100: 10}
    assert {lines: size_for_return(lines) for lines in sizes} == sizes


def test_so_many_for_a_review() -> None:
    sizes = {0: 0, 4: 4, 10: 10, 11: 10, 100: 10, 101: 11, 200: 20, 201: 20, 5_000: 20}
    assert {lines: size_for_review(lines) for lines in sizes} == sizes
