from pathlib import Path

import pytest

from simulator.experiments.reading import inline_experiment, is_experiment, read_experiment, varied
from simulator.scenario.faults import ScenarioFaults
from simulator.scenario.loading import load
from tests.experiments.conftest import GOOD

WHOLE = """\
experiment: 1
title: What optimism does
question: Does it matter who is the optimist?
scenario: two-villages.yaml
set: {clock.deadline: 6}
levers:
  protocol.first: [upper, lower]
uncertainties:
  actors.upper.optimism: {low: 0, high: 1, steps: 3}
  actors.upper.patience: range
design: {kind: grid, steps: 2}
constraints: [actors.upper.optimism < 1]
outcomes: [agreement, payoff]
draws: 50
seed: 3
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a scenario, and the dossiers that it cites."""
    (tmp_path / "seeds").mkdir()
    for name in ("two-villages.yaml", "seeds/muster.yaml"):
        (tmp_path / name).write_bytes((GOOD / name).read_bytes())
    return tmp_path


def write(folder: Path, text: str) -> str:
    path = folder / "ask.yaml"
    path.write_text(text, "utf-8")
    return str(path)


def test_a_whole_experiment_is_read(folder: Path) -> None:
    path = write(folder, WHOLE)
    assert is_experiment(path)
    assert not is_experiment(str(folder / "two-villages.yaml"))
    assert not is_experiment("two-villages")
    plan, loaded = read_experiment(path)
    assert loaded.scenario.clock.deadline == 6
    assert [(axis.path, axis.role, axis.size) for axis in plan.axes] == [
        ("protocol.first", "lever", 2),
        ("actors.upper.optimism", "uncertainty", 3),
        ("actors.upper.patience", "uncertainty", 2),
    ]
    assert plan.points == 2 * 2 * 2  # one of three values of optimism is ruled out
    assert {plan.row(point)[2] for point in range(plan.points)} == {0.97, 0.99}  # the scenario's own range
    assert (plan.draws, plan.seed, plan.data["outcomes"]) == (50, 3, ["agreement", "payoff"])


def test_options_of_the_command_line_count_more_than_the_file(folder: Path) -> None:
    plan, loaded = read_experiment(write(folder, WHOLE), {"draws": 7, "keep": "draws"}, {"clock.deadline": 9})
    assert (plan.draws, plan.keeps_draws, loaded.scenario.clock.deadline) == (7, True, 9)


FAULTS = [
    ("draws: 50", "draws: 0", "ask.yaml:14:8: draws: must be at least 1, got 0"),
    ("kind: grid", "kind: gird", "ask.yaml:11:16: design.kind: must be one of grid, one_at_a_time"),
    (
        "kind: grid, steps: 2",
        "kind: sobol",
        "ask.yaml:11:9: design: the key `points` is missing, which sobol needs; add it",
    ),
    ("kind: grid, steps: 2", "kind: saltelli, points: 5", "ask.yaml:11:26: design.points: says nothing to saltelli"),
    (
        "protocol.first: [upper, lower]",
        "protocol.frist: [upper, lower]",
        'ask.yaml:7:19: levers."protocol.frist": there is no such path; did you mean protocol.first',
    ),
    ("[upper, lower]", "[upper, abbey]", 'ask.yaml:7:19: levers."protocol.first": cannot be abbey: '),
    (
        "low: 0, high: 1",
        "low: 1, high: 0",
        'uncertainties."actors.upper.optimism": low must be below high, got 1 and 0',
    ),
    ("low: 0, high: 1", "low: 0, high: 100", "cannot be 100.0: must be at most 10, got 100"),
    ("low: 0, high: 1", "low: 0, high: 1, scale: log", "a log scale begins above 0"),
    ("actors.upper.patience: range", "actors.lower.patience: range", "has no range in the scenario"),
    (
        "constraints: [actors.upper.optimism < 1]",
        "constraints: [actors.upper.optimism]",
        "ask.yaml:12:15: constraints.0: must compare two sides",
    ),
    (
        "constraints: [actors.upper.optimism < 1]",
        "constraints: [actors.upper.optimism < 0]",
        "constraints: no point meets them all",
    ),
    ("scenario: two-villages.yaml", "scenario: nowhere.yaml", "nowhere.yaml: no such file"),
    (
        "scenario: two-villages.yaml",
        "scenario: nowhere",
        "ask.yaml:4:11: scenario: there is no such scenario, got nowhere",
    ),
    ("clock.deadline: 6", "clock.deadline: 0", 'ask.yaml:5:23: set."clock.deadline": must be at least 1, got 0'),
    (
        "actors.upper.patience: range",
        "protocol.first: [upper, lower]",
        'uncertainties."protocol.first": is a lever already',
    ),
    ("outcomes: [agreement, payoff]", "outcomes: [agrement]", "outcomes.0: must be one of agreement"),
    ("experiment: 1", "experiment: 2", "must be 1, got 2"),
    ("seed: 3", "sead: 3", 'sead: unknown key, got "sead"; did you mean seed'),
]


