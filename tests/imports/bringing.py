"""An import through its pages and its worker, in as few words as a test can have."""

import re
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.conftest import StrictClient
from trellis.imports.models import Intake
from trellis.imports.policy import shapes
from trellis.kernel.jobs import run_next

HEADINGS = ["Name of group", "District", "Charity no", "Email", "Postcode", "Annual income"]


def table(*rows: list[str], headings: list[str] = HEADINGS) -> bytes:
    lines = [headings, *rows]
    return "\r\n".join(",".join(_quoted(cell) for cell in line) for line in lines).encode()


def _quoted(cell: str) -> str:
    return f'"{cell}"' if "," in cell else cell


def bring(client: StrictClient, content: bytes, *, what: str, name: str = "groups.csv") -> Any:
    given = {"what": what, "file": SimpleUploadedFile(name, content)}
    return client.post(reverse("imports:bring"), given)


def sent_form(client: StrictClient, address: str, button: str = "") -> dict[str, str]:
    """What the form of a page would send as it stands: the last one with a field of that name."""
    text = client.get(address).content.decode()
    found: dict[str, str] = {}
    for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", text, re.DOTALL):
        if f'name="{button}"' in form or not button:
            found = _fields(form)
    return found


def _fields(form: str) -> dict[str, str]:
    fields = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = (re.search(rf'\b{key}="([^"]*)"', tag) for key in ("name", "value"))
        if name and 'type="radio"' not in tag:
            fields[name[1]] = value[1] if value else ""
    for name, inner in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        fields[name] = chosen[1] if chosen else ""
    fields.pop("csrfmiddlewaretoken", None)
    return fields


def map_as_suggested(client: StrictClient, intake: Intake, **other: str) -> Any:
    here = reverse("imports:columns", args=[intake.pk])
    first = f"{shapes()[intake.shape].fields[0].name}_of"
    return client.post(here, {**sent_form(client, here, first), **other})


def work(now: datetime | None = None) -> int:
    """Let the worker do everything that is due; returns how many jobs that was."""
    count = 0
    while run_next(now=now or timezone.now()) is not None:
        count += 1
    return count


def checked(client: StrictClient, content: bytes, *, what: str, **other: str) -> Intake:
    """A table that was brought, mapped as suggested and checked."""
    before = set(Intake.objects.values_list("pk", flat=True))
    bring(client, content, what=what)
    intake = Intake.objects.exclude(pk__in=before).get()
    map_as_suggested(client, intake, **other)
    work()
    intake.refresh_from_db()
    return intake


def post(client: StrictClient, name: str, intake: Intake, **given: str) -> Any:
    answer = client.post(reverse(f"imports:{name}", args=[intake.pk]), given)
    intake.refresh_from_db()
    return answer


def imported(client: StrictClient, content: bytes, *, what: str) -> Intake:
    intake = checked(client, content, what=what)
    post(client, "start", intake)
    work()
    intake.refresh_from_db()
    return intake


def is_not_offered(answer: Any) -> bool:
    """Who brings nothing at all is shut out; who brings other tables is not offered these."""
    if answer.status_code == 403:
        return True
    return answer.status_code == 200 and "what" in answer.context["form"].errors
