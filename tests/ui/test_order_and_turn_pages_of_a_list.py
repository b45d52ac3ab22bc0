"""Somebody orders a list by a column and turns its pages, keeping what they had filtered."""

from xml.etree.ElementTree import Element

import html5lib
from django.core.paginator import Paginator
from django.test import RequestFactory
from django_cotton.utils import render_component


def drawn(component: str, address: str, **attributes: object) -> Element:
    html = render_component(RequestFactory().get(address), component, **attributes)
    table = f"<table><tr>{html}</tr></table>" if component == "th" else html
    tree: Element = html5lib.parseFragment(table, namespaceHTMLElements=False)
    return tree


def links(tree: Element) -> list[str]:
    return [link.get("href", "") for link in tree.iter("a")]


def order(tree: Element) -> str | None:
    return next(tree.iter("th")).get("aria-sort")


def test_a_heading_orders_by_its_column_from_the_first_page() -> None:
    heading = drawn("th", "/?place=amberdale&page=3", sort="name", sorted="")
    assert (links(heading), order(heading)) == (["?place=amberdale&sort=name"], None)


def test_the_same_heading_again_turns_the_order_round() -> None:
    rising = drawn("th", "/?sort=name", sort="name", sorted="name")
    assert (links(rising), order(rising)) == (["?sort=-name"], "ascending")
    falling = drawn("th", "/?sort=-name", sort="name", sorted="-name")
    assert (links(falling), order(falling)) == (["?sort=name"], "descending")


def test_pages_far_away_are_left_out_and_filters_are_kept() -> None:
    page = Paginator(range(230), 10).page(12)
    assert links(drawn("pagination", "/?place=amberdale", page=page)) == [
        f"?place=amberdale&page={number}" for number in (11, 1, 11, 13, 23, 13)
    ]


def test_a_list_of_one_page_has_no_pages_to_turn() -> None:
    assert links(drawn("pagination", "/", page=Paginator(range(3), 10).page(1))) == []
