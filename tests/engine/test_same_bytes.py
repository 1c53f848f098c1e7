"""The same seed gives the same bytes in another process, in which sets and dicts of names hash differently."""

import os
import subprocess
import sys

CODE = """
import hashlib, json
from simulator.running import run
from simulator.scenario.loading import load
from simulator.views.report import to_json

for name in ("ukraine-2025-03", "ukraine-2025-03-great-power-deal"):
    report = json.dumps(to_json(run(load(name).scenario, 40, 3)))
    print(hashlib.sha256(report.encode()).hexdigest())
"""


def bytes_with(hash_seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run([sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_processes_agree() -> None:
    first = bytes_with("1")
    assert len(first.split()) == 2
    assert first == bytes_with("2")
