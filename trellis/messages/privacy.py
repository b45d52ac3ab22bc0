"""The personal fields of this room."""

from trellis.kernel.privacy import (
    GOES,
    PLATFORM,
    Basis,
    By,
    Ends,
    Holding,
    PersonalField,
    blanked,
    of_record,
    stays,
)

_LETTERS = "ninety days after it was settled"
_WORDS = "until it is sent or given up"

_SUBSCRIBED = "until it ends, which they can do at any time"
_PROOF = "as long as the record, so that it can be shown by what right a letter was sent"
_WAITING = "until it is confirmed, at most seven days after the letter that asks back"
_FEEDS = "until ninety days after the address is revoked"
_BULLETINS = "as long as the bulletin; blank once the person is erased"
_NOTICES = "ninety days after it was read or settled; a year otherwise"
_WISHES = "as long as the account"

FIELDS: tuple[PersonalField, ...] = (
    PersonalField("notice.account", "Who is told", Basis.LEGITIMATE_INTERESTS, _NOTICES),
    PersonalField(
        "notice.read_at", "Not to tell somebody twice", Basis.LEGITIMATE_INTERESTS, _NOTICES
    ),
    PersonalField(
        "preference.account", "Whose wishes they are", Basis.LEGITIMATE_INTERESTS, _WISHES
    ),
    PersonalField(
        "preference.often", "To write as often as they want", Basis.LEGITIMATE_INTERESTS, _WISHES
    ),
    PersonalField(
        "preference.quiet_from", "To leave them in peace", Basis.LEGITIMATE_INTERESTS, _WISHES
    ),
    PersonalField(
        "preference.quiet_until", "To leave them in peace", Basis.LEGITIMATE_INTERESTS, _WISHES
    ),
    PersonalField(
        "preference.quiet_weekends", "To leave them in peace", Basis.LEGITIMATE_INTERESTS, _WISHES
    ),
    PersonalField("feed.account", "Whose due days they are", Basis.LEGITIMATE_INTERESTS, _FEEDS),
    PersonalField(
        "feed.name", "To tell one calendar from another", Basis.LEGITIMATE_INTERESTS, _FEEDS
    ),
    PersonalField("letter.account", "Whose letter it is", Basis.LEGITIMATE_INTERESTS, _LETTERS),
    PersonalField(
        "letter.address",
        "Where a letter goes, and to say what became of it",
        Basis.LEGITIMATE_INTERESTS,
        _LETTERS,
    ),
    PersonalField(
        "letter.address_key",
        "To find out whether this address wants any (a keyed hash)",
        Basis.LEGITIMATE_INTERESTS,
        _LETTERS,
    ),
    PersonalField(
        "letter.subscription", "By what right it was sent", Basis.LEGAL_OBLIGATION, _LETTERS
    ),
    PersonalField(
        "signup.address",
        "To ask whoever reads letters there whether they want bulletins",
        Basis.CONSENT,
        _WAITING,
    ),
    PersonalField(
        "signup.address_key",
        "To ask back once, however often somebody enters an address (a keyed hash)",
        Basis.LEGITIMATE_INTERESTS,
        _WAITING,
    ),
    PersonalField("signup.wanted", "What somebody wants to read about", Basis.CONSENT, _WAITING),
    PersonalField("subscription.account", "Whose subscription it is", Basis.CONSENT, _SUBSCRIBED),
    PersonalField("subscription.address", "Where bulletins go", Basis.CONSENT, _SUBSCRIBED),
    PersonalField(
        "subscription.address_key",
        "To show by what right we wrote to an address (a keyed hash)",
        Basis.LEGAL_OBLIGATION,
        _PROOF,
    ),
    PersonalField("subscription.topic", "What somebody wants to read about", Basis.CONSENT, _PROOF),
    PersonalField(
        "subscription.place", "About where somebody wants to read", Basis.CONSENT, _PROOF
    ),
    PersonalField(
        "subscription.given_words",
        "In which words somebody agreed, as proof",
        Basis.LEGAL_OBLIGATION,
        _PROOF,
    ),
    PersonalField(
        "subscription.added_by", "Who vouches for an address", Basis.LEGITIMATE_INTERESTS, _PROOF
    ),
    PersonalField(
        "bulletin.begun_by", "Who wrote a bulletin", Basis.LEGITIMATE_INTERESTS, _BULLETINS
    ),
    PersonalField(
        "bulletin.sent_by", "Who answers for sending it", Basis.LEGITIMATE_INTERESTS, _BULLETINS
    ),
    PersonalField("letter.text", "What stands in a letter", Basis.LEGITIMATE_INTERESTS, _WORDS),
    PersonalField(
        "letter.html", "The same, as mail programs show it", Basis.LEGITIMATE_INTERESTS, _WORDS
    ),
    PersonalField(
        "suppression.address_key",
        "Not to write to an address again that wants nothing from us, whoever brings it (a keyed "
        "hash)",
        Basis.LEGAL_OBLIGATION,
        "until its owner asks for mail again",
    ),
)

