"""Everything that can be read of questionnaires and of what was answered."""

from trellis.questions.queries.answering import Asked, LinkSpentError, asked_by
from trellis.questions.queries.files import (
    FileFacts,
    Files,
    StoredFile,
    attached,
    attached_file,
    attached_files,
)
from trellis.questions.queries.inviting import (
    Inviting,
    addresses_in,
    how_many,
    inviting,
    letter,
)
from trellis.questions.queries.keeping import (
    Listed,
    QuestionnaireRecord,
    VersionFacts,
    WaveFacts,
    WaveRecord,
    keeps_any,
    owners_to_ask_for,
    questionnaire,
    questionnaires,
    translation,
    wave,
    waves_to_close,
)
from trellis.questions.queries.reading import Named, Said, named_responses, said
from trellis.questions.queries.results import Counted, EqualityLines, Line, Results, results
from trellis.questions.queries.shares import (
    SurveyShare,
    SurveyWave,
    questions_to_count,
    share,
    wave_names,
    waves_to_count_from,
)
from trellis.questions.queries.tables import Across, ToldApart, told_apart
from trellis.questions.queries.work import due_for

__all__ = [
    "Across",
    "Asked",
    "Counted",
    "EqualityLines",
    "FileFacts",
    "Files",
    "Inviting",
    "Line",
    "LinkSpentError",
    "Listed",
    "Named",
    "QuestionnaireRecord",
    "Results",
    "Said",
    "StoredFile",
    "SurveyShare",
    "SurveyWave",
    "ToldApart",
    "VersionFacts",
    "WaveFacts",
    "WaveRecord",
    "addresses_in",
    "asked_by",
    "attached",
    "attached_file",
    "attached_files",
    "due_for",
    "how_many",
    "inviting",
    "keeps_any",
    "letter",
    "named_responses",
    "owners_to_ask_for",
    "questionnaire",
    "questionnaires",
    "questions_to_count",
    "results",
    "said",
    "share",
    "told_apart",
    "translation",
    "wave",
    "wave_names",
    "waves_to_close",
    "waves_to_count_from",
]
