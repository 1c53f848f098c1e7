import json

from simulator.insight.assessment import assess
from simulator.scenario.loading import load
from tests.cli.conftest import Parley

DEALS = ("twenty_percent", "unconditional_30_days", "energy_truce", "line_frozen", "us_paper_april_2025")


def test_a_deal_in_json_is_what_python_computes(parley: Parley) -> None:
    answer = parley(
        *("assess", "ukraine-2025-03", "--deal", "twenty_percent", "--draws", "200", "--seed", "3", "--format", "json")
    )
    assert (answer.code, answer.err) == (0, "")
    found = json.loads(answer.out)
    expected = assess(load("ukraine-2025-03").scenario, "twenty_percent", 200, 3)
    assert (found["scenario"], found["deal"], found["draws"], found["seed"]) == (
        *("ukraine-2025-03", "twenty_percent", 200, 3),
    )
    assert found["agreement"]["probability"] == expected.agreement.share
    assert {name: view["accepts"]["probability"] for name, view in found["actors"].items()} == {
        name: expected.accepts(name).share for name in expected.actors
    }
    assert found["actors"]["ukraine"]["red_lines"]["nato"] == expected.actors["ukraine"].crossed["nato"] / 200
    assert answer.out.count("\n") == 1


def test_the_same_gives_the_same_bytes_and_another_seed_another_answer(parley: Parley) -> None:
    arguments = ("assess", "ukraine-2025-03", "--deal", "line_frozen", "--draws", "150", "--format", "json")
    assert parley(*arguments).out == parley(*arguments).out
    assert parley(*arguments).out != parley(*arguments, "--seed", "1").out


def test_a_table_says_who_accepts_and_what_stands_in_the_way(parley: Parley) -> None:
    answer = parley("assess", "ukraine-2025-03", "--deal", "us_paper_april_2025", "--draws", "100")
    assert (answer.code, answer.err) == (0, "")
    lines = answer.out.splitlines()
    assert lines[0] == "American paper of April 2025 (us_paper_april_2025)"
    assert lines[2] == "ukraine-2025-03, as of 2025-03-17: 100 draws, seed 0"
    assert "values are assumptions" in lines[3]
    heading = next(line for line in lines if line.startswith("If it were offered now"))
    assert " ".join(heading.split()) == "If it were offered now accepts beyond no deal must agree"
    assert [line for line in lines if line.startswith("  Ukraine ") and line.endswith(" yes")]
    assert [line for line in lines if line.startswith("  China ") and line.endswith(" no")]
    assert "Recognition of territory as Russian (red line in " in answer.out
    assert max(map(len, lines)) <= 100
    assert len(lines) <= 45


def test_settings_change_what_a_deal_is_worth(parley: Parley) -> None:
    arguments = ("assess", "two-villages", "--deal", "halves", "--draws", "60", "--format", "json")
    plain = json.loads(parley(*arguments).out)
    changed = json.loads(parley(*arguments, "--set", "actors.lower.cost=0.05").out)
    reservation = [found["actors"]["lower"]["reservation"]["mean"] for found in (plain, changed)]
    assert reservation[1] < reservation[0]
    assert changed["set"] == {"actors.lower.cost": 0.05}


def test_all_deals_of_the_library_can_be_assessed(parley: Parley) -> None:
    for deal in DEALS:
        answer = parley("assess", "ukraine-2025-03", "--deal", deal, "--draws", "10", "--format", "json")
        assert (answer.code, json.loads(answer.out)["deal"]) == (0, deal)


def test_without_a_deal_it_lists_them(parley: Parley) -> None:
    answer = parley("assess", "two-villages")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == "two-villages has these deals; name one with --deal\n  halves  Halves\n"


def test_a_misspelt_deal_is_answered_with_the_nearest(parley: Parley) -> None:
    for asked in ("twenty_percnt", "twenty"):
        answer = parley("assess", "ukraine-2025-03", "--deal", asked)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err == (f"--deal {asked}: ukraine-2025-03 has no such deal; did you mean twenty_percent\n")
    answer = parley("assess", "two-villages", "--deal", "zeppelin")
    assert answer.err == "--deal zeppelin: two-villages has no such deal; there are halves\n"


def test_a_scenario_without_deals_has_none_to_assess(parley: Parley) -> None:
    settings = ("--set", "deals=null", "--set", "levers.sermon=null")
    answer = parley("assess", "two-villages", "--deal", "halves", *settings)
    assert (answer.code, answer.err) == (2, "two-villages: has no deals to assess; write some under `deals`\n")