_FIELDS = {
    "notice": "id source key title why step url due_on told_at settled_at mailed_at",
    "preference": "id mailed_on",
    "feed": "id secret_hash made_at revoked_at",
    "feedday": "id feed uid digest sequence changed_at",
    "letter": (
        "id token kind bulletin subject stage attempts queued_at not_before not_after about "
        "sending_at settled_at fault"
    ),
    "signup": "id area asked_at expires_at",
    "subscription": "id area basis given_on given_how added_at ended_at",
    "bulletin": "id area place topic title opening begun_at sent_at letters",
    "item": "id bulletin number heading words link",
    "suppression": "id kind why at",
}
NOT_PERSONAL: tuple[str, ...] = tuple(
    f"{model}.{name}" for model, names in _FIELDS.items() for name in names.split()
)

_BY_JOB = Ends(job="messages.forget_old")
_WITH_THE_ACCOUNT = Ends(why="Kept as long as the account")
_AS_PROOF = Ends(why="Kept as proof as long as the record, and ended by its owner at any time")
_AS_LONG = Ends(why="Kept as long as the bulletin")
_LETTER = ("account", "address", "address_key", "subscription", "text", "html")
_SUBSCRIPTION = ("account", "address", "address_key", "topic", "place", "given_words")

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        "notice",
        "What you were told",
        By.ACCOUNT,
        "account",
        {"account": GOES, "read_at": GOES},
        _BY_JOB,
        shows=("title", "told_at"),
    ),
    Holding(
        "preference",
        "How you want to be told",
        By.ACCOUNT,
        "account",
        dict.fromkeys(("account", "often", "quiet_from", "quiet_until", "quiet_weekends"), GOES),
        _WITH_THE_ACCOUNT,
    ),
    Holding(
        "feed",
        "Calendars",
        By.ACCOUNT,
        "account",
        {"account": GOES, "name": GOES},
        _BY_JOB,
        shows=("made_at", "revoked_at"),
    ),
    Holding(
        "letter",
        "Letters to this account",
        By.ACCOUNT,
        "account",
        dict.fromkeys(_LETTER, GOES),
        _BY_JOB,
        shows=("subject", "queued_at", "stage"),
        hides=("address_key",),
    ),
    Holding(
        "letter",
        "Letters to this address",
        By.ADDRESS,
        "address",
        dict.fromkeys(_LETTER, GOES),
        _BY_JOB,
        shows=("subject", "queued_at", "stage"),
        hides=("address_key",),
    ),
    Holding(
        "signup",
        "Bulletins asked for at this address, not confirmed",
        By.ADDRESS,
        "address",
        {"address": GOES, "address_key": GOES, "wanted": GOES},
        _BY_JOB,
        shows=("asked_at", "expires_at"),
        hides=("address_key",),
    ),
    Holding(
        "subscription",
        "Subscriptions of this account",
        By.ACCOUNT,
        "account",
        dict.fromkeys(_SUBSCRIPTION, GOES),
        _AS_PROOF,
        shows=("basis", "given_on", "given_how", "ended_at"),
        hides=("address_key",),
    ),
    Holding(
        "subscription",
        "Subscriptions of this address",
        By.ADDRESS,
        "address",
        dict.fromkeys(_SUBSCRIPTION, GOES),
        _AS_PROOF,
        shows=("basis", "given_on", "given_how", "ended_at"),
        hides=("address_key",),
    ),
    Holding(
        "subscription",
        "Subscriptions of others, entered by this person",
        By.PERSON,
        "added_by",
        {"added_by": blanked(None)},
        _AS_PROOF,
        shows=("added_at",),
    ),
    Holding(
        "bulletin",
        "Bulletins begun",
        By.PERSON,
        "begun_by",
        {"begun_by": blanked(None)},
        _AS_LONG,
        shows=("title", "begun_at"),
    ),
    Holding(
        "bulletin",
        "Bulletins sent",
        By.PERSON,
        "sent_by",
        {"sent_by": blanked(None)},
        _AS_LONG,
        shows=("title", "sent_at"),
    ),
    Holding(
        "suppression",
        "Addresses that want no more letters",
        By.NOBODY,
        "",
        {"address_key": stays("A keyed hash, so that nobody writes to the address again")},
        Ends(why="Kept until the owner of the address asks for mail again"),
    ),
)

CONTROLLERS = {
    **dict.fromkeys(("notice", "preference", "feed", "suppression"), PLATFORM),
    "letter": of_record("bulletin__area"),  # of no bulletin: from the platform itself
    **dict.fromkeys(("subscription", "bulletin", "signup"), of_record("area")),
}
