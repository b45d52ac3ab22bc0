"""Marks in every private text of the house, and how they are found again in whatever leaves it."""

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from email.header import decode_header, make_header
from itertools import count
from typing import Any

from django.apps import apps
from django.core.mail import EmailMessage
from django.db import models
from pypdf import PdfReader

from trellis.kernel.holdings import Subject, declared, personal_fields, rows
from trellis.kernel.logs import OneLineJson
from trellis.kernel.privacy import By
from trellis.people.models import Account

_MARK = re.compile(r"leakmark\d{5}x", re.IGNORECASE)
# Not texts of people: digests, codes, and what a library reads. The words of a value are written to
# be read by everybody, and what was done is only added to: both stay as they are written.
_NOT_TEXT = re.compile(
    r"^performance\.|^record\.|_key$|\.digest$|\.code$|\.type$|\.role$|\.topic$|\.often$|\.password$|session_data$|"
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
