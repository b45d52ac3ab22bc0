"""Rows of figures that cannot be taken, each with the code of what is wrong with it."""

from typing import Final

MISFITS: Final[tuple[tuple[dict[str, str], str], ...]] = (
    ({"Indicator": "99"}, "no_such_indicator"),
    ({"Place": "Nowhere"}, "no_such_place"),
    ({"Period": "Q2 2026"}, "not_a_period"),
    ({"Period": "July 2026"}, "not_expected"),
    ({"Period": "2025-Q4"}, "beyond_framework"),
    ({"Indicator": "5"}, "nobody_reports"),
    ({"Indicator": "5", "Place": "Ambley B"}, "not_yours"),
    ({"Provider": "Ambley hub b"}, "not_the_provider"),
    ({"Indicator": "2", "Provider": "Ambley hub b"}, "not_yours"),
    ({"Figure": "11"}, "no_reason"),
    ({"Figure": "many"}, "not_a_number"),
    ({}, "no_figure"),
    ({"Figure": "-1"}, "fewer_than_none"),
    ({"Figure": "1.23456"}, "too_long_a_figure"),
    ({"Figure": "5", "What is known": "not measured"}, "known_and_figure"),
    ({"Figure": "5", "What is known": "zero"}, "known_and_figure"),
    ({"What is known": "withheld, small number"}, "not_of_kind"),
    ({"What is known": "so so"}, "not_a_choice"),
    ({"How many": "3", "Out of how many": "4"}, "no_such_part"),
    ({"Indicator": "2", "Figure": "120"}, "not_a_percentage"),
    ({"Indicator": "2", "Figure": "0.75"}, "a_part_of_one"),
    ({"Indicator": "2", "How many": "3"}, "both_numbers"),
    ({"Indicator": "2", "How many": "5", "Out of how many": "4"}, "more_than_all"),
    ({"Indicator": "2", "How many": "1.5", "Out of how many": "4"}, "not_a_count"),
    (
        {"Indicator": "2", "Figure": "70", "How many": "3", "Out of how many": "4"},
        "disagrees",
    ),
    ({"Indicator": "3"}, "no_reached_on"),
    ({"Indicator": "3", "Reached on": "1 December 2026"}, "yet_to_come"),
    (
        {"Indicator": "3", "Reached on": "1 August 2026", "What is known": "not reached"},
        "not_reached",
    ),
    ({"Indicator": "3", "Figure": "3"}, "no_such_part"),
    ({"Indicator": "4"}, "no_words"),
)
