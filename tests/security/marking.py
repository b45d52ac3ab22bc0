"""Marks in every private text of the house, and how they are found again in whatever leaves it."""

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from email.header import decode_header, make_header
from itertools import count
from typing import Any

from django.apps import apps
from django.core.mail import EmailMessage
from django.db import connection, models
from pypdf import PdfReader

from trellis.kernel.holdings import Subject, declared, personal_fields, rows
from trellis.kernel.logs import OneLineJson
from trellis.kernel.privacy import By
from trellis.kernel.viewer import Viewer
from trellis.people.models import Account
from trellis.record.models import Activity
from trellis.record.policy import ACTIVITY

_MARK = re.compile(r"leakmark\d{5}x", re.IGNORECASE)
# Not texts of people: digests, codes, and what a library reads. The words of a value are written to
# be read by everybody, so they stay as they are written.
_NOT_TEXT = re.compile(
    r"^performance\.|_key$|\.digest$|\.code$|\.type$|\.role$|\.topic$|\.often$|\.password$|session_data$|"
    r"^kernel\.|^mfa\.|^usersessions\.|account\.emailaddress"
)


class Marks:
    """Puts a mark into every private text of every row, and knows which is whose."""

    def __init__(self) -> None:
        self.of: dict[str, tuple[str, int]] = {}
        numbers = count(1)
        with _written_over("record_"):
            for label in _texts():
                app, model, name = label.split(".")
                kind = apps.get_model(app, model)
                for pk in kind._default_manager.order_by("pk").values_list("pk", flat=True):
                    mark = f"leakmark{next(numbers):05d}x"
                    self.of[mark] = (label, pk)
                    field = kind._meta.get_field(name)
                    kind._default_manager.filter(pk=pk).update(**{name: _value(field, mark)})

    def of_activities(self, viewer: Viewer) -> set[str]:
        """The marks of what was done and said of it, where the viewer may read that."""
        seen = set(ACTIVITY.rows(viewer, Activity.objects.all()).values_list("pk", flat=True))
        return {
            mark
            for mark, (label, pk) in self.of.items()
            if label.startswith("record.") and _activities_of(label, pk) & seen
        }

    def own(self, account: Account) -> set[str]:
        """The marks of what is somebody's own."""
        account.refresh_from_db()
        return self.held(Subject(account.person_id, account.pk, "", (account.email,)))

    def held(self, subject: Subject) -> set[str]:
        theirs = {
            (f"{held.model._meta.label_lower}.{name}", pk)
            for held in declared()
            if held.holding.by in {By.PERSON, By.ACCOUNT, By.ADDRESS}
            for pk in rows(held, subject).values_list("pk", flat=True)
            for name in held.holding.fates
        }
        return {mark for mark, of in self.of.items() if of in theirs}


# From a row of the record to the activities that it is said of.
_SAID_OF = {
    "activity": ("pk",),
    "split": ("activity_id",),
    "splitreply": ("split__activity_id",),
    "beneficiaryreply": ("activity_id",),
    "doubleverdict": ("one_id", "other_id"),
}


def _activities_of(label: str, pk: int) -> set[int]:
    app, model, _name = label.split(".")
    paths = _SAID_OF.get(model)
    if paths is None:
        return set()
    rows = apps.get_model(app, model)._default_manager.filter(pk=pk)
    return set(rows.values_list(*paths).get())


@contextmanager
def _written_over(prefix: str) -> Iterator[None]:
    """Within, tables that are only added to take other words, as a mark is."""
    tables = [one for one in connection.introspection.table_names() if one.startswith(prefix)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for turn in ("DISABLE", "ENABLE"):
                # What waits for the end of the transaction is looked at now.
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
                for table in tables:
                    cursor.execute(f'ALTER TABLE "{table}" {turn} TRIGGER USER')
                if turn == "DISABLE":
                    yield
            return
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = [(name, sql) for name, table, sql in cursor.fetchall() if table in tables]
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _name, sql in triggers:
            cursor.execute(sql)


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


def found_in(text: str) -> set[str]:
    """The marks, also where somebody made the first letter large."""
    return {one.lower() for one in _MARK.findall(text)}


def text_of(content: bytes) -> str:
    """What whoever opens a page or file reads: of a PDF its words, of an archive all that is in it,
    of a calendar its lines as they were before they were folded."""
    if content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        return "\n".join([str(reader.metadata), *(page.extract_text() for page in reader.pages)])
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(text_of(archive.read(name)) for name in archive.namelist())
    text = content.decode(errors="replace")
    if text.startswith("BEGIN:VCALENDAR"):
        return text.replace("\r\n ", "")
    return text


def said_in(letter: EmailMessage) -> str:
    """Everything in a letter: whom it is for, its head, and each form of its words."""
    message = letter.message()
    said = [str(make_header(decode_header(str(value)))) for value in message.values()]
    parts = [part.get_payload(decode=True) for part in message.walk()]
    words = [text_of(raw) for raw in parts if isinstance(raw, bytes)]
    return "\n".join([*letter.recipients(), *said, *words])


def logged(records: list[logging.LogRecord]) -> str:
    """As the house writes it down."""
    return "\n".join(OneLineJson().format(one) for one in records)
