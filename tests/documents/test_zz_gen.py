import csv
from django.db import transaction
from tests.documents.test_matrix import *
def test_gen(office, web, clock, monkeypatch):
    monkeypatch.setattr("apps.documents.services.printing.preview", lambda document: b"%PDF-")
    with CSV.open("w", encoding="utf-8", newline="") as out:
        w = csv.writer(out, lineterminator="\n"); w.writerow(["收发文","状态",*PERSONAS])
        for d, s in ROWS:
            with transaction.atomic():
                file, att = furnished(office, d, s)
                row=[]
                for p, login in PERSONAS.items():
                    with transaction.atomic():
                        clock.now = enter(office, p)
                        row.append(look(web(login), file.document, att))
                        transaction.set_rollback(True)
                transaction.set_rollback(True)
            w.writerow([d, str(s), *row])
