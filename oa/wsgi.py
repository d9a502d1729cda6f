"""The WSGI entry point for gunicorn; the process that the network reaches.

Refuses to start in production with a key that only background work may have: whoever takes this
process over could make mail links or sign anchors.
"""

import logging
import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from apps.core.logs import MaskTokens
from apps.desk.readable import without_charset

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oa.settings")

application = without_charset(get_wsgi_application())
if settings.PRODUCTION and (settings.OA_LINK_KEY or settings.OA_ANCHOR_KEY):
    raise ImproperlyConfigured("LINK_KEY、ANCHOR_KEY 只给后台任务进程，网站进程不得持有")
# gunicorn writes through handlers of its own, which settings cannot reach.
for _name in ("gunicorn.error", "gunicorn.access"):
    logging.getLogger(_name).addFilter(MaskTokens())
