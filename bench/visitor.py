"""Somebody with a browser: keeps cookies, reads forms and sends them as a browser would."""

import http.client
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

from bench.house import HOST

FAULTS = (OSError, http.client.HTTPException, RuntimeError)


@dataclass
class Form:
    """What a form would send as it stands: checked boxes, selected options, typed text."""

    fields: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    """Collects the forms that are sent by POST."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._form: Form | None = None
        self._select = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form() if given.get("method", "").lower() == "post" else None
            if self._form is not None:
                self.found.append(self._form)
        elif self._form is not None:
            self._control(self._form, tag, given)

    def _control(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag == "input" and name:
            form.names.add(name)
            if given.get("type") not in {"checkbox", "radio"} or "checked" in given:
                form.fields[name] = given.get("value", "")
        elif tag == "select":
            self._select = name
            form.names.add(name)
        elif tag == "option" and (self._select not in form.fields or "selected" in given):
            form.fields[self._select] = given.get("value", "")
        elif tag == "textarea":
            self._text = name
            form.names.add(name)
            form.fields[name] = ""

    def handle_data(self, data: str) -> None:
        if self._form is not None and self._text:
            self._form.fields[self._text] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        self._select = "" if tag == "select" else self._select
        if tag == "textarea" and self._form is not None:
            # A browser drops the one line break that follows the opening tag.
            typed = self._form.fields[self._text]
            self._form.fields[self._text] = typed.removeprefix("\n")
            self._text = ""


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    location: str = ""


class Visitor:
    """One connection, kept open. Every fault of the line is an OSError or HTTPException."""

    def __init__(self, port: int, *, timeout: float = 20) -> None:
        self.port = port
        self._cookies: dict[str, str] = {}
        self._line = http.client.HTTPConnection(HOST, port, timeout=timeout)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        return self._ask("POST", path, urlencode(fields))

    def sign_in(self, key: str) -> None:
        """By the demo's one click."""
        answer = self.get(f"/demo/{key}/")
        if answer.status != 302 or "trellis_session" not in self._cookies:
            raise RuntimeError(f"{key} cannot sign in: {answer.status}")

    def form(self, path: str, needs: str) -> Form:
        """The page's form that has a field of that name, as it stands."""
        answer = self.get(path)
        parser = _Forms()
        parser.feed(answer.text)
        for found in parser.found:
            if needs in found.names:
                return found
        raise RuntimeError(f"{path}: {answer.status}, no form with {needs!r}")

    def links(self, path: str, pattern: str) -> list[str]:
        """The page's links that fit, each once, in order."""
        answer = self.get(path)
        hrefs = re.findall(r'href="([^"]+)"', answer.text)
        clean = [urljoin(path, href.replace("&amp;", "&")) for href in hrefs]
        return list(dict.fromkeys(href for href in clean if re.search(pattern, href)))

    def close(self) -> None:
        self._line.close()

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        headers = {
            "Host": f"localhost:{self.port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Origin"] = f"http://localhost:{self.port}"
        try:
            self._line.request(method, path, body, headers)
            response = self._line.getresponse()
            text = response.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            self._line.close()
            raise
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, rest = cookie.partition("=")
            self._cookies[name] = rest.partition(";")[0]
        where = urlsplit(response.headers.get("Location", ""))
        location = where.path + (f"?{where.query}" if where.query else "")
        return Answer(response.status, text, location)
