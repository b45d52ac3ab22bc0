"""The questions of equality monitoring, the same for everybody, so that waves can be compared.

Characteristics: Equality Act 2010 s.4; each may be left, and each can be answered with “prefer not
to say”. Their words stand in `words`.
"""

from collections.abc import Mapping
from typing import Final

# Question: the codes offered.
QUESTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "age": ("under_25", "25_to_44", "45_to_64", "65_and_over", "not_said"),
    "sex": ("female", "male", "not_said"),
    "disability": ("disabled", "not_disabled", "not_said"),
    "ethnicity": ("asian", "black", "mixed", "white", "other", "not_said"),
    "religion": ("none", "christian", "hindu", "muslim", "sikh", "other", "not_said"),
    "orientation": ("heterosexual", "gay_or_lesbian", "bisexual", "other", "not_said"),
    "carer": ("carer", "no_carer", "not_said"),
}


def fits(question: str, code: str) -> bool:
    return code in QUESTIONS.get(question, ())
