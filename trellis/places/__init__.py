"""The tree of places, with official codes, dated figures and boundaries that change.

Words: *area* (the root of a tree: the partnership's own area, and what kind of record it is),
*place* (a node: county, district, ward …), *figure* (a dated number about a place, with its
source), *outline* (its boundary, once a file was imported), *succession* (one place taking over
from another when boundaries change), *outcode* (the first half of a postcode).

Serves 003 s8.5 (localities compared), 001 4.9 (one database by place), 003 App 2 outcome 5.
"""
