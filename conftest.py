"""Where pytest begins: `cast` can be asked for in every test (see tests/cast.py)."""

pytest_plugins = ("tests.cast",)
