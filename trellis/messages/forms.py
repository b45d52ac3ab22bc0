"""What people say they want by mail, and what bulletins are made of."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from trellis.kernel.fields import DayField
from trellis.kernel.forms import OnceForm
from trellis.messages.actions import Often, Wish
from trellis.messages.queries import Bulletin, Item, Waiting, addresses_in

_HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


class WishForm(OnceForm):
    often = forms.ChoiceField(
        label=_("A letter with what is new for you"),
        choices=[
            (Often.DAILY, _("At most once a day")),
            (Often.WEEKLY, _("At most once a week")),
            (Often.NEVER, _("Never: I look here")),
        ],
        widget=forms.RadioSelect,
        help_text=_("Only when there is something new that you have not read here."),
    )
    quiet_from = forms.TypedChoiceField(label=_("Quiet from"), coerce=int, choices=_HOURS)
    quiet_until = forms.TypedChoiceField(
        label=_("Quiet until"),
        coerce=int,
        choices=_HOURS,
        help_text=_("No letter comes between these two. The same hour twice: none is quiet."),
    )
    quiet_weekends = forms.BooleanField(
        label=_("Leave me in peace on Saturdays and Sundays"), required=False
    )

    def __init__(self, *args: Any, wish: Wish, **kwargs: Any) -> None:
        super().__init__(*args, initial=vars(wish), **kwargs)

    def wish(self) -> Wish:
        given = self.cleaned_data
        return Wish(
            Often(given["often"]),
            given["quiet_from"],
            given["quiet_until"],
            given["quiet_weekends"],
        )


Choices = Sequence[tuple[str, str]]
MOST_AT_ONCE = 1_000


class _ByTopicAndPlace(OnceForm):
    topic = forms.ChoiceField(label=_("Topic"))
    place = forms.TypedChoiceField(
        label=_("Place"),
        coerce=int,
        help_text=_("It counts for the places in it too, and for those that it lies in."),
    )

    def __init__(self, *args: Any, topics: Choices, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("topic", topics), ("place", places)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class SubscribeForm(_ByTopicAndPlace):
    """One's own."""


class SignUpForm(OnceForm):
    """For people without an account."""

    topics = forms.MultipleChoiceField(
        label=_("What about?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one topic")},
    )
    places = forms.MultipleChoiceField(
        label=_("Where?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A place counts with all that lies in it."),
        error_messages={"required": _("Tick at least one place")},
    )
    address = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Enter your e-mail address"),
            "invalid": _("Enter an e-mail address like name@example.org"),
        },
    )

    def __init__(self, *args: Any, topics: Choices, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        (area_id, name), *parts = places
        whole = (area_id, gettext("All of %(name)s") % {"name": name})
        for name, choices in (("topics", topics), ("places", [whole, *parts])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class ConfirmForm(OnceForm):
    """What was asked for, all of it ticked by whoever asked; its owner leaves what they want."""

    wanted = forms.MultipleChoiceField(
        label=_("Send me"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what you want, or leave this page")},
    )

    def __init__(self, *args: Any, waiting: Waiting, **kwargs: Any) -> None:
        choices = [(one.code, f"{one.topic_words}, {one.place}") for one in waiting.wanted]
        super().__init__(*args, initial={"wanted": [code for code, _words in choices]}, **kwargs)
        field = self.fields["wanted"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class WriteAgainForm(OnceForm):
    address = forms.EmailField(
        label=_("The address that the letter came to"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We keep only a hash of it, so please enter it once more."),
    )


class AddSubscribersForm(_ByTopicAndPlace):
    addresses = forms.CharField(
        label=_("E-mail addresses"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One on each line. Whoever unsubscribed before stays silent."),
    )
    basis = forms.ChoiceField(
        label=_("Why may we write to them?"),
        choices=[
            ("consent", _("They agreed to it")),
            ("soft_opt_in", _("They supported us or asked about our work, and could say no")),
            ("organisation", _("They are addresses of organisations, not of persons")),
        ],
        widget=forms.RadioSelect,
    )
    given_on = DayField(label=_("When did they say so?"))
    given_words = forms.CharField(
        label=_("What were they told?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Word for word, and where: it stands in every letter to them, as the proof."),
    )

    def clean_addresses(self) -> list[str]:
        found = addresses_in(self.cleaned_data["addresses"])
        if len(found) > MOST_AT_ONCE:
            raise ValidationError(gettext("Bring at most a thousand addresses at a time."))
        for number, one in enumerate(found, start=1):
            try:
                validate_email(one)
            except ValidationError as fault:
                words = gettext("Address %(number)d, “%(typed)s”, is none. Put it right.")
                raise ValidationError(words % {"number": number, "typed": one[:60]}) from fault
        return found


class BeginForm(_ByTopicAndPlace):
    title = forms.CharField(
        label=_("Title"), max_length=150, help_text=_("It is the subject of the letter.")
    )
    opening = forms.CharField(
        label=_("Opening words"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ["title", "opening", "topic", "place"]


class ChangeForm(OnceForm):
    title = forms.CharField(label=_("Title"), max_length=150)
    opening = forms.CharField(
        label=_("Opening words"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, row: Bulletin, **kwargs: Any) -> None:
        initial = {"title": row.title, "opening": row.opening}
        super().__init__(*args, initial=initial, **kwargs)


class ItemForm(OnceForm):
    heading = forms.CharField(label=_("Heading"), max_length=150)
    words = forms.CharField(
        label=_("Words"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Plain words; an empty line begins a new paragraph."),
    )
    link = forms.URLField(
        label=_("Where to read on"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=_("It stands in the letter as it is here: nobody counts who follows it."),
        error_messages={"invalid": _("Where to read on: enter an address like https://…")},
    )

    def __init__(self, *args: Any, row: Item | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = {"heading": row.heading, "words": row.words, "link": row.link}
        super().__init__(*args, **kwargs)


class FeedForm(OnceForm):
    name = forms.CharField(
        label=_("Which calendar is it for?"),
        max_length=60,
        help_text=_("Such as: my phone. So that you can tell which address to revoke."),
    )
