"""Addresses of the places room."""

from django.http import HttpResponse
from django.urls import path

app_name = "places"

urlpatterns = [
    path("", lambda request: HttpResponse("soon"), name="areas"),
    path("<slug:area>/<str:code>/", lambda request, area, code: HttpResponse("soon"), name="place"),
]
