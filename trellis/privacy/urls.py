"""Addresses of the privacy room; `/privacy/` itself is the public page of the front."""

from django.urls import path

from trellis.privacy.views import (
    breaches,
    complaints,
    leaving,
    own,
    register,
    requests,
    retention,
    sharing,
)

app_name = "privacy"

urlpatterns = [
    # /privacy/own/
    path("own/", own.own, name="own"),
    path("own/looks/", own.looks, name="looks"),
    path("own/decides/", own.decides, name="decides"),
    path("own/ask/<slug:kind>/", own.ask, name="ask"),
    # /privacy/requests/
    path("requests/", requests.requests, name="requests"),
    path("requests/<int:request_id>/", requests.request, name="request"),
    path("requests/<int:request_id>/bodies/", requests.bodies, name="bodies"),
    path("requests/<int:request_id>/file/", own.file, name="file"),
    path("requests/<int:request_id>/make-file/", requests.make_file, name="make_file"),
    path("requests/<int:request_id>/send/", requests.send_file, name="send_file"),
    path("requests/<int:request_id>/erase/", requests.start_erasure, name="start_erasure"),
    path("requests/<int:request_id>/answer/", requests.answer, name="answer"),
    path("requests/<int:request_id>/ask-identity/", requests.ask_identity, name="ask_identity"),
    path("requests/<int:request_id>/identity/", requests.note_identity, name="note_identity"),
    path("requests/<int:request_id>/extend/", requests.extend, name="extend"),
    path("requests/<int:request_id>/refuse/", requests.refuse, name="refuse"),
    path("requests/<int:request_id>/withdraw/", requests.withdraw, name="withdraw"),
    # /privacy/complaints/
    path("own/complain/", complaints.complain, name="complain"),
    path("complaints/record/", complaints.record, name="record_complaint"),
    path("complaints/<int:complaint_id>/", complaints.complaint, name="complaint"),
    path("complaints/<int:complaint_id>/acknowledge/", complaints.acknowledge, name="acknowledge"),
    path("complaints/<int:complaint_id>/close/", complaints.close, name="close_complaint"),
    # /privacy/breaches/
    path("breaches/record/", breaches.record, name="record_breach"),
    path("breaches/<int:breach_id>/", breaches.breach, name="breach"),
    path("breaches/<int:breach_id>/assess/", breaches.assess, name="assess_breach"),
    path("breaches/<int:breach_id>/commissioner/", breaches.commissioner, name="commissioner"),
    path("breaches/<int:breach_id>/people/", breaches.people, name="people_of_breach"),
    path("breaches/<int:breach_id>/close/", breaches.close, name="close_breach"),
    # /privacy/register/
    path("register/", register.register, name="register"),
    path("register.csv", register.download, name="register_download"),
    # /privacy/sharing/
    path("sharing/", sharing.agreements, name="agreements"),
    path("sharing/draft/", sharing.draft, name="draft_agreement"),
    path("sharing/<int:agreement_id>/", sharing.agreement, name="agreement"),
    path("sharing/<int:agreement_id>/propose/", sharing.propose, name="propose_agreement"),
    path("sharing/<int:agreement_id>/agree/", sharing.agree, name="agree"),
    path("sharing/<int:agreement_id>/refuse/", sharing.refuse, name="refuse_agreement"),
    path("sharing/<int:agreement_id>/review/", sharing.review, name="review_agreement"),
    path("sharing/<int:agreement_id>/end/", sharing.end, name="end_agreement"),
    # /privacy/leaving/
    path("leaving/", leaving.handovers, name="handovers"),
    path("leaving/of/<int:organisation_id>/", leaving.leave, name="leave"),
    path("leaving/<int:handover_id>/", leaving.handover, name="handover"),
    path("leaving/<int:handover_id>/becomes/<str:estate>/", leaving.fate, name="fate"),
    path("leaving/<int:handover_id>/file/", leaving.export, name="export"),
    path("leaving/<int:handover_id>/complete/", leaving.complete, name="complete_handover"),
    path("leaving/<int:handover_id>/withdraw/", leaving.withdraw, name="withdraw_handover"),
    path("leaving/shares/<int:share_id>/accept/", leaving.accept, name="accept_share"),
    path("leaving/shares/<int:share_id>/decline/", leaving.decline, name="decline_share"),
    # /privacy/retention/
    path("retention/", retention.retention, name="retention"),
]
