import json

from simulator.scenario.json_schema import json_schema
from tests.cli.conftest import Parley


def test_the_schema_is_printed_as_json(parley: Parley) -> None:
    answer = parley("schema")
    assert (answer.code, answer.err) == (0, "")
    assert json.loads(answer.out) == json_schema()
