import io
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import GOOD, Parley

BAD = GOOD.parent / "bad"


def test_valid_files_are_named_on_standard_output(parley: Parley) -> None:
    file = str(GOOD / "two-villages.yaml")
    answer = parley("validate", file, "harsh-winter")
    assert (answer.code, answer.out, answer.err) == (0, f"{file}: ok\nharsh-winter: ok\n", "")


def test_all_faults_of_all_files_are_told_on_standard_error(parley: Parley, tmp_path: Path) -> None:
    for name, text in {"one": "parley: 1\nid: one\n", "two": "a: [\n"}.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    answer = parley("validate", str(tmp_path / "one.yaml"), "two-villages", str(tmp_path / "two.yaml"), "none.yaml")
    assert (answer.code, answer.out) == (2, "two-villages: ok\n")
    lines = answer.err.splitlines()
    assert [line.split(" ")[0] for line in lines] == [
        *[f"{tmp_path}/one.yaml:1:1:"] * 4,
        f"{tmp_path}/two.yaml:1:4:",
        "none.yaml:",
    ]
    assert all("; " in line for line in lines)


def test_standard_input_is_a_file_too(parley: Parley, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"parley: 2\n")))
    answer = parley("validate", "-")
    assert answer.code == 2
    assert "<standard input>:1:9: parley: must be 1, got 2;" in answer.err


def test_an_experiment_can_be_validated_as_well(parley: Parley, tmp_path: Path) -> None:
    path = tmp_path / "ask.yaml"
    text = "experiment: 1\nscenario: two-villages\nlevers: {clock.deadline: [3, 4]}\ndesign: {kind: grid}\n"
    path.write_text(text, "utf-8")
    assert parley("validate", str(path)).out == f"{path}: ok\n"
    path.write_text(text.replace("[3, 4]", "[3, 0]"), "utf-8")
    answer = parley("validate", str(path))
    assert answer.code == 2
    assert answer.err.startswith(f'{path}:3:26: levers."clock.deadline": cannot be 0: must be at least 1, got 0;')


def test_a_dossier_can_be_validated_as_well(parley: Parley, tmp_path: Path) -> None:
    assert parley("validate", str(GOOD / "seeds" / "muster.yaml")).code == 0
    bad = tmp_path / "muster.yaml"
    bad.write_text((GOOD / "seeds" / "muster.yaml").read_text("utf-8").replace("confidence: known", "confidence: sure"))
    answer = parley("validate", str(bad))
    assert answer.code == 2
    assert f'{bad}:7:13: confidence: must be one of read, known, estimate, got "sure"; choose one\n' == answer.err
