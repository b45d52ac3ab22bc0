"""Questionnaires, their drafts and their waves, for those who keep them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from trellis.kernel.capabilities import Capability
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.questions.lifecycle import COUNTED, Stage
from trellis.questions.models import Mailing, Questionnaire, QuestionnaireVersion, Response, Wave
from trellis.questions.policy import QUESTIONNAIRE, WAVE
from trellis.questions.rules.counting import Returned
from trellis.questions.rules.definition import Definition, from_data
from trellis.questions.rules.translating import texts_of
from trellis.questions.words import LANGUAGES


@dataclass(frozen=True)
class WaveFacts:
    """One wave, with how many answered so far."""

    id: int
    title: str
    stage: str
    stage_words: str
    opens_on: date
    closes_on: date
    version: int
    returned: Returned

    @property
    def is_counted(self) -> bool:
        return self.stage in COUNTED


@dataclass(frozen=True)
class VersionFacts:
    """One version. `edition` counts its changes."""

    id: int
    number: int
    is_draft: bool
    edition: int
    definition: Definition
    languages: tuple[tuple[str, str], ...]

    @property
    def questions(self) -> int:
        return len(list(self.definition.questions))


@dataclass(frozen=True)
class QuestionnaireRecord:
    id: int
    title: str
    about: str
    owner: str
    owner_id: int
    area: str
    area_slug: str
    standing: str
    newest: VersionFacts
    waves: tuple[WaveFacts, ...]
    may_edit: bool


@dataclass(frozen=True)
class Listed:
    """One line of the list. `open_wave` is a wave that takes answers."""

    id: int
    title: str
    owner: str
    waves: tuple[WaveFacts, ...]

    @property
    def newest_wave(self) -> WaveFacts | None:
        return self.waves[0] if self.waves else None


def keeps_any(viewer: Viewer) -> bool:
    """Whether there is anything here for the viewer."""
    return viewer.holds(Capability.QUESTIONS_KEEP) or viewer.holds(Capability.ANSWERS_ENTER)


def owners_to_ask_for(viewer: Viewer) -> list[tuple[int, str]]:
    """The bodies that the viewer may ask for, by name."""
    own = viewer.organisations_with(Capability.QUESTIONS_KEEP)
    return sorted(organisations.named(own).items(), key=lambda one: one[1].casefold())


def questionnaires(viewer: Viewer) -> list[Listed]:
    """Those of the viewer's bodies, by title."""
    rows = QUESTIONNAIRE.rows(viewer, Questionnaire.objects.select_related("owner"))
    found = list(rows.order_by("title", "id"))
    waves = Wave.objects.filter(version__questionnaire__in=found).select_related("version")
    by_row: dict[int, list[WaveFacts]] = {}
    for wave, facts in zip(waves, wave_facts(list(waves)), strict=True):
        by_row.setdefault(wave.version.questionnaire_id, []).append(facts)
    return [
        Listed(row.pk, row.title, row.owner.name, tuple(by_row.get(row.pk, ()))) for row in found
    ]


def questionnaire(viewer: Viewer, questionnaire_id: int, rule: str = "view") -> QuestionnaireRecord:
    """404 or 403 as its policy says."""
    rows = Questionnaire.objects.select_related("owner", "area")
    row = QUESTIONNAIRE.get(viewer, rows, rule, pk=questionnaire_id)
    newest = row.versions.prefetch_related("translations").order_by("-number")[0]
    waves = Wave.objects.filter(version__questionnaire=row).select_related("version")
    return QuestionnaireRecord(
        id=row.pk,
        title=row.title,
        about=row.about,
        owner=row.owner.name,
        owner_id=row.owner_id,
        area=row.area.name,
        area_slug=row.area.slug,
        standing=row.area.standing,
        newest=_version(newest),
        waves=tuple(wave_facts(list(waves))),
        may_edit=QUESTIONNAIRE.allows(viewer, "edit", row),
    )


def translation(viewer: Viewer, questionnaire_id: int, language: str) -> list[tuple[str, str, str]]:
    """Where each text of the newest version stands, the text, and how it is said in a language."""
    row = QUESTIONNAIRE.get(viewer, Questionnaire.objects.all(), pk=questionnaire_id)
    newest = row.versions.order_by("-number")[0]
    found = newest.translations.filter(language=language).first()
    said: Mapping[str, str] = found.texts if found else {}
    texts = texts_of(from_data(newest.content))
    return [(where, text, said.get(where, "")) for where, text in texts.items()]


