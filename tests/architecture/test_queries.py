"""Reads take the viewer, or facts that were read for one."""

import ast
from importlib import import_module

import pytest

from tests.architecture.source import ROOMS, Function, files_of, top_functions

# First arguments that carry what somebody was allowed to read.
FACTS = {
    "FrameworkFacts", "Iterable[Check]", "Organisation", "Invitation", "Account",
    "list[Figure]", "Collection[Node]", "Document", "Intake", "StagedRow", "ImportShape",
    "Difference", "Figure", "Line", "PublicationFacts", "Sequence[Difference]",
    "Sequence[ReturnFacts]", "Sequence[RoundFacts]",
}  # fmt: skip

# What is asked for nobody in particular, and why that gives nothing away.
FOR_NOBODY = {
    "places": {
        "geography is public": {
            "ancestors", "area", "chains", "children", "editions", "figure", "figures",
            "known_codes", "map_of", "map_of_children", "map_of_neighbours", "overlaps",
            "of_its_kind", "places_to_add_under", "populations", "share_of", "subtree_ids",
            "subtrees", "tree", "versions", "check_outlines", "check_postcodes",
        },
        "asked by the job that tidies up": {"abandoned"},
    },
    "people": {
        "a table of ours": {"role", "roles"},
        "asked to find out who the viewer is": {
            "account", "account_for_signing_in", "has_enough_links", "has_second_factor",
            "has_second_factor_by_account", "has_second_factor_by_person", "holder_of_session",
            "invitation_with", "is_closed", "link_with", "must_wait", "second_factor_passed",
            "unopened",
        },
        "asked by a room whose own policy has decided": {"names", "roles_held"},
        "asked by the system when a role ends": {"lapsed_invitations_by", "lapsed_invitations_to"},
        "asked by the system when an organisation is taken back": {"invited_to"},
        "given once, when the house starts": {"answered_by"},
    },
    "organisations": {
        "names are public": {
            "keeper_of_record", "named", "named_in", "on_record", "where_on_record",
        },
        "it makes the viewer": {"viewer_for"},
        "geography is public, and a table of ours": {"kinds", "place_choices"},
        "names nobody": {"roles_at"},
    },
    "documents": {
        "a table of ours": {"kinds"},
    },
    "imports": {
        "asked by the worker": {"interrupted", "to_forget"},
        "a file that whoever asks has in hand": {"look_apart", "stored"},
    },
    "messages": {
        "a hash of what whoever asks has in hand": {"address_key"},
        "a table of ours": {"topics", "words_agreed"},
        "geography is public": {"places_of"},
        "given once, when the house starts": {"due_days_by"},
        "asked by the worker": {
            "as_calendar", "days_of", "has_digest_waiting", "is_suppressed", "suppressed_among",
            "wish_of", "written",
        },
        "the secret is what counts": {
            "feed_with", "reader_key", "reader_secret", "reader_with", "sign_up_facts",
            "sign_up_secret", "unsubscribe_facts", "unsubscribe_secret", "waiting_with",
        },
    },
    "questions": {},
    "funding": {
        "agreements are public": {"accepting", "agreements_of", "paid_in"},
    },
    "record": {
        "figures are public": {
            "done_by", "kind", "kinds_named", "quarters_within", "report", "served", "spans", "tag",
        },
        "a row that whoever asks has in hand": {"done_of", "said", "versions"},
        "asked by whoever runs the house": {
            "cells", "differing", "faults", "kept_cells", "kinds", "made_anew",
            "tags_counted",
        },
        "asked by the example": {"brought_from", "kinds_by_name", "newest_rows", "tags"},
        "given once, when the house starts": {"doors_by"},
    },
    "privacy": {
        "asked by the worker": {"unfinished"},
        "the register of processing, which is public": {"shareable"},
    },
    "performance": {
        "a table of ours": {"bar_words"},
        "outcomes of live frameworks, which are public": {"outcomes_to_serve"},
        "asked by the worker": {"interrupted_runs"},
        "asked by whoever runs the house": {"verify_publications"},
    },
}  # fmt: skip


def offered(room: str) -> list[Function]:
    names = getattr(import_module(f"trellis.{room}.queries"), "__all__", None)
    return [
        function
        for path in files_of(room, "queries")
        for function in top_functions(path)
        if (function.name in names if names is not None else function.name[0] != "_")
    ]


def kind_of_first(function: Function) -> str:
    first = (function.args.posonlyargs + function.args.args + function.args.kwonlyargs)[:1]
    return ast.unparse(first[0].annotation or ast.Constant("")) if first else ""


@pytest.mark.parametrize("room", ROOMS)
def test_reads_take_the_viewer(room: str) -> None:
    without = {
        function.name
        for function in offered(room)
        if kind_of_first(function) not in {"Viewer", *FACTS}
    }

    assert without == set().union(*FOR_NOBODY[room].values())
