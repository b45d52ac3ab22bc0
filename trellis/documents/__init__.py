"""Documents of an area: kept once, in versions, and seen by whom they are meant for.

Words: *document* (one thing that was written, whatever file it comes in), *version* (a file of it;
a later one takes its place), *audience* (who may see a document: rows, not a setting), *keeper*
(whoever keeps the documents of its owner), *attachment* (a document that stands behind another
record), *held elsewhere* (a document that is on record without a file).

Serves 003 App 9 (the documents a review was made from) and 12.2-12.4 (evidence behind figures);
001 4.9; mission 2, 36.
"""
