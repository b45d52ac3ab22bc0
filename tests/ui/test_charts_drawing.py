from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trellis.ui.charts import (
    Bar,
    FunnelEdge,
    FunnelPoint,
    Outline,
    Shape,
    Tile,
    Tone,
    Width,
    Words,
    XmrPoint,
    XmrSegment,
    bar_chart,
    funnel_chart,
    outline_map,
    shades,
    sparkline,
    tile_map,
    xmr_chart,
)
from trellis.ui.charts.lettering import width_of
from trellis.ui.charts.parts import Line, Text

WORDS = Words("Well informed", "Share of groups by district", "Two districts differ.")
BOTH = pytest.mark.parametrize("width", list(Width))


def percent(value: float) -> str:
    return f"{value:.0f} %"


def is_inside(text: Text, width: float) -> bool:
    wide = width_of(text.words)
    left = {"start": text.x, "middle": text.x - wide / 2, "end": text.x - wide}[text.anchor]
    return left >= -1 and left + wide <= width + 1


PLACES = [
    FunnelPoint("Blaby", 88, 80),
    FunnelPoint("Charnwood", 210, 66),
    FunnelPoint("Hinckley and Bosworth", 110, 73),
    FunnelPoint("North West Leicestershire", 104, 74),
    FunnelPoint("Oadby and Wigston", 48, 42, "Lower", Shape.DOWN, Tone.CONCERN),
]
EDGES = [FunnelEdge(20, 50, 90, 35, 100), FunnelEdge(220, 66, 78, 62, 82)]


@BOTH
def test_a_funnel_names_every_district(width: Width) -> None:
    chart = funnel_chart(
        PLACES,
        EDGES,
        72,
        words=WORDS,
        x_title="Groups that answered",
        y_title="Well informed",
        width=width,
        write_y=percent,
    )
    named = {" ".join(line.words for line in name.lines) for name in chart.names}
    assert named == {one.name for one in PLACES}
    assert chart.view_box == f"0 0 {width} {chart.height:.0f}"
    assert chart.words == WORDS
    texts = [tick.text for axis in (chart.x_axis, chart.y_axis) for tick in axis.ticks]
    texts += [line for name in chart.names for line in name.lines]
    assert [text for text in texts if not is_inside(text, width)] == []


def test_a_funnel_marks_what_differs_by_shape_as_well_as_tone() -> None:
    chart = funnel_chart(PLACES, EDGES, 72, words=WORDS, x_title="", y_title="")
    assert [(one.shape, one.tone, one.title) for one in chart.marks] == [
        *((Shape.CIRCLE, Tone.COMMON, place.name) for place in PLACES[:4]),
        (Shape.DOWN, Tone.CONCERN, "Lower"),
    ]
    assert chart.centre.y1 == chart.centre.y2
    assert chart.warning.count("M") == chart.alarm.count("M") == 2
    assert (chart.x_axis.title, chart.y_axis.title) == (None, None)


def test_a_funnel_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        funnel_chart([], [], 1, words=WORDS, x_title="", y_title="")


MONTHS = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]


def months(*values: float | None) -> list[XmrPoint]:
    return [XmrPoint(f"{MONTHS[n % 12]} 10", value) for n, value in enumerate(values)]


def test_a_series_is_not_drawn_over_a_gap_or_a_break() -> None:
    chart = xmr_chart(
        months(1, 2, None, 3, 4, 5, 6),
        [XmrSegment(0, 5, 2.5, 0, 5), XmrSegment(5, 7)],
        words=WORDS,
        y_title="Enquiries",
    )
    assert chart.series.count("M") == 3
    assert len(chart.marks) == 6
    assert len(chart.limits) == 1
    (line,) = chart.breaks
    assert chart.marks[3].x < line.x1 == line.x2 < chart.marks[4].x
    assert chart.limits[0].mean.x2 == line.x1
    assert (chart.target, chart.target_label) == (None, None)


@BOTH
def test_the_latest_month_is_always_named_and_no_two_touch(width: Width) -> None:
    chart = xmr_chart(months(*range(24)), [], words=WORDS, y_title="", width=width)
    texts = [tick.text for tick in chart.x_axis.ticks]
    assert texts[-1].words == "Mar 10"
    assert [text for text in texts if not is_inside(text, width)] == []
    for text, following in pairwise(texts):
        room = (width_of(text.words) + width_of(following.words)) / 2
        assert text.x + room < following.x


def test_the_target_has_its_line_and_its_words() -> None:
    chart = xmr_chart(
        months(1, 9, 1), [], words=WORDS, y_title="", target=5, target_words="Target 5"
    )
    assert chart.target is not None
    assert chart.target_label is not None
    assert chart.target_label.words == "Target 5"
    assert abs(chart.target_label.y - chart.target.y1) < 15


def test_a_series_without_a_value_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        xmr_chart(months(None, None), [], words=WORDS, y_title="")


