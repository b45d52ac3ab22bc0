"""Every power there is, named once, noun first. Roles that carry them are in `people.roles`."""

from enum import StrEnum, auto


class Capability(StrEnum):
    """What somebody may do. A capability is held at organisations, and by some roles over all
    organisations and places that their own organisation covers."""

    PLATFORM_MANAGE = auto()
    AUDIT_VIEW = auto()
    PRIVACY_ANSWER = auto()
    SHARING_AGREE = auto()
    PLACES_IMPORT = auto()
    ORGANISATION_REGISTER = auto()
    ORGANISATION_EDIT = auto()
    MEMBERS_VIEW = auto()
    MEMBERS_MANAGE = auto()
    DOCUMENT_KEEP = auto()
    QUESTIONS_KEEP = auto()
    ANSWERS_ENTER = auto()
    AGREEMENT_KEEP = auto()
    ACTIVITY_VIEW = auto()
    ACTIVITY_RECORD = auto()
    RECORD_KEEP = auto()
    FRAMEWORK_EDIT = auto()
    VALUE_VIEW = auto()
    VALUE_RECORD = auto()
    EVIDENCE_APPRAISE = auto()
    ROUND_KEEP = auto()
    RETURN_ACCEPT = auto()
    FIGURE_CHALLENGE = auto()
    BULLETIN_SEND = auto()
