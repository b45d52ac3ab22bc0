"""`make run`: the example is made once, started over when asked, and says where to look."""

import re

import pytest

from bench.house import House
from bench.visitor import Visitor
from trellis.web.examples.cast import CAST

pytestmark = pytest.mark.shared


def demo(house: House, *words: str, check: bool = True) -> str:
    done = house.trellis("demo", "--only-prepare", "--port", str(house.port), *words, check=check)
    return done.stdout + done.stderr


def test_a_second_start_makes_nothing_anew(house: House) -> None:
    assert demo(house) == ""


def test_starting_over_makes_everything_anew(house: House) -> None:
    if "TRELLIS_DATABASE_URL" in house.environment:
        assert "this database is PostgreSQL" in demo(house, "--fresh", check=False)
        return
    house.python("from trellis.kernel.models import OnceKey as K; from django.utils import "
                 "timezone; K.objects.create(key='mine', used_at=timezone.now())")  # fmt: skip
    assert demo(house, "--fresh").splitlines() == [
        "3/4  Making the database",
        "4/4  Loading Leicestershire 2010/11, as documented",
        "4/4  Loading Fosseshire, an invented county",
    ]
    asked = "from trellis.kernel.models import OnceKey; print(OnceKey.objects.count())"
    assert house.python(asked) == "0\n"


def test_outside_demo_mode_nothing_is_made_or_deleted(bare_house: House) -> None:
    bare_house.environment["TRELLIS_DEMO"] = ""
    assert "The example is served in demo mode only: make run" in demo(
        bare_house, "--fresh", check=False
    )
    assert list(bare_house.folder.glob("*.sqlite3")) == []


def test_demo_mode_is_refused_under_a_public_name(bare_house: House) -> None:
    bare_house.environment["TRELLIS_SITE_URL"] = "https://trellis.example.org"
    said = demo(bare_house, check=False)
    assert "must not be served as trellis.example.org" in said
    assert "Unset TRELLIS_DEMO, or serve on localhost." in said


def test_every_member_of_the_cast_has_a_link_that_signs_them_in(house: House) -> None:
    said = house.python(
        "from trellis.web.running.demo import where_to_look; print('\\n'.join(where_to_look()))"
    )
    links = re.findall(r"(/demo/\w+/)$", said, re.MULTILINE)
    assert links == [f"/demo/{one.key}/" for one in CAST]
    for one in CAST:
        assert re.search(rf"^  {re.escape(one.name)} +\S.*, \S.* +http://localhost:", said, re.M)
    with house.serving():
        for one in CAST:
            visitor = Visitor(house.port)
            visitor.sign_in(one.key)
            assert visitor.get("/today/").status == 200
            visitor.close()
