"""Addresses of documents."""

from django.urls import path

import apps.core.addresses  # noqa: F401  (the converter <key:…>)
from apps.documents.views import (
    acts,
    asking,
    calling,
    detail,
    drafts,
    evidence,
    lists,
    papers,
    sealing,
    words,
)

app_name = "documents"
urlpatterns = [
    path("", lists.index, name="index"),
    path("new/<str:direction>/", drafts.new, name="new"),
    path("new/<str:direction>/import/", words.import_new, name="import_new"),
    path("new/<str:direction>/preview/", words.preview_new, name="preview_new"),
    path("<key:pk>/", detail.show, name="detail"),
    path("<key:pk>/edit/", drafts.edit, name="edit"),
    path("<key:pk>/import/", words.import_edit, name="import"),
    path("<key:pk>/preview/", words.preview, name="preview"),
    path("<key:pk>/send/", drafts.send, name="send"),
    path("<key:pk>/take-back/", drafts.take_back, name="take_back"),
    path("<key:pk>/give-up/", drafts.give_up, name="give_up"),
    path("<key:pk>/split/", drafts.split, name="split"),
    path("<key:pk>/attach/", drafts.attach, name="attach"),
    path(
        "<key:pk>/files/<key:attachment_pk>/remove/",
        drafts.remove_attachment,
        name="remove_attachment",
    ),
    path("<key:pk>/amend/", acts.amend, name="amend"),
    path("<key:pk>/call-in/", calling.call_in, name="call_in"),
    path("<key:pk>/consult/", asking.consult, name="consult"),
    path("<key:pk>/consult/<key:consultation_pk>/extend/", asking.extend, name="extend"),
    path(
        "<key:pk>/consult/<key:consultation_pk>/answer/",
        asking.answer_extension,
        name="answer_extension",
    ),
    path("<key:pk>/consult/<key:consultation_pk>/late/", asking.late, name="late"),
    path("<key:pk>/disclose/", acts.disclose, name="disclose"),
    path("<key:pk>/findings/<slug:key>/", evidence.find, name="find"),
    path("<key:pk>/steps/<key:step_pk>/settle/", acts.settle, name="settle"),
    path("<key:pk>/steps/<key:step_pk>/note/", acts.keep_note, name="note"),
    path("<key:pk>/steps/<key:step_pk>/hand-over/", acts.hand_over, name="hand_over"),
    path("<key:pk>/steps/<key:step_pk>/add/", acts.add, name="add"),
    path("<key:pk>/steps/<key:step_pk>/urge/", acts.urge, name="urge"),
    path("<key:pk>/steps/<key:step_pk>/paper/", evidence.record_paper, name="paper"),
    path("<key:pk>/page.pdf", papers.pdf, name="pdf"),
    path("<key:pk>/slip.pdf", papers.slip, name="slip"),
    path("<key:pk>/measures/", papers.measures, name="measures"),
    path("<key:pk>/page.docx", words.docx, name="docx"),
    path("<key:pk>/page.ofd", papers.ofd, name="ofd"),
    path("<key:pk>/seal/", sealing.seal, name="seal"),
    path("<key:pk>/files/<key:attachment_pk>/", papers.attachment, name="attachment"),
]
