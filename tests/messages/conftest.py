"""What the tests of messages may ask for by name."""

from collections.abc import Iterator

import pytest

from tests.messages.mail_server import MailServer, mail_server


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as told:
        yield told
