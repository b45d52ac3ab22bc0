"""The one way in for tables: a file is read, its columns are told apart, every row is checked and
shown, and only then does the worker take it in; what came in can be taken back.

Words: *intake* (one table that was brought, from its file to what came of it), *shape* (what a
room takes in: its columns, its check, its way of writing and of taking back), *mapping* (which
column is what, remembered for the next file of that make), *staged row* (one line of the table,
not in the record yet), *batch* (some rows that were written in one transaction, and what it
takes to take them back).

Serves 003 s8.4 (figures that differ from one return to the next), 001 4.9 (one database of the
groups of an area, kept by several).
"""