BARS = [
    Bar("Blaby", 42, "42 %", target=50),
    Bar("Hinckley and Bosworth, with the villages along the Watling Street", 75, "75 %"),
    Bar("Melton", None, "Not measured"),
    Bar("Rutland", 0, "0 %"),
]


@BOTH
def test_bars_keep_nought_and_nothing_apart(width: Width) -> None:
    chart = bar_chart(BARS, words=WORDS, width=width, most=100)
    assert [bar.is_drawn for bar in chart.bars] == [True, True, False, True]
    assert [bar.width > 0 for bar in chart.bars] == [True, True, False, False]
    texts = [text for bar in chart.bars for text in (bar.name, bar.figure)]
    assert [text for text in texts if not is_inside(text, width)] == []
    assert chart.bars[1].name.full == BARS[1].name
    assert chart.bars[0].name.full == ""


def test_a_figure_stands_clear_of_the_target() -> None:
    first = bar_chart(BARS, words=WORDS, most=100).bars[0]
    assert first.target is not None
    assert first.x + first.width < first.target.x1 < first.figure.x


def test_bars_below_nought_are_refused() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        bar_chart([Bar("Loss", -1, "-1")], words=WORDS)


def test_shades_are_steps_of_equal_width() -> None:
    assert shades([0, 24, 25, 60, 100, None]) == (1, 1, 2, 3, 4, 0)
    assert shades([7, 7]) == (1, 1)
    assert shades([None]) == (0,)


@BOTH
def test_tiles_say_name_and_figure(width: Width) -> None:
    tiles = [
        Tile("Charnwood", 0, 0, "66 %", 1, "E07000130"),
        Tile("Oadby and Wigston", 2, 1, "42 %", 4),
    ]
    chart = tile_map(tiles, words=WORDS, width=width)
    first, second = chart.tiles
    assert [line.words for line in first.lines] == ["Charnwood", "66 %"]
    assert [line.words for line in second.lines] == ["Oadby and", "Wigston", "42 %"]
    assert second.title == "Oadby and Wigston: 42 %"
    assert (first.key, first.shade, second.shade) == ("E07000130", 1, 4)
    assert second.x + second.size == pytest.approx(chart.width, abs=0.5)
    assert chart.height == pytest.approx(2 * first.size + 4, abs=0.1)


def test_a_map_of_no_tiles_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        tile_map([], words=WORDS)


SQUARE = "M 0,0 L 1000,0 L 1000,1000 L 0,1000 z"


def test_outlines_fill_the_width_and_bear_their_names() -> None:
    chart = outline_map(
        [Outline("Melton", SQUARE, "94 %", 4), Outline("Blaby", "M1000 0L2e3 0L2000 1000Z", "", 0)],
        words=WORDS,
    )
    assert (chart.width, chart.height) == (640, 322)
    assert chart.shapes[0].d == "M2 2L320 2L320 320L2 320Z"
    assert chart.shapes[0].title == "Melton: 94 %"
    assert [name.lines[0].words for name in chart.names] == ["Melton", "Blaby"]
    assert (chart.names[0].lines[0].x, chart.names[0].lines[0].y) == (161, 165.5)


def test_steps_too_small_to_see_are_left_out() -> None:
    chart = outline_map([Outline("A", "M0 0L10000 0L10000.1 0.1L0 9999Z", "", 1)], words=WORDS)
    assert chart.shapes[0].d.count("L") == 2


@pytest.mark.parametrize("d", ["M0 0c1 2 3 4 5 6", "m0 0l1 1z", "M0 0 1 1", "M0"])
def test_outlines_with_other_steps_are_refused(d: str) -> None:
    with pytest.raises(ValueError, match="M, L and Z"):
        outline_map([Outline("A", d, "", 1)], words=WORDS)


def test_a_map_of_no_outlines_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        outline_map([], words=WORDS)


def test_a_sparkline_keeps_its_gap_and_marks_the_latest() -> None:
    chart = sparkline([1, 3, None, 2, 5, None], words=WORDS, tone=Tone.IMPROVE)
    assert chart.series == "M5 27L27 16M71 21.5L93 5"
    assert chart.latest is not None
    assert (chart.latest.x, chart.latest.y, chart.latest.tone) == (93, 5, Tone.IMPROVE)


def test_a_sparkline_of_nothing_is_empty() -> None:
    chart = sparkline([], words=WORDS)
    assert (chart.series, chart.latest) == ("", None)
    assert sparkline([4], words=WORDS).latest is not None


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=40))
def test_every_point_of_a_series_lies_in_the_picture(values: list[float]) -> None:
    chart = xmr_chart(months(*values), [], words=WORDS, y_title="", width=Width.NARROW)
    assert all(0 <= one.x <= chart.width and 0 <= one.y <= chart.height for one in chart.marks)


def test_lines_are_plain_numbers() -> None:
    chart = bar_chart(BARS, words=WORDS)
    assert chart.base == Line(chart.bars[0].x, 0, chart.bars[0].x, chart.height)
