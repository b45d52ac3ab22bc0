"""A link may be used so many times: of those who come in one moment, no more have the file."""

from threading import Barrier, Thread

import pytest
from django.db import OperationalError, connection

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories import make_document, make_document_link, make_version
from trellis.documents import actions, queries
from trellis.documents.models import DocumentLinkDay
from trellis.kernel.models import AuditLine
from trellis.kernel.viewer import STRANGER

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE, MOST = 6, 2


def test_no_more_than_were_given(cast: Cast) -> None:
    row = make_document(owner=cast.world.bodies["hub_a"])
    make_version(document=row)
    link = make_document_link(
        document=row, secret="s", most=MOST, given_by=cast.account("hub_worker")
    )

    answers = at_once("s")

    assert sorted(answers) == ["dead"] * (AT_ONCE - MOST) + ["taken"] * MOST
    assert DocumentLinkDay.objects.get(link=link).times == MOST
    assert AuditLine.objects.filter(verb="documents.link.used").count() == MOST


def at_once(secret: str) -> list[str]:
    together = Barrier(AT_ONCE)
    answers: list[str] = []

    def run() -> None:
        together.wait()
        try:
            actions.take_by_link(secret=secret, by=STRANGER, now=NOW)
            answers.append("taken")
        except queries.LinkDeadError:
            answers.append("dead")
        except OperationalError as fault:
            answers.append(str(fault))
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
