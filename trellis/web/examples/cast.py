"""The cast: invented people, one for each role, for trying Trellis out and for the tests."""

from dataclasses import dataclass

EMAIL_DOMAIN = "fosseshire.example"


@dataclass(frozen=True)
class Member:
    """One of the cast. `at` is the key of an organisation in `fosseshire.bodies`."""

    key: str
    name: str
    role: str
    at: str

    @property
    def email(self) -> str:
        return f"{self.key.replace('_', '.')}@{EMAIL_DOMAIN}"


CAST = (
    Member("resident", "Rosa Lindqvist", "resident", "sunrise_lunch_club"),
    Member("volunteer", "Ahmed Farouk", "volunteer", "sunrise_lunch_club"),
    Member("group_trustee", "Gwen Pargeter", "group_trustee", "cotter_brook_friends"),
    Member("other_group_trustee", "Tomasz Wrona", "group_trustee", "sunrise_lunch_club"),
    Member("group_administrator", "Bernadette Oyelaran", "group_administrator",
           "sunrise_lunch_club"),
    Member("hub_worker", "Priya Nandakumar", "hub_worker", "amberdale_hub"),
    Member("other_hub_worker", "Callum Sneddon", "hub_worker", "harrowby_hub"),
    Member("hub_manager", "Joan Akintola", "hub_manager", "amberdale_hub"),
    Member("infrastructure_officer", "Dermot Casey", "infrastructure_officer", "vaf"),
    Member("infrastructure_manager", "Meera Thakrar", "infrastructure_manager", "vaf"),
    Member("council_officer", "Helen Stobbart", "council_officer", "fosseshire_council"),
    Member("councillor", "Cllr Winston Bell", "councillor", "fosseshire_council"),
    Member("funder", "Ingrid Solheim", "funder_officer", "fosse_foundation"),
    Member("vcs_representative", "Yusuf Demir", "vcs_representative", "vaf"),
    Member("link_worker", "Sian Probert", "link_worker", "amberdale_hub"),
    Member("platform_administrator", "Kit Marlowe", "platform_administrator", "vaf"),
)  # fmt: skip
