"""Root addresses: each room under its own word."""

from django.urls import include, path

urlpatterns = [
    path("", include("trellis.web.urls")),
    path("ui/", include("trellis.ui.urls")),
    path("people/", include("trellis.people.urls")),
    path("organisations/", include("trellis.organisations.urls")),
    path("places/", include("trellis.places.urls")),
    path("documents/", include("trellis.documents.urls")),
    path("imports/", include("trellis.imports.urls")),
    path("messages/", include("trellis.messages.urls")),
    path("questions/", include("trellis.questions.urls")),
    path("privacy/", include("trellis.privacy.urls")),
    path("funding/", include("trellis.funding.urls")),
    path("record/", include("trellis.record.urls")),
    path("performance/", include("trellis.performance.urls")),
]

handler400 = "trellis.web.views.errors.bad_request"
handler403 = "trellis.web.views.errors.not_allowed"
handler404 = "trellis.web.views.errors.not_found"
handler429 = "trellis.web.views.errors.too_often"
handler500 = "trellis.web.views.errors.fault"
