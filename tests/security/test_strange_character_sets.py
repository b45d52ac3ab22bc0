"""A request may say that it is written in any codec there is; it is read as UTF-8."""

from io import BytesIO

import pytest

from trellis.config.wsgi import application

# No text at all; halves of characters; other lengths; unknown; words that cannot be decoded.
CODECS = ("hex", "rot13", "undefined", "idna", "unicode_escape", "utf-7", "utf-16", "none-such")
PART = (
    b'--X\r\nContent-Disposition: form-data; name="email"\r\n\r\n\\ud800@example.org\r\n'
    b'--X\r\nContent-Disposition: form-data; name="once"\r\n\r\n\\ud800\r\n--X--\r\n'
)


def status(path: str, *, query: str = "", kind: str = "", body: bytes = b"") -> int:
    """What the application as it is served answers, past the test client, which reads requests
    in a way of its own."""
    environ = {
        "REQUEST_METHOD": "POST" if body else "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": kind,
    }
    return application.get_response(application.request_class(environ)).status_code


@pytest.mark.django_db
@pytest.mark.parametrize("codec", CODECS)
def test_a_page_asked_for_in_a_strange_codec(codec: str) -> None:
    kind = f"text/plain; charset={codec}"

    assert status("/people/sign-in/", query="next=%5Cud800", kind=kind) == 200


@pytest.mark.django_db
@pytest.mark.parametrize("codec", CODECS)
def test_a_form_sent_in_a_strange_codec(codec: str) -> None:
    """Refused for want of the form's token, as any form of a stranger's is: it has been read."""
    kind = f"multipart/form-data; boundary=X; charset={codec}"

    assert status("/people/sign-in/link/", kind=kind, body=PART) == 403


@pytest.mark.django_db
def test_a_content_type_that_cannot_be_read() -> None:
    kind = "multipart/form-data; boundary=X; name*=none-such''%41"

    assert status("/people/sign-in/", kind=kind) == 200
    assert status("/people/sign-in/link/", kind=kind, body=PART) == 403
