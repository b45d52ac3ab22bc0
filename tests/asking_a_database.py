"""`--asking-a-database`: only the tests that ask a database anything. What asks none answers the
same beside every database, and is not asked twice."""

import pytest

_THEIR_FIXTURES = {"db", "transactional_db", "django_db_setup", "empty", "bare_house"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--asking-a-database", action="store_true", help=__doc__)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--asking-a-database"):
        return
    others = [item for item in items if not _asks(item)]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in set(others)]


def _asks(item: pytest.Item) -> bool:
    if any(item.get_closest_marker(name) for name in ("django_db", "postgres", "prove")):
        return True
    return not _THEIR_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
