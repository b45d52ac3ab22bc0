"""What the gallery shows in its components: an invented district, small enough to be read."""

from math import sqrt
from typing import Any

from django.core.paginator import Paginator

from trellis.ui import charts
from trellis.ui.charts import Shape, Tone, Width, Words
from trellis.ui.forms import SpecimenForm, SpecimenPeriodForm

DISTRICTS = (
    ("Amberdale", 148, 0.82),
    ("Birchwold", 62, 0.71),
    ("Cotterby", 211, 0.76),
    ("Fosse Vale", 96, 0.78),
    ("Harrowby", 187, 0.59),
    ("Melbourne Road", 44, 0.84),
    ("Wreake Side", 120, 0.73),
)
COUNTY = 0.75
MONTHS = ("Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep")
SUPPORTED = (61, 64, 58, 66, 63, 60, 67, 65, 71, 74, 73, 76, 78)
REACHED = (
    ("Birchwold", 0, 0, 41),
    ("Cotterby", 1, 0, 66),
    ("Wreake Side", 2, 0, 52),
    ("Amberdale", 0, 1, 64),
    ("Fosse City", 1, 1, 55),
    ("Harrowby", 2, 1, None),
    ("Fosse Vale", 0, 2, 44),
    ("Melbourne Road", 1, 2, 58),
)

STATES = (
    "measured", "zero", "missing", "not_applicable", "not_due", "not_measured",
    "cannot_be_measured", "not_given", "suppressed",
)  # fmt: skip
COURSES = ("up", "down", "same", "no_clear_change", "none_across_break", "not_comparable")
ICONS = (
    "check", "alert", "close", "search", "download", "calendar", "clock", "person", "people",
    "organisation", "place", "document", "edit", "plus", "arrow", "back", "break", "lock",
    "question", "phone", "mail", "print", "filter", "chart", "link",
)  # fmt: skip


def everything() -> dict[str, Any]:
    """Return the context that all pages of the gallery share."""
    return {
        "rows": DISTRICTS,
        "chart": {
            "funnel": _both(_funnel),
            "xmr": _both(_xmr),
            "bars": _both(_bars),
            "tiles": _both(_tiles),
            "outlines": _both(_outlines),
            "spark": _spark(),
        },
        "period_form": SpecimenPeriodForm(),
        "empty_form": SpecimenForm(auto_id="new_%s"),
        "refused_form": SpecimenForm({}, auto_id="refused_%s"),
        "page": Paginator(range(230), 10).page(5),
        **_lists(),
    }


def _lists() -> dict[str, Any]:
    return {
        "crumbs": [
            {"label": "How we are doing", "url": "#"},
            {"label": "Districts", "url": "#"},
            {"label": "Amberdale", "url": ""},
        ],
        "contents": [
            {"label": "Today", "url": "#", "current": True, "count": 7},
            {"label": "My cases", "url": "#", "current": False, "count": 14},
            {"label": "Introductions", "url": "#", "current": False, "count": 5},
            {"label": "Our return", "url": "#", "current": False, "count": 1},
            {"label": "My week", "url": "#", "current": False},
        ],
        "files": [
            {"label": "PDF", "url": "#", "size": "4 pages, 90 kB"},
            {"label": "Spreadsheet", "url": "#", "size": "24 kB"},
            {"label": "CSV", "url": "#", "size": "3 kB"},
        ],
        "chosen": [{"label": "Amberdale", "url": "#"}, {"label": "Charity", "url": "#"}],
        "periods": [("q1", "Quarter 1"), ("q2", "Quarter 2, July to September")],
        "states": STATES,
        "courses": COURSES,
        "icons": ICONS,
    }


def _both(draw: Any) -> dict[str, Any]:
    return {"wide": draw(Width.WIDE), "narrow": draw(Width.NARROW)}


def _percent(value: float) -> str:
    return f"{value:.0%}"


