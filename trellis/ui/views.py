"""The gallery: every component in every state, on one page per family."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery.html")
