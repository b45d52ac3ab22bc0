"""Small pieces: functions, files and templates that can be read at one sitting."""

from pathlib import Path
from statistics import median, quantiles

from tests.architecture.source import HOUSE, Function, body_of, functions, python_files, where

CODE = python_files("trellis", "bench")
ALL = CODE + python_files("tests")


def length(function: Function) -> int:
    """Lines of the body. Signatures and docstrings are names and reasons, of which there cannot
    be too many."""
    body = body_of(function)
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def ninth_tenth(sizes: list[int]) -> float:
    return quantiles(sizes, n=10)[-1]


def test_functions_are_short() -> None:
    sizes = [length(function) for path in CODE for function in functions(path)]

    assert median(sizes) < 10
    assert ninth_tenth(sizes) < 30


def test_no_function_is_long() -> None:
    long = [
        f"{where(path, function)} {function.name}: {length(function)} lines"
        for path in ALL
        for function in functions(path)
        if length(function) > 60
    ]

    assert long == []


def test_files_are_short() -> None:
    assert ninth_tenth([lines(path) for path in CODE]) < 250


def test_no_file_is_long() -> None:
    assert [f"{path}: {lines(path)} lines" for path in ALL if lines(path) > 400] == []


def test_no_template_is_long() -> None:
    templates = sorted(HOUSE.rglob("*.html"))

    assert [f"{path}: {lines(path)} lines" for path in templates if lines(path) > 200] == []
