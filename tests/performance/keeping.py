"""What the tests share of how a framework is kept by pages."""

from dataclasses import dataclass
from typing import Any

from tests.cast import Cast
from tests.conftest import StrictClient
from tests.performance.reporting import fields_of
from trellis.kernel.models import AuditLine

KEEPER = "infrastructure_manager"


@dataclass(frozen=True)
class Keeping:
    """One of the cast in front of a page with a form."""

    client: StrictClient
    url: str

    def shown(self) -> Any:
        return self.client.get(self.url)

    def hidden(self) -> dict[str, str]:
        """What the page's form carries unseen: its one-use key and the mark of what was there."""
        return fields_of(self.shown().content.decode())

    def send(self, hidden: Any = None, /, **given: Any) -> Any:
        """Fill in the form as it is now (or as it was, with what it carried) and send it."""
        return self.client.post(self.url, {**(hidden or self.hidden()), **given})


def keeping(cast: Cast, url: str, who: str = KEEPER) -> Keeping:
    return Keeping(cast.client(who), url)


def errors_of(page: Any) -> dict[str, list[str]]:
    """What stands by each field of a form that came back; a message twice would be a fault."""
    assert page.status_code == 200, page.status_code
    return {name: list(reasons) for name, reasons in page.context["form"].errors.items()}


def last_line() -> tuple[str, list[str], str]:
    """Verb, fields and reason of the newest audit line."""
    line = AuditLine.objects.latest("id")
    return line.verb, list(line.fields), line.why
