"""What somebody types never chooses a column, an order or a piece of SQL."""

import ast

import pytest

from tests.architecture.source import called_name, calls, python_files, tree, where

ORM = {
    "filter", "exclude", "get", "create", "update", "get_or_create", "update_or_create",
    "aggregate", "annotate", "values", "values_list", "only", "defer", "dates", "datetimes",
}  # fmt: skip
# Names under which input comes in.
INPUT = {"request", "GET", "POST", "cleaned_data", "data", "params", "query", "kwargs"}
RAW = {"raw", "extra", "RawSQL", "mark_safe", "eval", "exec", "SafeString", "loads"}
# Signed by us, or checked next; none of these can make anything but plain data.
LOADS_OF = {"json.loads", "signing.loads", "tomllib.loads"}


def takes_input(call: ast.Call) -> bool:
    """`rows.filter(**request.GET)` and its kind."""
    spread = [keyword.value for keyword in call.keywords if keyword.arg is None]
    names = {
        inner.id if isinstance(inner, ast.Name) else inner.attr
        for value in spread
        for inner in ast.walk(value)
        if isinstance(inner, ast.Name | ast.Attribute)
    }
    return called_name(call).rpartition(".")[2] in ORM and bool(names & INPUT)


def orders_by_input(call: ast.Call) -> bool:
    """An order is a word, an expression, or one of a table in capitals: never a bare variable."""
    if called_name(call).rpartition(".")[2] != "order_by":
        return False
    return not all(_is_chosen_by_us(argument) for argument in call.args)


def _is_chosen_by_us(argument: ast.expr) -> bool:
    match argument:
        case ast.Constant() | ast.Call():
            return True
        case ast.Starred(value=value) | ast.Subscript(value=value):
            return _is_chosen_by_us(value)
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.isupper()
    return False


def is_raw(call: ast.Call) -> bool:
    name = called_name(call)
    return name.rpartition(".")[2] in RAW and name not in LOADS_OF


def lets_a_file_in(call: ast.Call) -> bool:
    """Any but the kernel's field for files, which looks them over for viruses."""
    return called_name(call) in {"forms.FileField", "forms.ImageField"}


@pytest.mark.parametrize("sin", [takes_input, orders_by_input, is_raw, lets_a_file_in])
def test_nobody_does(sin: object) -> None:
    found = [
        where(path, call)
        for path in python_files("trellis")
        for call in calls(tree(path))
        if sin(call)  # type: ignore[operator]
    ]

    assert found == []


@pytest.mark.parametrize(
    ("text", "sin"),
    [
        ("rows.filter(**request.GET)", takes_input),
        ("Person.objects.create(**form.cleaned_data)", takes_input),
        ("rows.order_by(sort)", orders_by_input),
        ("rows.order_by(*request.GET.getlist)", orders_by_input),
        ("rows.extra(where=[a])", is_raw),
        ("pickle.loads(a)", is_raw),
        ("forms.FileField(required=False)", lets_a_file_in),
    ],
)
def test_the_search_finds_it(text: str, sin: object) -> None:
    assert [sin(call) for call in calls(ast.parse(text))] == [True]  # type: ignore[operator]


@pytest.mark.parametrize(
    "text",
    ["rows.order_by('name', '-id')", "rows.order_by(*_ORDER[sort])", "rows.order_by(F('a').asc())"],
)
def test_the_search_lets_an_order_of_ours_pass(text: str) -> None:
    assert not any(orders_by_input(call) for call in calls(ast.parse(text)))
