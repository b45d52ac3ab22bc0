"""Everything that other rooms and our own pages read of places."""

from trellis.places.queries.figures import Figure, figure, figures, populations
from trellis.places.queries.trees import (
    Area,
    Node,
    ancestors,
    area,
    areas,
    areas_that,
    chains,
    children,
    place,
    subtree_ids,
    subtrees,
    tree,
)

__all__ = [
    "Area",
    "Figure",
    "Node",
    "ancestors",
    "area",
    "areas",
    "areas_that",
    "chains",
    "children",
    "figure",
    "figures",
    "place",
    "populations",
    "subtree_ids",
    "subtrees",
    "tree",
]
