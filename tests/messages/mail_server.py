"""A mail server of our own, on a real socket, that answers as it is told to."""

import email
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default

from django.test import override_settings


@dataclass
class Taken:
    sender: str
    receiver: str
    message: EmailMessage


@dataclass
class MailServer:
    """`answers` gives the reply to MAIL, RCPT, DATA or END (the end of the words), the usual one
    where it gives none; `hangs_up_after` is one of these. While `goes_on` is not set, nothing is
    answered once the words are in, which sets `has_words`."""

    port: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    hangs_up_after: str = ""
    taken: list[Taken] = field(default_factory=list)
    read: list[Taken] = field(default_factory=list)
    has_words: threading.Event = field(default_factory=threading.Event)
    goes_on: threading.Event = field(default_factory=threading.Event)


USUAL = {"MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go on", "END": "250 taken"}


class _Conversation(socketserver.StreamRequestHandler):
    server: "_Listening"

    def handle(self) -> None:
        self.at = self.server.told
        self._say("220 mail.example.org")
        sender = receiver = ""
        while line := self.rfile.readline().decode().strip():
            word = line.split(maxsplit=1)[0].upper()
            if word in {"EHLO", "HELO", "RSET", "NOOP"}:
                self._say("250 mail.example.org")
            elif word == "QUIT":
                self._say("221 bye")
                return
            elif word == "DATA":
                if self._answer("DATA") and not self._words(sender, receiver):
                    return
            elif word in {"MAIL", "RCPT"}:
                address = line.split("<")[1].split(">")[0]
                sender, receiver = (address, "") if word == "MAIL" else (sender, address)
                self._answer(word)
            if self.at.hangs_up_after == word:
                return

    def _words(self, sender: str, receiver: str) -> bool:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line[1:] if line.startswith(b"..") else line)
        message = email.message_from_bytes(b"".join(lines), policy=default)
        assert isinstance(message, EmailMessage)
        self.at.read.append(Taken(sender, receiver, message))
        self.at.has_words.set()
        self.at.goes_on.wait(60)
        if self.at.hangs_up_after == "END":
            return False
        if self._answer("END"):
            self.at.taken.append(self.at.read[-1])
        return True

    def _answer(self, word: str) -> bool:
        reply = self.at.answers.get(word, USUAL[word])
        self._say(reply)
        return reply[0] in "23"

    def _say(self, reply: str) -> None:
        self.wfile.write(f"{reply}\r\n".encode())


class _Listening(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    told: MailServer

    def handle_error(self, *args: object) -> None:
        """Whoever hangs up in the middle, or is killed, is what the tests are about."""


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Answers at once until it is told otherwise; the house of this process writes to it."""
    told = MailServer()
    told.goes_on.set()
    with _Listening(("127.0.0.1", 0), _Conversation) as listening:
        listening.told, told.port = told, listening.server_address[1]
        threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True).start()
        with override_settings(
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=told.port,
            EMAIL_USE_TLS=False,
            EMAIL_TIMEOUT=2,
        ):
            yield told
        told.goes_on.set()
        listening.shutdown()
