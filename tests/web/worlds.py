"""Loading the example worlds once for all tests of a module, and reading their pages."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import html5lib
from django.db import transaction
from django.test import Client

# Links to what is no page, or to other views of the same page.
_NO_PAGE = re.compile(r"/downloads/[a-z]+(\?|$)|[?&]on=")


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written in it is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def crawl(client: Client, starts: Iterable[str], within: str) -> dict[str, str]:
    """Every page that can be reached from the starts by links whose address begins so."""
    found: dict[str, str] = {}
    waiting = list(starts)
    while waiting:
        url = waiting.pop()
        if url in found:
            continue
        page = client.get(url)
        assert page.status_code == 200, (url, page.status_code)
        found[url] = page.content.decode()
        links = (one.replace("&amp;", "&").partition("#")[0] for one in _links(found[url]))
        waiting += [one for one in links if one.startswith(within) and not _NO_PAGE.search(one)]
    return found


def _links(html: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', html)


def parsed(html: str) -> Any:
    return html5lib.parse(html, namespaceHTMLElements=False)


def words_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def main_of(html: str) -> str:
    """What the page itself says, without the frame around it."""
    document = parsed(html)
    return words_of(document.find(".//main"))
