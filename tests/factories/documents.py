"""Documents, their files and who may see them."""

import io
from datetime import timedelta
from typing import Any

from tests.factories.making import NOW, TODAY, filled, number
from tests.factories.organisations import make_organisation
from tests.factories.people import make_account
from trellis.documents.models import (
    Attachment,
    Audience,
    Document,
    DocumentLink,
    DocumentLinkDay,
    SearchText,
    Tag,
    Version,
)
from trellis.documents.queries.links import secret_hash
from trellis.documents.rules.folding import fold
from trellis.documents.rules.search import words_of
from trellis.kernel import files


def make_document(**given: Any) -> Document:
    """Of an organisation, for its keepers only, with no file yet."""
    owner = given["owner"] if "owner" in given else make_organisation()
    fields = filled(
        given,
        owner=owner,
        area=lambda: owner.area if owner else None,
        title=f"Document {number()}",
        kind=Document.Kind.REPORT,
        added_at=NOW,
        changed_at=NOW,
    )
    row = Document.objects.create(title_folded=fold(fields["title"]), **fields)
    SearchText.objects.create(document=row, title_words=words_of(row.title, most=400))
    return row


def make_search_text(**given: Any) -> SearchText:
    """Of a document, which has one already."""
    document: Document = given.pop("document", None) or make_document()
    found = SearchText.objects.get(document=document)
    SearchText.objects.filter(pk=found.pk).update(**given)
    return SearchText.objects.get(pk=found.pk)


def make_version(**given: Any) -> Version:
    """A plain text; give `content` for another."""
    content: bytes = given.pop("content", b"The minutes of the meeting.")
    kept = files.keep(io.BytesIO(content), folder="documents")
    return Version.objects.create(
        **filled(
            given,
            document=make_document,
            number=1,
            digest=kept.digest,
            size=kept.size,
            file_type="text",
            file_name="minutes.txt",
            added_at=NOW,
        )
    )


def make_audience(**given: Any) -> Audience:
    return Audience.objects.create(
        **filled(given, document=make_document, kind=Audience.Kind.PUBLIC)
    )


def make_tag(**given: Any) -> Tag:
    fields = filled(given, document=make_document, word=f"tag {number()}")
    return Tag.objects.create(folded=fold(fields["word"]), **fields)


def make_attachment(**given: Any) -> Attachment:
    of = f"performance.value:{number()}"
    return Attachment.objects.create(
        **filled(given, document=make_document, of=of, label="A figure", address="/performance/")
    )


def make_document_link(**given: Any) -> DocumentLink:
    """Give its `secret` to know it; it opens for a fortnight from the tests' day."""
    secret = given.pop("secret", "") or f"a secret {number()}"
    return DocumentLink.objects.create(
        **filled(
            given,
            document=make_document,
            label="The auditor",
            secret_hash=secret_hash(secret),
            given_by=make_account,
            given_at=NOW,
            until=TODAY + timedelta(days=14),
        )
    )


def make_document_link_day(**given: Any) -> DocumentLinkDay:
    return DocumentLinkDay.objects.create(
        **filled(given, link=make_document_link, on=TODAY, times=1)
    )
