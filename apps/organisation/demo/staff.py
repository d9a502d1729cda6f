"""Units, posts and people of the demonstration office."""

from __future__ import annotations

from apps.organisation.demo import tables
from apps.organisation.demo.builder import Builder
from apps.organisation.demo.names import invented
from apps.organisation.demo.naming import of_county
from apps.organisation.vocabulary import PostRole, UnitKind

# role, suffix of login and post code, what the post is called
STAFF = (
    (PostRole.UNIT_DEPUTY, "deputy", "分管负责人"),
    (PostRole.CLERK, "clerk", "文书"),
    (PostRole.LEGAL_HEAD, "legal", "法制机构负责人"),
)


def departments() -> list[dict[str, str]]:
    """Return the department table as rows by name of column."""
    columns = ("code", "name", "short", "kind", "head", "leader", "duty")
    lines = tables.DEPARTMENTS.splitlines()
    return [dict(zip(columns, line.split("|"), strict=True)) for line in lines]


def build(made: Builder) -> None:
    """Make every unit, post and person of the tables, and seat them."""
    _leaders(made)
    made.flush()
    names = invented({p.name for p in made.people.values()} | _named())
    for row in departments():
        _department(made, row, names)
    _office(made)
    _counties(made, names)
    for code, name, _, duty in tables.EXTERNALS:
        made.unit(code, name, UnitKind.EXTERNAL, duty=duty)
        _seat(made, code, PostRole.CLERK, "clerk", f"{name}联络员", names)
    for login, name, _ in tables.ADMINISTRATORS:
        made.person(login, name)
    made.flush()


def _named() -> set[str]:
    people = [row[-1] for row in (*tables.LEADERS, *tables.SECTIONS, *tables.MEMBERS)]
    people += [row[1] for row in (*tables.DEPUTIES, *tables.ADMINISTRATORS)]
    people += [row[4] for row in (*tables.COUNTIES, tables.ZONE)]
    return {*people, *(row["head"] for row in departments())}


def _leaders(made: Builder) -> None:
    made.unit("szf", "咸宁市人民政府", UnitKind.GOVERNMENT, short_name="市政府")
    for login, title, role, name in tables.LEADERS:
        made.post(login, title, "szf", role, city_leader=True)
        made.person(login, name)
        made.seat(login, login)


def _department(made: Builder, row: dict[str, str], names) -> None:
    code, short = row["code"], row["short"]
    kind = UnitKind.GENERAL_OFFICE if code == "fgb" else tables.KINDS[row["kind"]]
    parent = made.units.get(tables.PARENTS.get(code, "szf"))
    made.unit(code, row["name"], kind, short_name=short, duty=row["duty"], parent=parent)
    title = "局长" if row["name"].endswith("局") else "主任"
    ex_officio = made.posts.get(row["head"].removeprefix("@"))
    made.post(f"{code}.head", f"{short}{title}", code, PostRole.UNIT_HEAD, concurrent_of=ex_officio)
    if ex_officio:
        made.seat(ex_officio.code, f"{code}.head")
    else:
        made.person(f"{code}.head", row["head"])
        made.seat(f"{code}.head", f"{code}.head")
    for role, suffix, label in STAFF:
        _seat(made, code, role, suffix, f"{short}{label}", names)


def _office(made: Builder) -> None:
    office = made.units["fgb"]
    for login, name, _, _ in tables.DEPUTIES:
        made.post(login, "副秘书长", "fgb", PostRole.DEPUTY_SECRETARY_GENERAL)
        made.person(login, name)
        made.seat(login, login)
    for code, name, duty, title, head in tables.SECTIONS:
        made.unit(
            code, f"市政府办公室{name}", UnitKind.SECTION, short_name=name, duty=duty, parent=office
        )
        made.post(code, f"{name}{title}", code, PostRole.SECTION_HEAD)
        made.person(code, head)
        made.seat(code, code)
    for login, section, title, name in tables.MEMBERS:
        made.post(login, title, section, PostRole.SECTION_MEMBER)
        made.person(login, name)
        made.seat(login, login)


def _counties(made: Builder, names) -> None:
    rows = [(*row, UnitKind.COUNTY_GOVERNMENT) for row in tables.COUNTIES]
    if of_county():
        rows = [(*row, UnitKind.TOWNSHIP_GOVERNMENT) for row in tables.TOWNS]
    rows.append((*tables.ZONE[:5], UnitKind.DISPATCHED_AGENCY))
    for code, name, short, title, head, kind in rows:
        made.unit(code, name, kind, short_name=short)
        called = title if short[:2] in title else f"{short}{title}"
        made.post(f"{code}.head", called, code, PostRole.UNIT_HEAD)
        made.person(f"{code}.head", head)
        made.seat(f"{code}.head", f"{code}.head")
        _seat(made, code, PostRole.CLERK, "clerk", f"{short}文书", names)


def _seat(made: Builder, unit: str, role: str, suffix: str, title: str, names) -> None:
    login = f"{unit}.{suffix}"
    made.post(login, title, unit, role)
    if login not in made.people:
        made.person(login, next(names))
    made.seat(login, login)
