"""Everything that changes questionnaires, and everything that takes answers in."""

from trellis.questions.actions.answering import (
    DoNotFitError,
    LinkSpentError,
    WaveOverError,
    answer_equality,
    enter_paper,
    save_answers,
    send_answers,
)
from trellis.questions.actions.editing import (
    add_question,
    add_section,
    begin_questionnaire,
    begin_version,
    describe_questionnaire,
    edit_question,
    edit_section,
    move_part,
    remove_part,
    translate_version,
)
from trellis.questions.actions.files import attach_file, forget_files, let_file_go
from trellis.questions.actions.files import take_in as take_in
from trellis.questions.actions.inviting import invite_by_letter, remind_by_letter
from trellis.questions.actions.waves import (
    change_wave,
    choose_breakdown,
    close_wave,
    make_links,
    open_wave,
    publish_results,
    withdraw_results,
)

__all__ = [
    "DoNotFitError",
    "LinkSpentError",
    "WaveOverError",
    "add_question",
    "add_section",
    "answer_equality",
    "attach_file",
    "begin_questionnaire",
    "begin_version",
    "change_wave",
    "choose_breakdown",
    "close_wave",
    "describe_questionnaire",
    "edit_question",
    "edit_section",
    "enter_paper",
    "forget_files",
    "invite_by_letter",
    "let_file_go",
    "make_links",
    "move_part",
    "open_wave",
    "publish_results",
    "remind_by_letter",
    "remove_part",
    "save_answers",
    "send_answers",
    "translate_version",
    "withdraw_results",
]
