"""`manage.py seal_keys`: makes what is missing, overwrites nothing, refuses what is unsafe."""

from __future__ import annotations

from io import StringIO

import pytest
from cryptography import x509
from django.core.management import CommandError, call_command

from apps.documents import seal_services, vault
from apps.typesetting.signature import keys


@pytest.fixture
def empty(settings, tmp_path):
    settings.OA_SEAL_KEYS = str(tmp_path / "private")
    settings.OA_SEAL_PUBLIC = tmp_path / "public"
    return tmp_path


def run(**options) -> str:
    out = StringIO()
    call_command("seal_keys", stdout=out, **options)
    return out.getvalue()


def test_it_makes_a_working_set_once(empty):
    assert "site.key、vault.key、sm2.key" in run(sm2=True)
    assert len(seal_services.trusted()) == 1
    assert vault.unlock(vault.lock(b"x")) == b"x"
    before = {p: p.read_bytes() for p in empty.rglob("*") if p.is_file()}
    assert "没有改动" in run(sm2=True)
    assert {p: p.read_bytes() for p in empty.rglob("*") if p.is_file()} == before


def test_the_sm2_pair_can_follow_later(empty):
    run()
    assert "sm2.key" in run(sm2=True)


def test_the_certificate_names_unit_and_purpose(empty):
    run(organisation="咸宁市人民政府", name="公文电子签章", days=10)
    made = x509.load_pem_x509_certificate((empty / "public" / keys.SITE_CERTIFICATE).read_bytes())
    assert "公文电子签章" in made.subject.rfc4514_string()
    assert "演示" not in made.subject.rfc4514_string()
    assert (made.not_valid_after_utc - made.not_valid_before_utc).days == 10


def test_a_demonstration_is_marked_and_refused_in_production(empty, settings):
    run(demo=True)
    made = x509.load_pem_x509_certificate((empty / "public" / keys.SITE_CERTIFICATE).read_bytes())
    assert "仅供演示" in made.subject.rfc4514_string()
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="正式系统"):
        run(demo=True)


def test_without_a_place_for_private_keys_it_says_what_to_set(settings):
    settings.OA_SEAL_KEYS = ""
    with pytest.raises(CommandError, match="OA_SEAL_KEYS"):
        run()