@dataclass(frozen=True)
class WaveRecord:
    """A wave with what whoever attends to it needs. `links_left` were not used yet; `waiting`
    have begun and not finished; `on_paper` of the responses came on paper."""

    facts: WaveFacts
    questionnaire_id: int
    questionnaire: str
    about: str
    owner: str
    area_id: int
    area_slug: str
    standing: str
    key: str
    asked_otherwise: int | None
    is_open_to_all: bool
    is_named: bool
    asks_equality: bool
    links_made: int
    links_left: int
    waiting: int
    on_paper: int
    by_day: tuple[tuple[date, int], ...]
    definition: Definition
    may_keep: bool
    may_enter: bool


def wave(viewer: Viewer, wave_id: int, rule: str = "attend") -> WaveRecord:
    """404 or 403 as its policy says."""
    rows = Wave.objects.select_related(
        "version__questionnaire__owner", "version__questionnaire__area"
    )
    row = WAVE.get(viewer, rows, rule, pk=wave_id)
    asked = row.version.questionnaire
    responses = Response.objects.filter(wave=row)
    return WaveRecord(
        facts=wave_facts([row])[0],
        questionnaire_id=asked.pk,
        questionnaire=asked.title,
        about=asked.about,
        owner=asked.owner.name,
        area_id=asked.area_id,
        area_slug=asked.area.slug,
        standing=asked.area.standing,
        key=row.key,
        asked_otherwise=row.asked,
        is_open_to_all=row.access == Wave.Access.OPEN,
        is_named=row.naming == Wave.Naming.NAMED,
        asks_equality=row.asks_equality,
        links_made=row.links_made,
        links_left=row.links.exclude(number=None).count(),
        waiting=row.links.exclude(answers={}).count(),
        on_paper=responses.filter(channel=Response.Channel.PAPER).count(),
        by_day=tuple(
            responses.order_by("received_on").values_list("received_on").annotate(count=Count("id"))
        ),
        definition=from_data(row.version.content),
        may_keep=WAVE.allows(viewer, "keep", row),
        may_enter=WAVE.allows(viewer, "enter", row),
    )


def waves_to_close(viewer: Viewer, *, today: date) -> list[int]:
    """Those whose last day is over."""
    rows = WAVE.rows(viewer, Wave.objects.filter(stage=Stage.OPEN, closes_on__lt=today), "keep")
    return list(rows.order_by("id").values_list("pk", flat=True))


def wave_facts(waves: list[Wave]) -> list[WaveFacts]:
    mailed = letters_of(waves)
    counted = Response.objects.filter(wave__in=waves).order_by().values_list("wave_id")
    answered = dict(counted.annotate(count=Count("id")))
    return [
        WaveFacts(
            id=row.pk,
            title=row.title,
            stage=row.stage,
            stage_words=str(row.get_stage_display()),
            opens_on=row.opens_on,
            closes_on=row.closes_on,
            version=row.version.number,
            returned=Returned(asked_in_all(row, mailed), answered.get(row.pk, 0)),
        )
        for row in waves
    ]


def letters_of(waves: list[Wave]) -> dict[int, int]:
    """How many invitations were sent for each of the waves that sent any."""
    rows = Mailing.objects.filter(wave__in=waves, kind=Mailing.Kind.INVITATION)
    return dict(rows.order_by().values_list("wave_id").annotate(letters=Sum("letters")))


def asked_in_all(row: Wave, mailed: Mapping[int, int]) -> int | None:
    """By letters from here, and on other ways as far as somebody said how many. None where nobody
    knows of any."""
    by_letter = mailed.get(row.pk)
    return row.asked if by_letter is None else by_letter + (row.asked or 0)


def _version(row: QuestionnaireVersion) -> VersionFacts:
    codes = sorted(one.language for one in row.translations.all())
    return VersionFacts(
        id=row.pk,
        number=row.number,
        is_draft=row.frozen_at is None,
        edition=row.edition,
        definition=from_data(row.content),
        languages=tuple((code, LANGUAGES[code]) for code in codes),
    )
