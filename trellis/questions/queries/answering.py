"""What somebody is asked who has the address of a wave. The address is the power."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from trellis.kernel.viewer import Viewer
from trellis.questions.lifecycle import Stage
from trellis.questions.models import Link, Wave
from trellis.questions.queries.secrets import hashed
from trellis.questions.rules.definition import Definition, Kind, from_data
from trellis.questions.rules.translating import translated
from trellis.questions.words import LANGUAGES


class LinkSpentError(Exception):
    """There is no such link: it was used, or never was."""


@dataclass(frozen=True)
class Asked:
    """One wave as whoever answers meets it. `answers` are what they have answered so far."""

    wave_id: int
    key: str
    title: str
    about: str
    owner: str
    owner_id: int
    area_slug: str
    standing: str
    definition: Definition
    is_open: bool
    opens_on: date
    closes_on: date
    is_early: bool
    needs_link: bool
    is_named: bool
    asks_equality: bool
    language: str
    languages: tuple[tuple[str, str], ...]  # code and name; "" for the language it was written in
    secret: str
    answers: Mapping[str, Any]

    @property
    def asks_files(self) -> bool:
        return any(one.kind is Kind.FILE for one in self.definition.questions)


def asked_by(
    viewer: Viewer, key: str, *, today: date, secret: str = "", language: str = ""
) -> Asked:
    """404 for an address that is none. Raises LinkSpentError for a link that was used."""
    del viewer  # everybody alike: what opens a wave is its address
    rows = Wave.objects.select_related(
        "version__questionnaire__owner", "version__questionnaire__area"
    )
    wave = rows.filter(key=key).first()
    if wave is None:
        raise Http404
    row = wave.version.questionnaire
    is_open = is_answerable(wave, today)
    link = link_of(wave.links.all(), secret) if secret and is_open else None
    texts = {one.language: one.texts for one in wave.version.translations.all()}
    content = from_data(wave.version.content)
    language = language if language in texts else ""
    return Asked(
        wave_id=wave.pk,
        key=wave.key,
        title=row.title,
        about=row.about,
        owner=row.owner.name,
        owner_id=row.owner_id,
        area_slug=row.area.slug,
        standing=row.area.standing,
        definition=translated(content, texts[language]) if language else content,
        is_open=is_open,
        opens_on=wave.opens_on,
        closes_on=wave.closes_on,
        is_early=wave.stage == Stage.OPEN and today < wave.opens_on,
        needs_link=wave.access == Wave.Access.LINKS,
        is_named=wave.naming == Wave.Naming.NAMED,
        asks_equality=wave.asks_equality,
        language=language,
        languages=tuple((code, LANGUAGES[code]) for code in sorted(texts)) if texts else (),
        secret=secret,
        answers=link.answers if link else {},
    )


def is_answerable(wave: Wave, today: date) -> bool:
    return wave.stage == Stage.OPEN and wave.opens_on <= today <= wave.closes_on


def link_of(links: QuerySet[Link], secret: str) -> Link:
    """The one of these links with that secret. Raises LinkSpentError."""
    link = links.filter(secret_hash=hashed(secret)).first() if secret else None
    if link is None:
        raise LinkSpentError
    return link
