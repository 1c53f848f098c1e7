import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Parley
from tests.cli.test_sweep import HAGGLING


@pytest.fixture
def folder(parley: Parley) -> str:
    """A sweep of four points with draws."""
    vary = ("--vary", "clock.deadline=2,3,4", "--vary", "protocol.first=seller")
    assert parley("sweep", HAGGLING, *vary, "--draws", "6", "--keep", "draws", "-o", "x").code == 0
    return "x"


def test_points_and_draws_are_tables(parley: Parley, folder: str) -> None:
    sql = 'select "input.clock.deadline" as d, "agreement.probability" as p from points order by d'
    table = parley("query", folder, sql).out.splitlines()
    assert table[0].split() == ["d", "p"]
    assert [line.split()[0] for line in table[1:]] == ["2", "3", "4"]
    shares = 'avg(d.agreed::int) as a, any_value("agreement.probability") as p'
    both = f"select point, {shares} from draws d join points using (point) group by point"
    found = [json.loads(line) for line in parley("query", folder, both, "--format", "json").out.splitlines()]
    assert len(found) == 3
    assert all(row["a"] == pytest.approx(row["p"]) for row in found)


def test_csv_and_json_hold_every_row(parley: Parley, folder: str) -> None:
    one = "(select agreed_draws as bits from points limit 1)"
    sql = f"select i, case when i > 1 then 'a,b' end as t, bits from range(1500) r(i), {one}"
    rows = list(csv.DictReader(io.StringIO(parley("query", folder, sql, "--format", "csv").out)))
    assert (len(rows), rows[0]["t"], rows[1499]["t"]) == (1500, "", "a,b")
    found = [json.loads(line) for line in parley("query", folder, sql, "--format", "json").out.splitlines()]
    assert [row["i"] for row in found] == list(range(1500))
    assert found[0]["t"] is None
    assert found[0]["bits"] == rows[0]["bits"]
    answer = parley("query", folder, sql)
    assert len(answer.out.splitlines()) == 1001
    assert "only the first 1,000 rows are shown" in answer.err


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("selct 1", "syntax error"),
        ("select nothing from points", "nothing"),
        ("select * from read_csv('/etc/hosts')", "disabled by configuration"),
        ("copy points to 'stolen.csv'", "disabled by configuration"),
        ("set enable_external_access = true", "locked"),
        ("install httpfs", "disabled"),
        ("", "no query"),
    ],
)
def test_what_is_no_query_of_the_sweep_is_refused(parley: Parley, folder: str, sql: str, words: str) -> None:
    answer = parley("query", folder, sql)
    assert (answer.code, answer.out) == (2, "")
    assert words in answer.err
    assert not Path("stolen.csv").exists()


def test_a_folder_without_a_sweep(parley: Parley) -> None:
    answer = parley("query", "nowhere", "select 1")
    assert answer.code == 1
    assert answer.err == "nowhere: there is no sweep in this folder; `parley sweep` makes one\n"


def test_what_is_done_of_an_unfinished_sweep_can_be_read(parley: Parley, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.experiments.plan.MOST_TOGETHER", 2)
    count = 0

    def interrupt(*_: object) -> None:
        nonlocal count
        count += 1
        if count == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("simulator.cli.progress.Progress.__call__", interrupt)
    arguments = ("sweep", HAGGLING, "--vary", "clock.deadline=2:8:7", "--draws", "5", "-o", "x", "--executor", "here")
    assert parley(*arguments).code == 130
    assert parley("query", "x", "select count(*) from points", "--format", "csv").out == "count_star()\n4\n"
    monkeypatch.undo()
