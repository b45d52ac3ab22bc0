"""How an area's infrastructure is doing: the framework, its figures, and what may be said of them.

Words: *framework* (outcomes, indicators and rules agreed for a time), *indicator* (one thing that
is looked at) and its *versions*, *target*, *value* (with one of nine states; corrected by a later
row, never overwritten), *rating* (worked out from value, target and rule, the only thing that is
coloured), *reported rating* (a colour somebody stated, shown in words), *appraisal* (how strong
the evidence is, 0 to 5, said by somebody other than its author), *reconciliation* (what a document
states beside what its parts add up to), *conflict* (two statements that cannot both hold).

Serves 003 Rec 3, s8.2-8.6, App 2, App 8; mission 4, 5, 35.
"""
