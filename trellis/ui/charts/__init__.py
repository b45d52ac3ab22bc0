"""Charts as ready coordinates: pure geometry that a template loops over to write an SVG.

Every chart comes WIDE (640) or NARROW (340); the page carries both and the style sheet shows the
one that fits. Words are translated before they come here.
"""

from trellis.ui.charts.bars import Bar, BarChart, bar_chart
from trellis.ui.charts.funnel import FunnelChart, FunnelEdge, FunnelPoint, funnel_chart
from trellis.ui.charts.maps import Outline, OutlineMap, Tile, TileMap, outline_map, shades, tile_map
from trellis.ui.charts.parts import Shape, Tone, Width, Words
from trellis.ui.charts.sparkline import Sparkline, sparkline
from trellis.ui.charts.xmr import XmrChart, XmrPoint, XmrSegment, xmr_chart

__all__ = [
    "Bar",
    "BarChart",
    "FunnelChart",
    "FunnelEdge",
    "FunnelPoint",
    "Outline",
    "OutlineMap",
    "Shape",
    "Sparkline",
    "Tile",
    "TileMap",
    "Tone",
    "Width",
    "Words",
    "XmrChart",
    "XmrPoint",
    "XmrSegment",
    "bar_chart",
    "funnel_chart",
    "outline_map",
    "shades",
    "sparkline",
    "tile_map",
    "xmr_chart",
]
