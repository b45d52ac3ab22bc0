"""Beginning a questionnaire and changing what it asks. A version that was asked never changes."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from trellis.kernel.acts import act, do_once, sign
from trellis.kernel.editing import mark_of, refuse_if_edited
from trellis.kernel.viewer import Viewer
from trellis.organisations import queries as organisations
from trellis.questions import events
from trellis.questions.actions.held import held_draft, held_questionnaire
from trellis.questions.models import Questionnaire, QuestionnaireVersion, Translation
from trellis.questions.policy import QUESTIONNAIRE
from trellis.questions.rules import editing
from trellis.questions.rules.definition import (
    Definition,
    Question,
    Section,
    from_data,
    to_data,
)
from trellis.questions.rules.translating import texts_of
from trellis.questions.words import cannot_edit


@act
def begin_questionnaire(
    *,
    owner_id: int,
    title: str,
    about: str,
    first_section: str,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> Questionnaire:
    """With a first draft of one empty section. Refused to whoever does not ask for the owner."""
    do_once(once, now=now)
    owner = organisations.organisation(by, owner_id)
    row = Questionnaire.objects.create(
        area_id=owner.area_id, owner_id=owner.pk, title=title, about=about, begun_at=now
    )
    if not QUESTIONNAIRE.allows(by, "edit", row):
        raise PermissionDenied
    content = editing.add_section(Definition(), Section("", first_section))
    _new_version(row, content, number=1, now=now)
    sign(events.QuestionnaireBegun(row.pk), by=by, now=now, of=f"questionnaire:{row.pk}")
    return row


@act
def describe_questionnaire(
    *,
    questionnaire_id: int,
    title: str,
    about: str,
    by: Viewer,
    now: datetime,
    seen: str | None = None,
    once: str = "",
) -> Questionnaire:
    """Call it otherwise and say otherwise why it is asked. Raises EditedMeanwhileError."""
    row = held_questionnaire(questionnaire_id, "edit", by=by)
    do_once(once, now=now)
    refuse_if_edited(seen, mark_of(row.title, row.about))
    row.title, row.about = title, about
    row.save(update_fields=["title", "about"])
    event = events.QuestionnaireDescribed(row.pk)
    sign(event, by=by, now=now, of=f"questionnaire:{row.pk}", fields=["title", "about"])
    return row


@act
def begin_version(
    *, questionnaire_id: int, by: Viewer, now: datetime, once: str = ""
) -> QuestionnaireVersion:
    """A draft that asks what the newest version asks, to be changed; the one there is already."""
    row = held_questionnaire(questionnaire_id, "edit", by=by)
    do_once(once, now=now)
    newest = row.versions.order_by("-number")[0]
    if newest.frozen_at is None:
        return newest
    draft = _new_version(row, from_data(newest.content), number=newest.number + 1, now=now)
    Translation.objects.bulk_create(
        Translation(version=draft, language=one.language, texts=one.texts)
        for one in newest.translations.all()
    )
    sign(events.VersionBegun(draft.pk), by=by, now=now, of=f"questionnaireversion:{draft.pk}")
    return draft


@act
def add_section(
    *,
    questionnaire_id: int,
    section: Section,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> QuestionnaireVersion:
    do_once(once, now=now)
    return _change(questionnaire_id, lambda was: editing.add_section(was, section), by=by, now=now)


@act
def edit_section(
    *,
    questionnaire_id: int,
    section: Section,
    by: Viewer,
    now: datetime,
    seen: str | None = None,
    once: str = "",
) -> QuestionnaireVersion:
    """Raises EditedMeanwhileError where somebody changed the section since."""
    do_once(once, now=now)

    def change(was: Definition) -> Definition:
        refuse_if_edited(seen, mark_of(replace(was.section(section.key), questions=())))
        return editing.replace_section(was, section)

    return _change(questionnaire_id, change, by=by, now=now)


@act
def add_question(
    *,
    questionnaire_id: int,
    section: str,
    question: Question,
    by: Viewer,
    now: datetime,
    once: str = "",
) -> QuestionnaireVersion:
    do_once(once, now=now)
    return _change(
        questionnaire_id,
        lambda was: editing.add_question(was, section, question),
        by=by,
        now=now,
    )


@act
def edit_question(
    *,
    questionnaire_id: int,
    question: Question,
    by: Viewer,
    now: datetime,
    seen: str | None = None,
    once: str = "",
) -> QuestionnaireVersion:
    """Raises EditedMeanwhileError where somebody changed the question since."""
    do_once(once, now=now)

    def change(was: Definition) -> Definition:
        refuse_if_edited(seen, mark_of(was.question(question.key)))
        return editing.replace_question(was, question)

    return _change(questionnaire_id, change, by=by, now=now)


@act
def remove_part(
    *, questionnaire_id: int, key: str, by: Viewer, now: datetime, once: str = ""
) -> QuestionnaireVersion:
    """A question, or a section with its questions."""
    do_once(once, now=now)
    return _change(questionnaire_id, lambda was: editing.remove(was, key), by=by, now=now)


@act
def move_part(
    *, questionnaire_id: int, key: str, up: bool, by: Viewer, now: datetime, once: str = ""
) -> QuestionnaireVersion:
    do_once(once, now=now)
    return _change(questionnaire_id, lambda was: editing.move(was, key, up=up), by=by, now=now)


@act
def translate_version(
    *,
    questionnaire_id: int,
    language: str,
    texts: Mapping[str, str],
    by: Viewer,
    now: datetime,
    once: str = "",
) -> QuestionnaireVersion:
    """Say the texts of the draft in another language; what is left empty is shown as it is. With
    nothing at all the language is taken away."""
    do_once(once, now=now)
    draft = _draft(questionnaire_id, by=by)
    known = texts_of(from_data(draft.content))
    kept = {where: said for where, said in texts.items() if where in known and said}
    draft.translations.filter(language=language).delete()
    if kept:
        Translation.objects.create(version=draft, language=language, texts=kept)
    sign(events.VersionTranslated(draft.pk), by=by, now=now, of=f"questionnaireversion:{draft.pk}")
    return draft


def _change(
    questionnaire_id: int,
    change: Callable[[Definition], Definition],
    *,
    by: Viewer,
    now: datetime,
) -> QuestionnaireVersion:
    """Of the draft; raises ValidationError with the remedy where it cannot be."""
    draft = _draft(questionnaire_id, by=by)
    try:
        draft.content = to_data(change(from_data(draft.content)))
    except editing.CannotEditError as fault:
        raise ValidationError(cannot_edit(fault)) from fault
    except KeyError as fault:
        raise ValidationError(
            _("Somebody has taken it away meanwhile. Look at the questions as they are now.")
        ) from fault
    draft.edition += 1
    draft.changed_at = now
    draft.save(update_fields=["content", "edition", "changed_at"])
    event = events.VersionChanged(draft.pk)
    sign(event, by=by, now=now, of=f"questionnaireversion:{draft.pk}", fields=["content"])
    return draft


def _draft(questionnaire_id: int, *, by: Viewer) -> QuestionnaireVersion:
    draft = held_draft(questionnaire_id, by=by)
    if draft is None:
        raise ValidationError(
            _("These questions were asked and stay as they are. Begin a new version first.")
        )
    return draft


def _new_version(
    row: Questionnaire, content: Definition, *, number: int, now: datetime
) -> QuestionnaireVersion:
    return QuestionnaireVersion.objects.create(
        questionnaire=row, number=number, content=to_data(content), changed_at=now
    )
