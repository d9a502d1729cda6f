"""WeasyPrint made ours: the chosen font files and no others, nothing fetched, nothing written.

The files are registered where they lie. WeasyPrint's own @font-face copies each of them (50 MB)
into a temporary folder of every process, and a process that is killed leaves its folder behind.
"""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from apps.typesetting import fonts
from apps.typesetting.refusals import CannotTypeset

NO_SYSTEM_FONTS = Path(__file__).parent / "no_system_fonts.conf"
RULE = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><match target="scan">
<test name="file" compare="eq"><string>{path}</string></test>
<test name="index" compare="eq"><int>{index}</int></test>
<edit name="family" mode="prepend"><string>{family}</string></edit></match></fontconfig>"""


@dataclass(frozen=True)
class Setting:
    """What every page of this process is drawn with."""

    configuration: Any
    css: Any
    fetcher: Any


@lru_cache(maxsize=1)
def setting() -> Setting:
    """Return fonts, style sheet and fetcher, made once: fresh ones cost time and memory."""
    from apps.typesetting.stylesheet import stylesheet

    try:
        from weasyprint import CSS
    except (ImportError, OSError) as error:
        raise CannotTypeset("本机缺少 Pango 等排版组件，暂不能生成PDF，请联系管理员。") from error
    configuration, fetcher = font_configuration(), closed_fetcher()
    css = CSS(string=stylesheet(), font_config=configuration, url_fetcher=fetcher)
    return Setting(configuration, css, fetcher)


def font_configuration() -> Any:
    """Return a font configuration that knows our faces by name and no font of the system."""
    from weasyprint.text.ffi import ffi, fontconfig, pangoft2
    from weasyprint.text.fonts import FontConfiguration

    with _environment("FONTCONFIG_FILE", str(NO_SYSTEM_FONTS)):
        made = FontConfiguration()
    config = made._config
    for family, path, index in dict.fromkeys(
        (face.family, face.path, face.index) for face in fonts.faces().values()
    ):
        rule = RULE.format(path=escape(path), index=index, family=escape(family))
        fontconfig.FcConfigParseAndLoadFromMemory(config, rule.encode(), True)
        if not fontconfig.FcConfigAppFontAddFile(config, os.fsencode(path)):
            raise CannotTypeset(f"字体文件{Path(path).name}无法载入，请联系管理员。")
    pangoft2.pango_fc_font_map_config_changed(ffi.cast("PangoFcFontMap *", made.font_map))
    return made


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def closed_fetcher() -> Any:
    """Return the only fetcher: data: addresses, no files, no redirects, no network."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class ClosedFetcher(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith("data:"):
                raise FatalURLFetchingError("typesetting fetches data: addresses only")
            return super().fetch(url, headers)

    return ClosedFetcher(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)


@contextmanager
def listening(heard: Callable[[str], None], *, steps: bool = False) -> Iterator[None]:
    """Tell `heard` each warning of WeasyPrint and, with `steps`, each page that it lays out."""

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard(record.getMessage())

    listener = Listener(logging.INFO)
    logger, progress = logging.getLogger("weasyprint"), logging.getLogger("weasyprint.progress")
    level = progress.level
    logger.addHandler(listener)
    progress.setLevel(logging.INFO if steps else level)
    try:
        yield
    finally:
        logger.removeHandler(listener)
        progress.setLevel(level)
