"""Places, as far as this room must know the tree."""

from collections.abc import Collection

from django.apps import apps


def below(roots: Collection[int]) -> dict[int, frozenset[int]]:
    """Each place with all below it, itself included; one query for the whole small tree."""
    children: dict[int, list[int]] = {}
    rows = apps.get_model("places", "Place").objects.exclude(parent=None)
    for place, parent in rows.values_list("pk", "parent_id") if roots else ():
        children.setdefault(parent, []).append(place)

    def subtree(place: int) -> set[int]:
        return {place}.union(*(subtree(child) for child in children.get(place, ())))

    return {root: frozenset(subtree(root)) for root in roots}
