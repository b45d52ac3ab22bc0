"""Handing letters to the mail server, so that at every moment it is known how far it has come."""

import logging
import re
import smtplib
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address
from django.db import transaction

from trellis.kernel.jobs import enqueue
from trellis.messages import words
from trellis.messages.actions import delivering
from trellis.messages.queries import Letter, unsubscribe_secret, written
from trellis.messages.rules.replies import ACCEPTED, Came, Outcome, outcome_of

SPELL: Final = 20.0  # seconds after which other jobs get their turn
# Names that can belong to nobody (RFC 2606): the invented county writes to its own kind only where
# mail is kept as files.
NOBODYS: Final = (".example", ".invalid", ".test")
logger = logging.getLogger("trellis.mail")


class NotReachedError(Exception):
    """The mail server cannot be reached; nothing was said to it."""


def deliver_some(*, now: datetime) -> None:
    """Send what is due, some seconds of it, and enqueue the rest."""
    if not delivering.is_any_due(now=now):
        return
    ends = time.monotonic() + SPELL
    with _post() as post:
        while post.is_open() and (letter := delivering.claim(now=now)):
            outcome = post.hand_over(letter)
            delivering.record(letter, outcome, now=now)
            if time.monotonic() > ends:
                with transaction.atomic():
                    enqueue("messages.deliver", now=now)
                return


class Post:
    """A line to the mail server, opened before a letter is claimed: while the server is away,
    letters wait and none is tried."""

    def __init__(self) -> None:
        self.backend: Any = get_connection()

    def is_open(self) -> bool:
        try:
            self.backend.open()
        except (OSError, smtplib.SMTPException) as fault:
            logger.warning("the mail server is not reached: %s", type(fault).__name__)
            return False
        return True

    def hand_over(self, letter: Letter) -> Outcome:
        if isinstance(self.backend, EmailBackend) and letter.address.endswith(NOBODYS):
            return Outcome(Came.NEVER, "reserved")
        message = message_of(letter)
        try:
            if isinstance(self.backend, EmailBackend) and self.backend.connection:
                return self._converse(self.backend.connection, message, letter)
            self.backend.send_messages([message])
        except (OSError, smtplib.SMTPException, UnicodeError) as fault:
            logger.warning("a letter was not taken: %s", type(fault).__name__)
            self.close()
            return Outcome(Came.LATER, type(fault).__name__[:40])
        except ValueError:  # no letter can be made of it, today or tomorrow
            logger.warning("a letter cannot be written")
            return Outcome(Came.NEVER, "malformed")
        return ACCEPTED

    def _converse(
        self, server: smtplib.SMTP, message: EmailMultiAlternatives, letter: Letter
    ) -> Outcome:
        """Sender, receiver, words: each with its answer (RFC 5321 3.3). Raises OSError or
        SMTPException only before the words are through, while nothing can have been taken."""
        words = _as_sent(message)
        server.ehlo_or_helo_if_needed()
        steps = (
            ("MAIL FROM:<" + return_path(letter) + ">", False),
            ("RCPT TO:<" + sanitize_address(letter.address, "utf-8") + ">", True),
            ("DATA", False),
        )
        for said, about_address in steps:
            code, answer = server.docmd(said)
            if code != 354 and not 200 <= code < 300:
                with suppress(OSError, smtplib.SMTPException):
                    server.rset()
                return outcome_of(code, _text(answer), about_address=about_address)
        return self._send_words(server, words)

    def _send_words(self, server: smtplib.SMTP, words: bytes) -> Outcome:
        """From the last line on the server may have taken it, whatever we hear."""
        server.send(words)
        try:
            server.send(b".\r\n")
            code, said = server.getreply()
        except (OSError, smtplib.SMTPException) as fault:
            self.close()
            return Outcome(Came.UNKNOWN, type(fault).__name__[:40])
        return outcome_of(code, _text(said), about_address=False)

    def close(self) -> None:
        with suppress(OSError, smtplib.SMTPException):
            self.backend.close()


@contextmanager
def _post() -> Iterator[Post]:
    post = Post()
    try:
        yield post
    finally:
        post.close()


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """The letter as an e-mail: plain words, the same as HTML, nothing that tells us it was read."""
    told = written(letter)
    secret = unsubscribe_secret(letter.address_key, letter.kind)
    rid = words.address_of("messages:unsubscribe", secret=secret)
    message = EmailMultiAlternatives(
        " ".join(told.subject.split()),  # a header is one line, whatever a title is
        told.text,
        to=[letter.address],
        headers={
            "Message-ID": f"<{letter.token}@{_host()}>",
            "Auto-Submitted": "auto-generated",  # RFC 3834: nobody's absence note answers it
            "List-Unsubscribe": f"<{rid}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
        },
    )
    if told.html:
        message.attach_alternative(told.html, "text/html")
    return message


def return_path(letter: Letter) -> str:
    """Whom the mail server tells that a letter could not be brought: where a mailbox for returns
    is set, the letter's own address in it (`returns+token@example.org`), so that no report needs
    to be guessed at."""
    returns = settings.TRELLIS_MAIL_RETURNS or settings.DEFAULT_FROM_EMAIL
    address = bare(sanitize_address(returns, "utf-8"))
    mailbox, _at, host = address.rpartition("@")
    return f"{mailbox}+{letter.token}@{host}" if settings.TRELLIS_MAIL_RETURNS else address


def bare(address: str) -> str:
    """`Trellis <trellis@example.org>` without its name."""
    return address.rpartition("<")[2].rstrip(">")


def _host() -> str:
    return settings.ALLOWED_HOSTS[0]


def _as_sent(message: EmailMultiAlternatives) -> bytes:
    """Lines end as SMTP wants them, and one that begins with a full stop gets another. A link is
    put back on the line that it belongs to: it is short enough, and simple programs look there."""
    told = re.sub(rb"\r\n|\r|\n", b"\r\n", message.message().as_bytes())
    told = re.sub(rb"(?m)^(List-Unsubscribe:) *\r\n +", rb"\1 ", told, count=1)
    told = re.sub(rb"(?m)^\.", b"..", told)
    return told if told.endswith(b"\r\n") else told + b"\r\n"


def _text(said: bytes) -> str:
    return said.decode("ascii", "replace")
