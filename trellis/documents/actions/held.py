"""The row an act is about, held until the act is done."""

from trellis.documents.models import Document
from trellis.documents.policy import DOCUMENT
from trellis.kernel.viewer import Viewer


def held(document_id: int, rule: str, *, by: Viewer) -> Document:
    """404 or 403 as its policy says."""
    rows = Document.objects.select_for_update(of=("self",))
    return DOCUMENT.get(by, rows, rule, pk=document_id)
