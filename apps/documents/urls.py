"""Addresses of documents."""

from django.urls import path

from apps.documents.views import acts, detail, drafts, evidence, lists, papers, words

app_name = "documents"
urlpatterns = [
    path("", lists.index, name="index"),
    path("new/<str:direction>/", drafts.new, name="new"),
    path("new/<str:direction>/import/", words.import_new, name="import_new"),
    path("new/<str:direction>/preview/", words.preview_new, name="preview_new"),
    path("<int:pk>/", detail.show, name="detail"),
    path("<int:pk>/edit/", drafts.edit, name="edit"),
    path("<int:pk>/import/", words.import_edit, name="import"),
    path("<int:pk>/preview/", words.preview, name="preview"),
    path("<int:pk>/send/", drafts.send, name="send"),
    path("<int:pk>/take-back/", drafts.take_back, name="take_back"),
    path("<int:pk>/give-up/", drafts.give_up, name="give_up"),
    path("<int:pk>/split/", drafts.split, name="split"),
    path("<int:pk>/attach/", drafts.attach, name="attach"),
    path("<int:pk>/amend/", acts.amend, name="amend"),
    path("<int:pk>/disclose/", acts.disclose, name="disclose"),
    path("<int:pk>/findings/<slug:key>/", evidence.find, name="find"),
    path("<int:pk>/steps/<int:step_pk>/settle/", acts.settle, name="settle"),
    path("<int:pk>/steps/<int:step_pk>/hand-over/", acts.hand_over, name="hand_over"),
    path("<int:pk>/steps/<int:step_pk>/add/", acts.add, name="add"),
    path("<int:pk>/steps/<int:step_pk>/urge/", acts.urge, name="urge"),
    path("<int:pk>/steps/<int:step_pk>/paper/", evidence.record_paper, name="paper"),
    path("<int:pk>/page.pdf", papers.pdf, name="pdf"),
    path("<int:pk>/page.docx", words.docx, name="docx"),
    path("<int:pk>/files/<int:attachment_pk>/", papers.attachment, name="attachment"),
]
