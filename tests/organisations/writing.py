"""What the tests of this room write into forms and entries."""

from typing import Any

from trellis.organisations.actions import Details

NAME = "Wreake Wanderers"


def details(**given: Any) -> Details:
    """A group in no particular place."""
    return Details(**{"name": NAME, "kind": "group", **given})


def entry(**given: Any) -> dict[str, Any]:
    """The fields of the entry form as a browser sends them: `names`, `numbers` and `covers` are
    lists of pairs, everything else is a field of its own."""
    rows = {name: given.pop(name, []) for name in ("names", "numbers", "covers")}
    sent: dict[str, Any] = {"name": NAME, "kind": "group", **given}
    fields = {
        "names": ("kind", "name"),
        "numbers": ("scheme", "value"),
        "covers": ("place", "covers_as"),
    }
    for prefix, pairs in rows.items():
        sent[f"{prefix}-TOTAL_FORMS"] = len(pairs)
        sent[f"{prefix}-INITIAL_FORMS"] = 0
        for number, pair in enumerate(pairs):
            for field, value in zip(fields[prefix], pair, strict=True):
                sent[f"{prefix}-{number}-{field}"] = value
    return sent
