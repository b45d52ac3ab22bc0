"""The engine gate: which SQLite is in use, and whether it may write ahead.

SQLite 3.7.0 to 3.51.2 can corrupt a write-ahead log that two connections reset at once; it is
mended in 3.51.3 and in the backports 3.50.7 and 3.44.6. The `pysqlite3` wheel brings a mended
engine; without it Trellis falls back to the rollback journal, which is slower and safe.
"""

import sqlite3 as standard_library_sqlite
import sys
from typing import Final

Version = tuple[int, int, int]

_MENDED: Final[Version] = (3, 51, 3)
_BACKPORTS: Final[dict[tuple[int, int], int]] = {(3, 50): 7, (3, 44): 6}


def swap_in_safe_sqlite() -> None:
    """Put the wheel's engine in the place of the standard library's, where the wheel exists."""
    try:
        import pysqlite3
        import pysqlite3.dbapi2
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def sqlite_version() -> Version:
    """The version of the engine that Django will use."""
    module = sys.modules.get("sqlite3", standard_library_sqlite)
    major, minor, patch = module.sqlite_version.split(".")[:3]
    return int(major), int(minor), int(patch)


def may_write_ahead(version: Version) -> bool:
    """Whether WAL is safe on this engine."""
    if version >= _MENDED or version < (3, 7, 0):
        return version >= _MENDED
    patch = _BACKPORTS.get(version[:2])
    return patch is not None and version[2] >= patch


def journal_mode() -> str:
    """`WAL` where it is safe, else the rollback journal."""
    return "WAL" if may_write_ahead(sqlite_version()) else "DELETE"


def init_command() -> str:
    """What every new SQLite connection is told first. FULL: a receipt survives a power cut."""
    return (
        f"PRAGMA journal_mode={journal_mode()};"
        "PRAGMA synchronous=FULL;"
        "PRAGMA foreign_keys=ON;"
        "PRAGMA trusted_schema=OFF;"
        # Without it, INSERT OR REPLACE deletes a row behind the back of the append-only triggers.
        "PRAGMA recursive_triggers=ON;"
        "PRAGMA cache_size=-32000;"
        "PRAGMA temp_store=MEMORY;"
        "PRAGMA journal_size_limit=67108864;"
    )
