"""Choosing one of many by its name, where a list of all would be too long."""

from collections.abc import Callable, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Those whose names begin with the words of what was typed, by id.
Find = Callable[[str], Mapping[int, str]]


def one_named(typed: str, find: Find) -> int:
    """The one organisation that somebody means by what they typed. Raises ValidationError."""
    found = find(typed)
    named = [pk for pk, name in found.items() if name.casefold() == typed.strip().casefold()]
    if len(found) == 1 or len(named) == 1:
        return named[0] if named else next(iter(found))
    if not found:
        raise ValidationError(
            _("No open organisation has this name. Enter the beginning of each word of it.")
        )
    raise ValidationError(
        _("Several fit: %(names)s. Enter the whole name of the one you mean.")
        % {"names": ", ".join(list(found.values())[:5])}
    )
