"""A link may be used so many times: of those who come in one moment, no more have the file."""

from functools import partial

import pytest

from tests.at_once import at_once
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

    take = partial(actions.take_by_link, secret="s", by=STRANGER, now=NOW)
    answers = at_once(*[take] * AT_ONCE, refused=(queries.LinkDeadError,))

    assert sorted(answers) == ["done"] * MOST + ["refused"] * (AT_ONCE - MOST)
    assert DocumentLinkDay.objects.get(link=link).times == MOST
    assert AuditLine.objects.filter(verb="documents.link.used").count() == MOST
