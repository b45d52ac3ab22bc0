"""The tools every room uses: policy, lifecycle, deadlines, events, audit, periods, money.

Words: *viewer* (whoever is asking), *capability* (one named power), *act* (one change that
somebody made, with its audit line and its event), *seal* (a link of the audit chain), *job*
(work put off until after the act).

Serves every system of the house; nothing here knows what a voluntary organisation is.
"""
