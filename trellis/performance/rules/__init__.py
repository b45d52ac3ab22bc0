"""Arithmetic of the performance room: pure, exact, and without a database.

`codes` are the words stored in the database; `ratings`, `movement`, `intervals`, `funnel`, `xmr`
(with `special_causes`), `figures` and `combine` each answer one question about figures. Figures
are worked as fractions, so that "exactly on target" is decided before anything is rounded.
"""
