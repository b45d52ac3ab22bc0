"""Where pytest begins: `cast` (tests/cast.py), `house` (tests/houses.py) and a real browser
(tests/browser_fixtures.py) can be asked for in every test."""

pytest_plugins = (
    "tests.cast",
    "tests.browser_fixtures",
    "tests.ready_database",
    "tests.asking_a_database",
    "tests.houses",
    "tests.object_store",
)
