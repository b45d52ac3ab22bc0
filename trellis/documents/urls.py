"""Addresses of the documents room."""

from django.urls import path

from trellis.documents.views import entry, files, keeping, library, links

app_name = "documents"

urlpatterns = [
    # /documents/
    path("", library.documents, name="list"),
    path("download.csv", library.download, name="download"),
    path("new/", entry.add, name="add"),
    # /documents/<id>/
    path("<int:document_id>/", library.record, name="record"),
    path("<int:document_id>/edit/", entry.edit, name="edit"),
    path("<int:document_id>/audience/", keeping.audience, name="audience"),
    path("<int:document_id>/withdraw/", keeping.withdraw, name="withdraw"),
    path("<int:document_id>/restore/", keeping.restore, name="restore"),
    # /documents/<id>/links/
    path("<int:document_id>/links/", links.links, name="links"),
    path("<int:document_id>/links/<int:link_id>/revoke/", links.revoke_link, name="revoke_link"),
    # /documents/<id>/versions/
    path("<int:document_id>/versions/new/", entry.add_version, name="add_version"),
    path("<int:document_id>/versions/<int:number>/", files.file, name="file"),
    # /documents/with/<secret>/
    path("with/<str:secret>/", links.link, name="link"),
]