@pytest.mark.parametrize(("good", "bad", "words"), FAULTS, ids=[words[-30:] for _, _, words in FAULTS])
def test_what_is_wrong_is_told_with_its_place(folder: Path, good: str, bad: str, words: str) -> None:
    assert good in WHOLE
    with pytest.raises(ScenarioFaults) as refusal:
        read_experiment(write(folder, WHOLE.replace(good, bad)))
    assert words in str(refusal.value).replace(str(folder) + "/", "")


def test_all_faults_are_told_at_once(folder: Path) -> None:
    text = (
        WHOLE.replace("protocol.first:", "protocol.frist:")
        .replace("high: 1,", "high: 100,")
        .replace("range", "{low: 2, high: 1}")
    )
    with pytest.raises(ScenarioFaults) as refusal:
        read_experiment(write(folder, text))
    assert len(refusal.value.faults) == 4  # the constraint names what is no axis then


def test_a_list_of_points_says_itself_what_varies(folder: Path) -> None:
    rows = "design: {kind: list, rows: [{clock.deadline: 4}, {clock.deadline: 5, protocol.first: lower}]}"
    head = "experiment: 1\nscenario: two-villages.yaml\n"
    plan, _ = read_experiment(write(folder, head + rows))
    assert [plan.overrides(point) for point in range(plan.points)] == [
        {"clock.deadline": 4},
        {"clock.deadline": 5, "protocol.first": "lower"},
    ]
    with pytest.raises(ScenarioFaults, match="a list says itself what varies"):
        read_experiment(write(folder, f"{head}levers: {{clock.deadline: [3]}}\n{rows}"))
    with pytest.raises(ScenarioFaults, match=r"design.rows.0.\"clock.deadline\": cannot be 0: must be at least 1"):
        read_experiment(write(folder, head + rows.replace("deadline: 4", "deadline: 0")))


@pytest.mark.parametrize(
    ("text", "axis"),
    [
        ("a.b=0.1:0.9:5", {"low": 0.1, "high": 0.9, "steps": 5}),
        ("a.b = 1:9", {"low": 1, "high": 9}),
        ("a.b=0.1:10:5:log", {"low": 0.1, "high": 10, "steps": 5, "scale": "log"}),
        ("a.b=x,y", ["x", "y"]),
        ("a.b=1, 2.5,true", [1, 2.5, True]),
        ("a.b=range", "range"),
        ("a.b=one", ["one"]),
    ],
)
def test_what_varies_is_read_from_a_command_line(text: str, axis: object) -> None:
    assert varied(text) == ("a.b", axis)


@pytest.mark.parametrize("text", ["a.b", "=1:2", "a.b=", "a.b=1:2:3:4", "a.b=x:y", "a.b=1:", "a.b=1,,2"])
def test_what_does_not_vary_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"must be|has an empty value"):
        varied(text)


def test_faults_of_options_name_the_option() -> None:
    loaded = load(GOOD / "two-villages.yaml")
    vary = ["clock.deadlin=3:5:3", "clock.deadline=3:5:1", "x", "protocol.first=upper", "protocol.first=lower"]
    with pytest.raises(ScenarioFaults) as refusal:
        inline_experiment(loaded, "x", vary, {"kind": "sobl"}, {"draws": 0})
    told = [str(fault) for fault in refusal.value.faults]
    assert [line.split(":")[0] for line in told] == [
        "--design",
        "--draws",
        "--vary clock.deadline",
        "--vary protocol.first=lower",
        "--vary x",
    ]
    with pytest.raises(ScenarioFaults, match="--vary: nothing varies"):
        inline_experiment(loaded, "x", [], {"kind": "grid"}, {})
