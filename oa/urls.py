"""URLs of the whole site; each app keeps its own list."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.templatetags.static import static
from django.urls import include, path
from django.utils.functional import lazy
from django.views.generic import RedirectView

from apps.desk.context import site
from apps.organisation.sign_in import OwnPasswordForm

urlpatterns = [
    path("admin/", admin.site.urls),
    path(
        "login/",
        auth.LoginView.as_view(
            redirect_authenticated_user=True, extra_context={"site": lazy(site, dict)()}
        ),
        name="login",
    ),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path(
        "password/",
        auth.PasswordChangeView.as_view(form_class=OwnPasswordForm),
        name="password_change",
    ),
    path("password/done/", auth.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("organisation/", include("apps.organisation.urls")),
    path("activity/", include("apps.activity.urls")),
    path("documents/", include("apps.documents.urls")),
    path("leave/", include("apps.leave.urls")),
    path("m/", include("apps.desk.mail_urls")),
    # Browsers ask for it beside PDF files and wherever a page names none.
    path(
        "favicon.ico",
        login_not_required(RedirectView.as_view(url=lazy(static, str)("img/mark.svg"))),
        name="icon",
    ),
    path("", include("apps.desk.urls")),
]

admin.site.password_change_form = OwnPasswordForm
admin.site.site_header = "市府协同 · 管理后台"
admin.site.site_title = "管理后台"
admin.site.index_title = "请选择要管理的内容"
handler400 = "apps.desk.errors.bad_request"
handler403 = "apps.desk.errors.forbidden"
handler404 = "apps.desk.errors.not_found"
handler500 = "apps.desk.errors.server_error"
