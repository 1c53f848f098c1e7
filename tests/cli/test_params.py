import json

from tests.cli.conftest import Parley


def paths(out: str) -> list[str]:
    return [line.split()[0] for line in out.splitlines()[1:-1]]


def test_every_parameter_has_a_line_and_the_last_counts(parley: Parley) -> None:
    answer = parley("params", "two-villages")
    assert (answer.code, answer.err) == (0, "")
    lines = answer.out.splitlines()
    assert lines[0].split() == ["PATH", "VALUE", "RANGE", "UNIT", "SOURCE"]
    by_path = {line.split()[0]: " ".join(line.split()[1:]) for line in lines[1:-1]}
    assert by_path["actors.upper.patience"] == "0.98 0.97 to 0.99 discount factor a round assumption"
    assert by_path["actors.upper.strength"] == "2 - - muster#upper (read)"
    assert by_path["war.momentum_weight"] == "0.6 - logits assumption (default)"
    assert by_path["aftermath.commitment"] == "on on | off - - (default)"
    whole = json.loads(parley("params", "two-villages", "--format", "json").out)
    assert list(by_path) == [parameter["path"] for parameter in whole["parameters"]]
    count = whole["counts"]
    total = count["sourced"] + count["assumed"]
    assert lines[-1] == (
        f"{total} values: 6 name a source (4 read, 2 known, 0 estimated), {count['assumed']} are assumptions"
    )


def test_words_filter_by_path_and_name(parley: Parley) -> None:
    assert paths(parley("params", "two-villages", "cost").out) == [
        "actors.upper.cost.0",
        "actors.upper.cost.1",
        "actors.lower.cost",
        "levers.sermon.effect.actors.upper.cost.times",
    ]
    assert paths(parley("params", "two-villages", "lower village", "COST").out) == ["actors.lower.cost"]
    nothing = parley("params", "two-villages", "zeppelin")
    assert nothing.code == 0
    assert nothing.err == "nothing in this scenario matches\n"


def test_sourced_and_assumed_divide_what_says_something_about_the_world(parley: Parley) -> None:
    sourced = paths(parley("params", "two-villages", "--sourced").out)
    assumed = paths(parley("params", "two-villages", "--assumed").out)
    assert len(sourced) == 6
    assert "territory.regions.meadow.held" in sourced
    assert set(sourced).isdisjoint(assumed)
    counts = json.loads(parley("params", "two-villages", "--format", "json").out)["counts"]
    assert (len(sourced), len(assumed)) == (counts["sourced"], counts["assumed"])


def test_settings_change_values_and_not_defaults(parley: Parley) -> None:
    setting = ("--set", "actors.lower.cost=0.5")
    answer = json.loads(parley("params", "two-villages", "lower.cost", *setting, "--format", "json").out)
    (parameter,) = answer["parameters"]
    assert (parameter["value"], parameter["default"]) == (0.5, 0.002)
