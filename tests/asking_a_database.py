"""Which tests a run takes of those there are.

`--asking-a-database`: only the tests that ask a database anything. What asks none answers the same
beside every database, and is not asked twice. Of the long ones that are marked `shared`, which
start whole houses or walk through all pages, two runs side by side take every second one each.
"""

import pytest

from tests.beside import our_share

_THEIR_FIXTURES = {"db", "transactional_db", "django_db_setup", "empty", "bare_house"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--asking-a-database", action="store_true", help=__doc__)


# After `-m` has taken its choice, so that both runs count the same.
@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left = {item for item in items if config.getoption("--asking-a-database") and not _asks(item)}
    shared = [item for item in items if _is_shared(item)]
    left |= set(shared) - set(our_share(shared))
    config.hook.pytest_deselected(items=[item for item in items if item in left])
    items[:] = [item for item in items if item not in left]


def _is_shared(item: pytest.Item) -> bool:
    is_marked = item.get_closest_marker("shared") and not item.get_closest_marker("postgres")
    return bool(is_marked) and _asks(item)


def _asks(item: pytest.Item) -> bool:
    if any(item.get_closest_marker(name) for name in ("django_db", "postgres", "prove")):
        return True
    return not _THEIR_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
