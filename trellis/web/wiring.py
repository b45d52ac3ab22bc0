"""Who reacts to what: the one table of events and reactions, read top to bottom.

*Inside*: in the act's own transaction; the record must not exist without it.
*After*: a durable job, retried; a fault in it never undoes the act.
An event nobody reacts to stands here with an empty tuple; a test asks for every one.
"""

from trellis.documents import events as documents
from trellis.imports import events as imports
from trellis.kernel.events import After, Inside, Reactions
from trellis.organisations import events as organisations
from trellis.organisations import handlers as organisation_handlers
from trellis.people import events as people
from trellis.people import handlers as people_handlers
from trellis.performance import events as performance
from trellis.places import events as places
from trellis.privacy import events as privacy

REACTIONS: Reactions = {
    # places
    places.AreaBegun: (),
    places.AreaClosed: (),
    places.PlaceAdded: (),
    places.PlaceRenamed: (),
    places.PlaceSucceeded: (),
    places.PlacesSucceeded: (),
    places.FigureRecorded: (),
    places.FileBrought: (),
    places.ImportStarted: (),
    places.ImportFailed: (),
    places.FileDiscarded: (),
    places.OutlinesImported: (),
    places.PostcodesImported: (),
    # people
    people.SignedIn: (),
    people.SignInFailed: (),
    people.SignInLinkAsked: (),
    people.SignInLinkMade: (),
    people.SignInLinkUsed: (),
    people.PasswordResetAsked: (),
    people.PasswordSet: (),
    people.AddressHeld: (),
    people.AddressChangeAsked: (),
    people.AddressChanged: (),
    people.NameChanged: (),
    people.SecondFactorSet: (),
    people.SecondFactorRemoved: (),
    people.RecoveryCodesMade: (),
    people.OtherSessionsEnded: (),
    people.PersonInvited: (),
    people.InvitationRenewed: (),
    people.InvitationMailed: (),
    people.InvitationWithdrawn: (),
    people.InvitationAccepted: (Inside(organisation_handlers.begin_membership_of_invited),),
    people.SpentForgotten: (),
    people.AccountOpened: (),
    people.AccountClosed: (Inside(people_handlers.withdraw_what_was_given_by_closed),),
    # organisations
    organisations.OrganisationRegistered: (),
    organisations.OrganisationsLoaded: (),
    organisations.OrganisationsBrought: (),
    organisations.OrganisationsTakenBack: (
        Inside(organisation_handlers.withdraw_what_leads_to_removed),
    ),
    organisations.OrganisationEdited: (),
    organisations.OrganisationConfirmed: (),
    organisations.OrganisationClosed: (
        Inside(organisation_handlers.withdraw_what_leads_to_closed),
    ),
    organisations.OrganisationReopened: (),
    organisations.OrganisationsRelated: (),
    organisations.OrganisationsUnrelated: (),
    organisations.MembershipBegun: (),
    organisations.MembershipEnded: (Inside(organisation_handlers.withdraw_what_was_given_in),),
    organisations.RoleChanged: (Inside(organisation_handlers.withdraw_what_was_given_in),),
    # documents
    documents.DocumentAdded: (After("documents.read_text"),),
    documents.DocumentsLoaded: (),
    documents.DocumentEdited: (),
    documents.VersionAdded: (After("documents.read_text"),),
    documents.TextRead: (),
    documents.AudienceChanged: (),
    documents.DocumentWithdrawn: (),
    documents.DocumentRestored: (),
    # the imports room
    imports.TableBrought: (),
    imports.TableLookedAtAnew: (),
    imports.ColumnsMapped: (),
    imports.TableChecked: (),
    imports.RowMended: (),
    imports.RowsLeftOut: (),
    imports.ImportStarted: (),
    imports.ImportFinished: (),
    imports.ImportStopped: (),
    imports.IntakeEnded: (),
    imports.IntakeForgotten: (),
    # privacy
    privacy.RequestOpened: (),
    privacy.IdentityAsked: (),
    privacy.IdentityShown: (),
    privacy.RequestExtended: (),
    privacy.FileAsked: (),
    privacy.FileMade: (),
    privacy.FileSent: (),
    privacy.FileFetched: (),
    privacy.FilesForgotten: (),
    privacy.ErasureStarted: (),
    privacy.PersonErased: (),
    privacy.RequestAnswered: (),
    privacy.RequestRefused: (),
    privacy.RequestWithdrawn: (),
    privacy.RetentionRan: (),
    privacy.ComplaintReceived: (),
    privacy.ComplaintAcknowledged: (),
    privacy.ComplaintClosed: (),
    privacy.BreachRecorded: (),
    privacy.BreachAssessed: (),
    privacy.CommissionerNoted: (),
    privacy.PeopleNoted: (),
    privacy.BreachClosed: (),
    # performance
    performance.FrameworkBegun: (),
    performance.FrameworkChanged: (),
    performance.FrameworkStaged: (),
    performance.RatingRuleAdopted: (),
    performance.OutcomeAdded: (),
    performance.OutcomeReworded: (),
    performance.PrincipleAdded: (),
    performance.PrincipleReworded: (),
    performance.IndicatorAdded: (),
    performance.IndicatorChanged: (),
    performance.IndicatorRetired: (),
    performance.IndicatorVersionAdopted: (),
    performance.ReportsExpected: (),
    performance.ReportsEnded: (),
    performance.TargetSet: (),
    performance.ValueRecorded: (),
    performance.EvidenceAttached: (),
    performance.EvidenceAppraised: (),
    performance.RatingReported: (),
    performance.CountReported: (),
    performance.FiguresReconciled: (),
    performance.ConflictRecorded: (),
}
