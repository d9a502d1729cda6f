"""The office that documents are tried in: small, complete, built through the services.

Leaders with one AB pair and one without, a registry of two, four secretariat sections, seven
departments, a county and a township below it, administrators and somebody who has left.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from apps.organisation import services
from apps.organisation.models import Person, Post
from apps.organisation.vocabulary import AdminRole, PostRole, UnitDuty, UnitKind
from apps.workdays.services import seed_year
from tests.organisation import factories

NOW = factories.at(6, 3)  # a Wednesday
PASSWORD = "correct horse battery staple"

LEADERS = (
    ("mayor", "市长", PostRole.MAYOR, "柏云舟"),
    ("evm", "常务副市长", PostRole.EXECUTIVE_VICE_MAYOR, "桂知远"),
    ("vm2", "副市长（农业）", PostRole.VICE_MAYOR, "松见山"),
    ("vm3", "副市长（教育）", PostRole.VICE_MAYOR, "兰照溪"),
    ("vm4", "副市长（建设）", PostRole.VICE_MAYOR, "竺清扬"),
    ("sg", "秘书长", PostRole.SECRETARY_GENERAL, "杉致和"),
)
# code, name, kind, duty, leader in charge
UNITS = (
    ("nyj", "市农业农村局", UnitKind.DEPARTMENT, "", "vm2"),
    ("jyj", "市教育局", UnitKind.DEPARTMENT, "", "vm3"),
    ("zjj", "市住房和城乡建设局", UnitKind.DEPARTMENT, "", "vm4"),
    ("sjj", "市审计局", UnitKind.DEPARTMENT, "", "mayor"),
    ("czj", "市财政局", UnitKind.DEPARTMENT, UnitDuty.FINANCE_BUREAU, "evm"),
    ("sfj", "市司法局", UnitKind.DEPARTMENT, UnitDuty.JUSTICE_BUREAU, "vm4"),
    ("scj", "市市场监督管理局", UnitKind.DEPARTMENT, UnitDuty.MARKET_BUREAU, "vm3"),
    ("xaq", "咸安区人民政府", UnitKind.COUNTY_GOVERNMENT, "", "vm4"),
    ("tsx", "汀泗桥镇人民政府", UnitKind.TOWNSHIP_GOVERNMENT, "", ""),
)
STAFF = (
    ("head", PostRole.UNIT_HEAD, "主要负责人"),
    ("deputy", PostRole.UNIT_DEPUTY, "分管负责人"),
    ("clerk", PostRole.CLERK, "文书"),
)
# deputy secretary-general, the leaders he serves, his section
DEPUTIES = (
    ("dsg1", ("mayor", "evm"), "m1"),
    ("dsg2", ("vm2",), "m2"),
    ("dsg3", ("vm3",), "m3"),
    ("dsg4", ("vm4",), "m4"),
)
ADMINISTRATORS = (
    ("sysadmin", AdminRole.SYSTEM),
    ("secadmin", AdminRole.SECURITY),
    ("auditadmin", AdminRole.AUDIT),
    ("bizadmin", AdminRole.BUSINESS),
)


@dataclass
class Office(factories.Office):
    """The cast by login, posts by code, units by code."""

    def __post_init__(self) -> None:
        self._posts: list[Post] = []
        self._people: list[Person] = []
        self._seats: list[tuple[Post, Person]] = []
        self._password = make_password(PASSWORD)

    def staff(self, login: str, name: str, unit: str, role: str, title: str = "") -> None:
        """Note a post and its holder for the next import."""
        post = Post(
            code=login,
            name=title or name,
            unit=self.units[unit],
            role=role,
            position=len(self.posts),
            city_leader=unit == "szf",
        )
        self.posts[login] = post
        self.people[login] = Person(
            username=login, name=name, email=f"{login}@oa.example", password=self._password
        )
        self._posts.append(post)
        self._people.append(self.people[login])
        self._seats.append((post, self.people[login]))

    def move_in(self) -> None:
        """Import what has been noted."""
        services.import_staff(
            posts=self._posts,
            people=self._people,
            seats=self._seats,
            from_on=factories.SINCE,
            by=None,
            at=factories.NOW,
        )


def build() -> Office:
    """Return the furnished office."""
    seed_year(NOW.year)
    office = Office()
    office.unit("szf", "咸宁市人民政府", UnitKind.GOVERNMENT)
    root = office.units["szf"]
    for login, title, role, name in LEADERS:
        office.staff(login, name, "szf", role, title)
    _general_office(office)
    for code, name, kind, duty, _ in UNITS:
        parent = office.units["xaq"] if code == "tsx" else root
        office.unit(code, name, kind, parent=parent, duty=duty)
        for suffix, role, label in STAFF:
            office.staff(f"{code}.{suffix}", f"{name}{label}", code, role)
    office.staff("nyj.gone", "已离职文书", "nyj", PostRole.CLERK)
    office.move_in()
    office.pair("vm2", "vm3")
    for login, leaders, section in DEPUTIES:
        for leader in leaders:
            services.attach_deputy(
                deputy=office.posts[login],
                leader=office.posts[leader],
                section=office.units[section],
                from_on=factories.SINCE,
                by=None,
                at=factories.NOW,
            )
    leaders = {code: leader for code, *_, leader in UNITS if leader}
    office.plan("2026年分工", factories.SINCE, {**leaders, "fgb": "evm"})
    _administrators(office)
    services.set_active(person=office.people["nyj.gone"], active=False, by=None, at=factories.NOW)
    return office


def _general_office(office: Office) -> None:
    office.unit("fgb", "咸宁市人民政府办公室", UnitKind.GENERAL_OFFICE, parent=office.units["szf"])
    fgb = office.units["fgb"]
    office.unit("wd", "文电科", UnitKind.SECTION, duty=UnitDuty.REGISTRY, parent=fgb)
    office.staff("wd", "蒿文电", "wd", PostRole.SECTION_HEAD, "文电科科长")
    office.staff("wd2", "芹登记", "wd", PostRole.SECTION_MEMBER, "文电科登记员")
    for number, (login, _, section) in enumerate(DEPUTIES, 1):
        office.staff(login, f"副秘书长{number}", "fgb", PostRole.DEPUTY_SECRETARY_GENERAL)
        office.unit(
            section, f"秘书{number}科", UnitKind.SECTION, duty=UnitDuty.SECRETARIAT, parent=fgb
        )
        office.staff(
            section, f"薇拟办{number}", section, PostRole.SECTION_HEAD, f"秘书{number}科科长"
        )
        office.staff(f"{section}.b", f"莲拟办{number}", section, PostRole.SECTION_MEMBER)


def _administrators(office: Office) -> None:
    services.ensure_admin_groups()
    for login, role in ADMINISTRATORS:
        person = office.person(login, AdminRole(role).label)
        services.assign_admin_role(person=person, role=role, by=None, at=factories.NOW)
        person.refresh_from_db()