def _funnel(width: Width) -> charts.FunnelChart:
    points = [
        charts.FunnelPoint(
            name=name,
            size=size,
            value=value,
            title=f"{name}: {value:.0%} of {size}",
            shape=Shape.DOWN if name == "Harrowby" else Shape.CIRCLE,
            tone=_funnel_tone(name),
        )
        for name, size, value in DISTRICTS
    ]
    return charts.funnel_chart(
        points,
        [_edge(size) for size in range(10, 260, 5)],
        COUNTY,
        words=Words(
            title="Found support easy to use, compared fairly",
            description="Share of groups that found support easy, by how many answered.",
            statement=(
                "Six of seven districts are where chance alone would put them. Harrowby is below."
            ),
        ),
        x_title="groups that answered",
        y_title="found support easy",
        width=width,
        write_y=_percent,
    )


def _funnel_tone(name: str) -> Tone:
    return {"Harrowby": Tone.CONCERN, "Amberdale": Tone.NEUTRAL}.get(name, Tone.COMMON)


def _edge(size: int) -> charts.FunnelEdge:
    spread = sqrt(COUNTY * (1 - COUNTY) / size)
    low, high = (max(0.4, COUNTY - 1.96 * spread), min(1.0, COUNTY + 1.96 * spread))
    least, most = (max(0.4, COUNTY - 3.09 * spread), min(1.0, COUNTY + 3.09 * spread))
    return charts.FunnelEdge(size, low, high, least, most)


def _xmr(width: Width) -> charts.XmrChart:
    points = [
        charts.XmrPoint(
            label=month,
            value=value,
            title=f"{month}: {value}",
            shape=Shape.UP if place > 7 else Shape.CIRCLE,
            tone=Tone.IMPROVE if place > 7 else Tone.COMMON,
        )
        for place, (month, value) in enumerate(zip(MONTHS, SUPPORTED, strict=True))
    ]
    return charts.xmr_chart(
        points,
        [charts.XmrSegment(0, 13, mean=67.4, low=57, high=78)],
        words=Words(
            title="Groups supported each month",
            description="Thirteen months with their mean and the limits that chance explains.",
            statement="Improving: five months in a row above the average.",
        ),
        y_title="groups",
        target=70,
        target_words="target 70",
        width=width,
    )


def _bars(width: Width) -> charts.BarChart:
    bars = [
        charts.Bar("Amberdale Community Hub", 94, "94", Tone.NEUTRAL, target=100),
        charts.Bar("Voluntary Action Fosseshire", 87, "87", target=80),
        charts.Bar("Northgate Resource Centre", 0, "0, counted"),
        charts.Bar("Wreake Side Link", None, "not measured"),
    ]
    words = Words(
        title="Contributed to",
        description="Support activities each body took part in, beside its target.",
        statement="Two bodies took part in most of the support.",
    )
    return charts.bar_chart(bars, words=words, width=width)


def _tiles(width: Width) -> charts.TileMap:
    depth = charts.shades([figure for *_, figure in REACHED])
    tiles = [
        charts.Tile(name, column, row, "not given" if figure is None else str(figure), shade, name)
        for (name, column, row, figure), shade in zip(REACHED, depth, strict=True)
    ]
    words = Words(
        title="Groups helped per 100 known",
        description="Schematic map: every place the same size.",
        statement="Schematic map; Amberdale is outlined.",
    )
    return charts.tile_map(tiles, words=words, width=width)


def _outlines(width: Width) -> charts.OutlineMap:
    shapes = [
        charts.Outline("Amberdale", "M0 0L40 4L44 30L8 38Z", "64", 3, key="Amberdale"),
        charts.Outline("Cotterby", "M40 4L80 0L86 28L44 30Z", "66", 4, key="Cotterby"),
        charts.Outline("Fosse Vale", "M8 38L44 30L50 60L14 58Z", "44", 1, key="Fosse Vale"),
        charts.Outline("Harrowby", "M44 30L86 28L80 62L50 60Z", "not given", 0, key="Harrowby"),
    ]
    words = Words(
        title="The same by outline",
        description="Four invented districts shaded by groups helped per 100 known.",
        statement="Cotterby helped most of the groups it knows; Harrowby gave no figure.",
    )
    return charts.outline_map(shapes, words=words, width=width, tallest=300)


def _spark() -> charts.Sparkline:
    words = Words(title="Groups supported", description="", statement="Rising since May.")
    return charts.sparkline(SUPPORTED, words=words, tone=Tone.IMPROVE, shape=Shape.UP)
