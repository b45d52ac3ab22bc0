"""Settings, root addresses and the way in. Importing this package chooses the SQLite engine.

The swap must come before Django loads its database backend, and every way in (command line,
WSGI, tests) names a settings module inside this package, so it is done here and nowhere else.
"""

from trellis.config.engine import swap_in_safe_sqlite

swap_in_safe_sqlite()
