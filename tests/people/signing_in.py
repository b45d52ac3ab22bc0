"""Signing in through the pages, as a browser does."""

from typing import Any

from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD
from trellis.kernel.viewer import Viewer

SIGN_IN = "/people/sign-in/"


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(SIGN_IN, {"login": email, "password": password, **more})


def is_signed_in(client: Client) -> bool:
    return bool(client.get(reverse("people:account")).status_code == 200)


def viewer_of(response: Any) -> Viewer:
    """The viewer that the page was made for."""
    viewer = response.wsgi_request.viewer
    assert isinstance(viewer, Viewer)
    return viewer
