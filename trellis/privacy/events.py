"""What happened in the privacy room. No event says whose data it was about: the case does."""

from dataclasses import dataclass

from trellis.kernel.events import Event


@dataclass(frozen=True)
class RequestOpened(Event):
    verb = "privacy.request.opened"
    request_id: int


@dataclass(frozen=True)
class IdentityAsked(Event):
    """Whoever asks is to show that it is them; until then the clock stands still."""

    verb = "privacy.request.identity_asked"
    request_id: int


@dataclass(frozen=True)
class IdentityShown(Event):
    verb = "privacy.request.identity_shown"
    request_id: int


@dataclass(frozen=True)
class RequestExtended(Event):
    verb = "privacy.request.extended"
    request_id: int


@dataclass(frozen=True)
class FileAsked(Event):
    verb = "privacy.file.asked"
    request_id: int


@dataclass(frozen=True)
class FileMade(Event):
    verb = "privacy.file.made"
    request_id: int


@dataclass(frozen=True)
class FileSent(Event):
    """The person may download it, for some days."""

    verb = "privacy.file.sent"
    request_id: int


@dataclass(frozen=True)
class FileFetched(Event):
    verb = "privacy.file.fetched"
    request_id: int


@dataclass(frozen=True)
class FilesForgotten(Event):
    """Files whose days are over, and those no request speaks of, are deleted."""

    verb = "privacy.files.forgotten"
    files: int


@dataclass(frozen=True)
class ErasureStarted(Event):
    verb = "privacy.erasure.started"
    request_id: int


@dataclass(frozen=True)
class PersonErased(Event):
    verb = "privacy.person.erased"
    request_id: int


@dataclass(frozen=True)
class RequestAnswered(Event):
    verb = "privacy.request.answered"
    request_id: int


@dataclass(frozen=True)
class RequestRefused(Event):
    verb = "privacy.request.refused"
    request_id: int


@dataclass(frozen=True)
class RequestWithdrawn(Event):
    verb = "privacy.request.withdrawn"
    request_id: int


@dataclass(frozen=True)
class RetentionRan(Event):
    """What had been kept as long as was declared is gone."""

    verb = "privacy.retention.ran"
    run_id: int
    rows: int


@dataclass(frozen=True)
class ComplaintReceived(Event):
    verb = "privacy.complaint.received"
    complaint_id: int


@dataclass(frozen=True)
class ComplaintAcknowledged(Event):
    verb = "privacy.complaint.acknowledged"
    complaint_id: int


@dataclass(frozen=True)
class ComplaintClosed(Event):
    verb = "privacy.complaint.closed"
    complaint_id: int


@dataclass(frozen=True)
class BreachRecorded(Event):
    verb = "privacy.breach.recorded"
    breach_id: int


@dataclass(frozen=True)
class BreachAssessed(Event):
    verb = "privacy.breach.assessed"
    breach_id: int


@dataclass(frozen=True)
class CommissionerNoted(Event):
    """That the Commissioner was told of a breach, or why not."""

    verb = "privacy.breach.commissioner_noted"
    breach_id: int


@dataclass(frozen=True)
class PeopleNoted(Event):
    """That the people a breach is about were told, or why not."""

    verb = "privacy.breach.people_noted"
    breach_id: int


@dataclass(frozen=True)
class BreachClosed(Event):
    verb = "privacy.breach.closed"
    breach_id: int


@dataclass(frozen=True)
class AgreementDrafted(Event):
    verb = "privacy.agreement.drafted"
    agreement_id: int


@dataclass(frozen=True)
class AgreementProposed(Event):
    verb = "privacy.agreement.proposed"
    agreement_id: int


@dataclass(frozen=True)
class AgreementMade(Event):
    """Both bodies have agreed. The one it replaces, if any, ended in the same act."""

    verb = "privacy.agreement.made"
    agreement_id: int


@dataclass(frozen=True)
class AgreementRefused(Event):
    verb = "privacy.agreement.refused"
    agreement_id: int


@dataclass(frozen=True)
class AgreementReviewed(Event):
    """Looked through and found right; it has another day of review."""

    verb = "privacy.agreement.reviewed"
    agreement_id: int


@dataclass(frozen=True)
class AgreementEnded(Event):
    verb = "privacy.agreement.ended"
    agreement_id: int


@dataclass(frozen=True)
class HandoverOpened(Event):
    verb = "privacy.handover.opened"
    handover_id: int


@dataclass(frozen=True)
class FateChosen(Event):
    verb = "privacy.handover.fate_chosen"
    handover_id: int
    estate: str


@dataclass(frozen=True)
class ShareAccepted(Event):
    verb = "privacy.handover.accepted"
    handover_id: int
    estate: str


@dataclass(frozen=True)
class ShareRefused(Event):
    verb = "privacy.handover.refused"
    handover_id: int
    estate: str


@dataclass(frozen=True)
class EstateExported(Event):
    """The body took away what is to be emptied."""

    verb = "privacy.handover.exported"
    handover_id: int


@dataclass(frozen=True)
class HandoverDone(Event):
    """Others decide now over what the body had."""

    verb = "privacy.handover.done"
    handover_id: int
    organisation_id: int


@dataclass(frozen=True)
class HandoverWithdrawn(Event):
    verb = "privacy.handover.withdrawn"
    handover_id: int
