import io
import json
import sys

import pytest

from simulator.scenario.text import parse
from tests.cli.conftest import Parley


def test_a_scenario_in_words(parley: Parley) -> None:
    answer = parley("show", "two-villages")
    assert (answer.code, answer.err) == (0, "")
    for words in (
        "Two villages and a meadow\n",
        "two-villages, as of 2024-05-01\n",
        "  consent  unanimity of Upper village, Lower village\n",
        "  abbey  The abbey: observer, backs Lower village\n",
        "  meadow  The meadow: 3 km2, of which Upper village holds 0.6 (0.55 to 0.65)\n",
        "  well  The well: shared | closed | upper_only; without a deal closed\n",
        "  toll  Toll on the bridge: 0 to 10 pence; without a deal 4\n",
        "    well  upper_only; red line shared 0.6, closed 0.3; weight 2; assembly (2024-04-02)\n",
        "    wood    worth 1 at 0, 0.7 at 0.5, 0 at 1; weight 1; assumption\n",
        "  sermon   The abbey: actors.upper.cost x1.5 when upper has refused halves 2 times, with chance 0.5 (0.2 to",
        "  wardens  The abbey: aftermath.hazard x0.5 when a deal is signed, with chance 1\n",
        "  halves  Halves: meadow 0.5, wood held, well shared, toll 2; later (2024-06-01)\n",
        " values: 6 name a source (4 read, 2 known, 0 estimated), ",
    ):
        assert words in answer.out, words


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_as_data_it_is_the_whole_tree_and_can_be_read_again(
    form: str, parley: Parley, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = parley("show", "harsh-winter", "--set", "clock.deadline=7", "--format", form).out
    tree = parse(text.encode(), "shown").data
    assert tree["clock"] == {"round": "month", "deadline": 7}
    assert tree["id"] == "harsh-winter"
    assert "extends" not in tree
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.replace("muster#upper", "survey").encode())))
    assert parley("validate", "-").code == 0


def test_json_is_json(parley: Parley) -> None:
    assert json.loads(parley("show", "two-villages", "--format", "json").out)["parley"] == 1


def test_settings_are_shown_and_checked(parley: Parley) -> None:
    assert "  rounds   7, of a month each\n" in parley("show", "two-villages", "--set", "clock.deadline=7").out
    answer = parley("show", "two-villages", "--set", "clock.deadlin=7", "--set", "war")
    assert answer.code == 2
    assert answer.err == "--set war: must be PATH=VALUE; write for example --set clock.deadline=26\n"
    answer = parley("show", "two-villages", "--set", "clock.deadlin=7")
    assert answer.err == "--set clock.deadlin=7: there is no such path; did you mean clock.deadline\n"
