"""无障碍: each main page has one heading, a language, named inputs and no sideways scroll."""

import pytest

from tests.journeys.files import request
from tests.journeys.people import PHONE, WIDE

TITLE = "市农业农村局关于修建机耕路的请示"
FAULTS = """() => {
  const seen = e => e.offsetParent !== null || e.getClientRects().length > 0;
  const named = e => e.labels && e.labels.length || e.getAttribute('aria-label')
    || e.getAttribute('aria-labelledby');
  const faults = [];
  const inputs = document.querySelectorAll('input:not([type=hidden]), select, textarea');
  inputs.forEach(e => { if (!named(e)) faults.push('no label: ' + (e.name || e.id)); });
  document.querySelectorAll('a[href], button').forEach(e => {
    const words = (e.textContent || '').trim();
    if (!words && !named(e) && seen(e)) faults.push('no name: ' + e.outerHTML);
  });
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  ids.forEach((id, n) => { if (ids.indexOf(id) !== n) faults.push('id twice: ' + id); });
  document.querySelectorAll('label[for]').forEach(e => {
    if (!document.getElementById(e.htmlFor)) faults.push('label for nothing: ' + e.htmlFor);
  });
  const headings = document.querySelectorAll('h1').length;
  if (headings !== 1) faults.push(headings + ' h1');
  if (document.documentElement.lang !== 'zh-CN') faults.push('lang');
  if (!document.title.trim()) faults.push('title');
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) faults.push('sideways by ' + wide);
  return faults;
}"""
PLACES = {
    "home": ("vm3", "/"),
    "list": ("vm3", "/documents/"),
    "empty-list": ("vm3", "/documents/?q=没有"),
    "document": ("vm3", "/documents/{deciding}/"),
    "draft": ("nyj.clerk", "/documents/{draft}/"),
    "form": ("nyj.clerk", "/documents/new/incoming/"),
    "form-outgoing": ("nyj.clerk", "/documents/new/outgoing/"),
    "search": ("vm3", "/search/?q=农业"),
    "rules": ("vm3", "/rules/31/"),
    "rules-open": ("vm3", "/rules/40/"),
    "rules-clause": ("vm3", "/rules/clause/31.2/"),
    "rules-try": (
        "vm3",
        "/rules/try/documents.signing/?asked=1&issuer=city_government&doc_class=ordinary",
    ),
    "rules-questions": ("vm3", "/rules/try/"),
    "rules-versions": ("vm3", "/rules/versions/?earlier=xianning_2023&later=shifan_2024"),
    "rules-guide": ("vm3", "/rules/guide/"),
    "roles": ("vm3", "/organisation/"),
    "profile": ("vm3", "/me/"),
    "messages": ("vm3", "/messages/"),
    "password": ("vm3", "/password/"),
    "missing": ("vm3", "/nowhere/"),
}


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1440", "390"])
def test_the_main_pages(office, size):
    ids = {"deciding": request(TITLE).pk, "draft": request(TITLE + "（二）", upto="").pk}
    office.work()
    pages = {login: office.sign_in(login, size) for login in {who for who, _ in PLACES.values()}}
    found = []
    for name, (login, path) in PLACES.items():
        page = pages[login]
        page.goto(office.url + path.format(**ids))
        found += [f"{name}: {fault}" for fault in page.evaluate(FAULTS)]
        office.look(page, name)
    stranger = office.page(size)
    for name, path in {"sign-in": f"{office.url}/login/", "mail": office.link("vm3")}.items():
        stranger.goto(path)
        found += [f"{name}: {fault}" for fault in stranger.evaluate(FAULTS)]
        office.look(stranger, name)
    assert not found, "\n".join(found)
