"""Who may do what, asked of the house itself: every address, every method, the whole cast."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.architecture.scene import DRAFT, Scene
from tests.cast import PARTS

FILE = Path(__file__).resolve().parents[1] / "permissions.csv"
METHODS = ("GET", "POST")
ELSEWHERE = "elsewhere"
HEADER = ("name", "of", "method", "address", *PARTS, ELSEWHERE)

# Not of an object that belongs to somebody: a secret or key somebody was sent, one's own things.
OWN = {"secret", "key", "uidb36", "pk", "kind"}
STAND_INS = {"secret": "not-a-secret", "key": "not-a-key", "uidb36": "1", "pk": 1}


@dataclass(frozen=True, order=True)
class Address:
    """One page in one state of its object. `route` is as written in `urls.py`."""

    name: str
    of: str
    route: str
    arguments: tuple[str, ...]

    @property
    def is_of_an_object(self) -> bool:
        return bool(set(self.arguments) - OWN)


def addresses() -> list[Address]:
    found = list(_within(get_resolver(), "", ()))
    drafts = [
        Address(each.name, DRAFT, each.route, each.arguments)
        for each in found
        if each.name.startswith("performance:") and "slug" in each.arguments
    ]
    return sorted([*found, *drafts])


def _within(resolver: URLResolver, prefix: str, spaces: tuple[str, ...]) -> Iterator[Address]:
    for found in resolver.url_patterns:
        route = prefix + str(found.pattern)
        if isinstance(found, URLResolver):
            inner = (*spaces, found.namespace) if found.namespace else spaces
            yield from _within(found, route, inner)
        elif isinstance(found, URLPattern):
            name = ":".join((*spaces, found.name or ""))
            yield Address(name, "", f"/{route}", _arguments(route))


def _arguments(route: str) -> tuple[str, ...]:
    pieces = [piece.split(">")[0] for piece in route.split("<")[1:]]
    return tuple(piece.split(":")[-1] for piece in pieces)


class Asking:
    """Asks on behalf of the cast. Nothing that an answer did outlives it."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._clients: dict[tuple[str, bool], Client] = {}

    def answer(self, url: str, method: str, key: str, *, elsewhere: bool = False) -> str:
        """`200`, `404` …; `login` or `confirm` for being sent to do that first."""
        client = self.client(key, elsewhere)
        with undone():
            response = client.generic(method, url)
            if response.streaming:
                response.getvalue()  # reading it to its end closes the file behind it
            return _in_a_word(response)

    def url(self, address: Address) -> str:
        known = {**STAND_INS, **self.scene.facts_for(address.name, address.of)}
        return reverse(
            address.name,
            kwargs={name: known[name] for name in address.arguments},
            query=self.scene.asked_with(address.name),
        )

    def client(self, key: str, elsewhere: bool = False) -> Client:  # noqa: FBT001, FBT002
        """A fresh client with the cookies of one that signed in before."""
        if (key, elsewhere) not in self._clients:
            self._clients[key, elsewhere] = self.scene.cast.client(key, elsewhere=elsewhere)
        fresh = Client(raise_request_exception=False)
        for name, morsel in self._clients[key, elsewhere].cookies.items():
            fresh.cookies[name] = morsel.value
        return fresh

    def row(self, address: Address, method: str) -> dict[str, str]:
        """The line of the file for one page and method."""
        url = self.url(address)
        line = {key: self.answer(url, method, key) for key in PARTS}
        return {
            "name": address.name,
            "of": address.of,
            "method": method,
            "address": address.route,
            **line,
            ELSEWHERE: self._elsewhere(url, method, line) if address.is_of_an_object else "",
        }

    def _elsewhere(self, url: str, method: str, line: Mapping[str, str]) -> str:
        """What those who may come in get when they hold the same role in the other world; empty
        where everybody may and where nobody may. (A page of no object has no other world.)"""
        answers = {
            self.answer(url, method, key, elsewhere=True)
            for key in those_let_in(line)
            if key != "administrator"  # who keeps the platform is at home in every world
        }
        return "/".join(sorted(answers))


def those_let_in(line: Mapping[str, str]) -> list[str]:
    """Whoever gets further than a stranger, by their role."""
    if line["anonymous"] in {"200", "302"}:
        return []
    return [key for key in PARTS if line[key] in {"200", "302", "400"}]


def _in_a_word(response: Any) -> str:
    sent_to = response.get("Location", "").split("?")[0]
    words = {reverse("account_login"): "login", reverse("account_reauthenticate"): "confirm"}
    return words.get(sent_to, str(response.status_code))


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def kept() -> list[dict[str, str]]:
    """The lines of the file."""
    if not FILE.exists():
        return []
    with FILE.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def write(rows: Iterable[Mapping[str, str]]) -> None:
    with FILE.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, HEADER, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
