"""A leak hunt: every private text in the house bears a mark of its own, and whoever has no business
with it opens every page, file, feed and search there is. No mark but their own may be met, in what
is answered or in the log."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from tests.architecture.matrix import Address, Asking, addresses
from tests.architecture.scene import Scene
from tests.cast import PARTS, Cast
from tests.factories import make_document, make_search_text, make_version
from trellis.kernel.holdings import Subject, declared, personal_fields, rows
from trellis.kernel.privacy import By

MARK = re.compile(r"leakmark\d{5}x")
# Who sees other people's data by no role; and those with a role in the other world, of whom the
# quick run takes the two that may do most there.
OUTSIDERS = ("anonymous", "resident", "councillor", "funder", "lapsed")
ELSEWHERE = tuple(key for key in PARTS if PARTS[key].role and key != "administrator")
MAY_MOST = ("infrastructure_manager", "hub_worker")
# Not texts of people: digests, codes, and what a library reads. The words of a value are written to
# be read by everybody, and stay as they are written.
_NOT_TEXT = re.compile(
    r"^performance\.|_key$|\.digest$|\.code$|\.type$|\.role$|\.topic$|\.often$|\.password$|session_data$|"
    r"^kernel\.|^mfa\.|^usersessions\.|account\.emailaddress"
)


class Marks:
    """Puts a mark into every private text of every row, and knows which is whose."""

    def __init__(self) -> None:
        self.of: dict[str, tuple[str, int]] = {}
        numbers = count(1)
        for label in _texts():
            app, model, name = label.split(".")
            kind = apps.get_model(app, model)
            for pk in kind._default_manager.order_by("pk").values_list("pk", flat=True):
                mark = f"leakmark{next(numbers):05d}x"
                self.of[mark] = (label, pk)
                field = kind._meta.get_field(name)
                kind._default_manager.filter(pk=pk).update(**{name: _value(field, mark)})

    def own(self, cast: Cast, key: str, *, elsewhere: bool) -> set[str]:
        """The marks of what is somebody's own."""
        if key == "anonymous":
            return set()
        account = cast.account(key, elsewhere=elsewhere)
        account.refresh_from_db()
        subject = Subject(account.person_id, account.pk, "", (account.email,))
        theirs = {
            (f"{held.model._meta.label_lower}.{name}", pk)
            for held in declared()
            if held.holding.by in {By.PERSON, By.ACCOUNT, By.ADDRESS}
            for pk in rows(held, subject).values_list("pk", flat=True)
            for name in held.holding.fates
        }
        return {mark for mark, of in self.of.items() if of in theirs}


def _texts() -> Iterator[str]:
    for room, fields in personal_fields():
        for one in fields:
            label = one.field if one.field.count(".") == 2 else f"{room}.{one.field}"
            app, model, name = label.split(".")
            field = apps.get_model(app, model)._meta.get_field(name)
            is_text = isinstance(field, models.CharField | models.TextField)
            if (is_text or label == "imports.stagedrow.cells") and not _NOT_TEXT.search(label):
                yield label


def _value(field: Any, mark: str) -> Any:
    if isinstance(field, models.EmailField):
        return f"{mark}@leak.example"
    if isinstance(field, models.JSONField):
        return [mark, "Ambley A"]
    return mark if field.max_length is None or field.max_length >= len(mark) else ""


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """With everything in it that any page is about, and everybody who opens one."""
    scene = Scene(cast)
    for address in addresses():
        scene.facts_for(address.name, address.of)
    public = make_document(owner=cast.world.bodies["hub_b"])
    make_search_text(document=make_version(document=public).document)
    for key in PARTS:
        if key != "anonymous":
            cast.account(key)
    for key in ELSEWHERE:
        cast.account(key, elsewhere=True)
    return scene


def _read(client: Client, asking: Asking, address: Address) -> str:
    answer = client.get(asking.url(address))
    content = answer.getvalue() if answer.streaming else answer.content
    with suppress(zipfile.BadZipFile):
        if content.startswith(b"PK"):
            archive = zipfile.ZipFile(io.BytesIO(content))
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return content.decode(errors="replace") + str(dict(answer.headers))


@pytest.mark.django_db
@pytest.mark.parametrize("elsewhere", [MAY_MOST, pytest.param(ELSEWHERE, marks=pytest.mark.prove)])
def test_nobody_meets_what_is_not_theirs(
    scene: Scene, caplog: pytest.LogCaptureFixture, elsewhere: tuple[str, ...]
) -> None:
    cast, asking = scene.cast, Asking(scene)
    who = [*((key, False) for key in OUTSIDERS), *((key, True) for key in elsewhere)]
    clients = {one: asking.client(*one) for one in who}
    marks = Marks()
    met: set[str] = set()
    for (key, is_of_there), client in clients.items():
        own = marks.own(cast, key, elsewhere=is_of_there)
        for address in addresses():
            found = set(MARK.findall(_read(client, asking, address))) - own
            met |= {
                f"{key}{' elsewhere' if is_of_there else ''} at {address.name}: {marks.of[mark][0]}"
                for mark in found
            }
    assert sorted(met) == []
    assert MARK.findall(caplog.text) == []
    # The hunt is not blind: whoever keeps them does meet them.
    keeper = asking.client("infrastructure_manager")
    everything = "".join(_read(keeper, asking, address) for address in addresses())
    assert len(set(MARK.findall(everything))) > 20


@pytest.mark.django_db
def test_a_search_does_not_tell_what_it_may_not_show(scene: Scene) -> None:
    """By what is private, nothing is found: not even that it is there."""
    marks = Marks()
    pages = {
        "documents.searchtext.body": ("documents:list", "documents:record"),
        "documents.document.author": ("documents:list", "documents:record"),
        "organisations.organisation.email": ("organisations:list", "organisations:record"),
        "organisations.organisation.telephone": ("organisations:list", "organisations:record"),
    }
    tried = 0
    for mark, (label, pk) in marks.of.items():
        if label not in pages:
            continue
        listed, record = pages[label]
        page = Client().get(reverse(listed), {"q": mark}).content.decode()
        assert reverse(record, args=[pk]) not in page, label
        tried += 1
    assert tried > 10
