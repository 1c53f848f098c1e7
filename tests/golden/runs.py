"""A run of every scenario of the library, in short lines: what changed shows in the difference of two texts.

`make golden` writes them anew, after a change that is meant to change results.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simulator.running import run
from simulator.scenario.library import Library
from simulator.scenario.loading import load
from simulator.views.report import to_json

FOLDER = Path(__file__).resolve().parent
DRAWS, SEED = 200, 7
SHIPPED = [entry.id for entry in Library().entries() if entry.owner == "library"]


def lines(name: str) -> str:
    """The text of one run."""
    found = to_json(run(load(name).scenario, DRAWS, SEED, offers=False))
    rows = [f"{name}: {DRAWS} draws, seed {SEED}"]
    rows += [f"agreement {_short(found['agreement']['probability'])}"]
    for key in ("round", "retained"):
        if found[key] is not None:
            rows.append(f"{key} " + _row(found[key]))
    for issue, terms in (found["terms"] or {}).items():
        rows.append(f"terms {issue} " + _row(terms))
    rows.append("blocked_by " + _row(found["blocked_by"]))
    rows += [f"payoff {actor} {_short(row['mean'])}" for actor, row in found["payoff"].items()]
    rows.append(
        "ripeness " + " ".join(_short(share) for share in found["ripeness"][:: max(len(found["ripeness"]) // 8, 1)])
    )
    rows.append("outcomes " + _row({outcome: row["probability"] for outcome, row in found["outcomes"].items()}))
    if found["durability"] is not None:
        rows.append("durability " + _row({years: row["mean"] for years, row in found["durability"].items()}))
    return "\n".join(rows) + "\n"


def _row(found: dict[str, Any]) -> str:
    return " ".join(f"{key}={_short(number)}" for key, number in found.items())


def _short(number: float | None) -> str:
    """Six digits: what differs between processors lies beyond the ninth."""
    return "none" if number is None else f"{number:.6g}"


def write() -> None:
    """Write every text, and take away those of scenarios that are gone."""
    for path in FOLDER.glob("*.txt"):
        path.unlink()
    for name in SHIPPED:
        (FOLDER / f"{name}.txt").write_text(lines(name), "utf-8")


if __name__ == "__main__":
    write()
