from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from trellis.ui.charts.lettering import (
    Box,
    Label,
    Name,
    box_of,
    place_names,
    place_names_upon,
    shorten,
    width_of,
    wrap,
)
from trellis.ui.charts.parts import FONT, Anchor, Text, Width

FRAME = Box(50, 26, 330, 300)
DISTRICTS = [
    "Blaby",
    "Charnwood",
    "Harborough",
    "Hinckley and Bosworth",
    "Melton",
    "North West Leicestershire",
    "Oadby and Wigston",
]


def test_letters_stay_readable_on_the_smallest_screen() -> None:
    assert FONT * 320 / Width.NARROW >= 12


def test_words_are_cut_where_the_room_ends() -> None:
    assert shorten("Melton", 200) == "Melton"
    cut = shorten("Hinckley and Bosworth", 80)
    assert cut.endswith("…")
    assert width_of(cut) <= 80
    assert shorten("Melton", 1) == "…"


def test_words_are_broken_between_words() -> None:
    assert wrap("Hinckley and Bosworth", 90, 3) == ("Hinckley and", "Bosworth")
    assert wrap("North West Leicestershire", 120, 1) == (shorten("North West Leicestershire", 120),)


def test_a_name_stands_right_of_its_point_where_it_can() -> None:
    (label,) = place_names([Name(100, 100, "Melton")], FRAME)
    assert label == Label((Text(109.0, 104.5, "Melton"),))


def test_a_name_at_the_edge_stands_left_of_its_point() -> None:
    (label,) = place_names([Name(325, 100, "Melton")], FRAME)
    assert label == Label((Text(316.0, 104.5, "Melton", Anchor.END),))


def test_a_name_keeps_clear_of_a_line() -> None:
    (label,) = place_names([Name(100, 100, "Melton")], FRAME, [Box(50, 99, 330, 101)])
    assert label == Label((Text(100.0, 90.0, "Melton", Anchor.MIDDLE),))


def test_a_name_without_room_is_left_to_the_table() -> None:
    assert place_names([Name(60, 40, "Melton")], Box(50, 30, 70, 50)) == (None,)
    assert place_names_upon([Name(60, 40, "Melton")], Box(50, 30, 70, 50)) == (None,)


def test_a_long_name_is_broken_to_stay_on_its_place() -> None:
    (label,) = place_names_upon([Name(150, 100, "North West Leicestershire", room=130)], FRAME)
    assert label is not None
    assert [(line.words, line.anchor) for line in label.lines] == [
        ("North West", Anchor.MIDDLE),
        ("Leicestershire", Anchor.MIDDLE),
    ]
    assert label.leader is None


def test_those_that_stand_out_choose_first() -> None:
    names = [Name(100, 100, "Charnwood", 1), Name(112, 100, "Melton", 0)]
    _, first = place_names(names, FRAME)
    assert first == Label((Text(121.0, 104.5, "Melton"),))


POINTS = st.tuples(st.floats(60, 320), st.floats(30, 290))


@given(st.lists(POINTS, min_size=7, max_size=7))
def test_no_name_covers_another_or_a_point(points: list[tuple[float, float]]) -> None:
    names = [Name(x, y, words) for (x, y), words in zip(points, DISTRICTS, strict=True)]
    boxes = [box_of(label.lines) for label in place_names(names, FRAME) if label]
    dots = [Box.around(x, y, 6) for x, y in points]
    assert all(FRAME.holds(box) for box in boxes)
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    assert not any(box.meets(dot) for box in boxes for dot in dots)
