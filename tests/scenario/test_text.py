import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from simulator.scenario.faults import ScenarioFaults
from simulator.scenario.text import MOST_BYTES, header, parse, read_bytes
from simulator.scenario.yaml_events import events

SCENARIO = """\
# a comment
parley: 1
id: ukraine-2025-03
title: "Russia and Ukraine, March 2025"
as_of: 2025-03-17
summary: >
  Two lines
  of text.
clock: {round: week, deadline: 52}
no_deal: NO
at: 12:30
big: 1_000
table:
- russia
-   {name: Україна, seat: yes}
map: |
  ab
   c
nothing:
"""


def test_a_scenario_reads_as_yaml_1_2() -> None:
    assert parse(SCENARIO.encode(), "s.yaml").data == {
        "parley": 1,
        "id": "ukraine-2025-03",
        "title": "Russia and Ukraine, March 2025",
        "as_of": "2025-03-17",
        "summary": "Two lines of text.\n",
        "clock": {"round": "week", "deadline": 52},
        "no_deal": "NO",
        "at": "12:30",
        "big": "1_000",
        "table": ["russia", {"name": "Україна", "seat": "yes"}],
        "map": "ab\n c\n",
        "nothing": None,
    }


@pytest.mark.parametrize(
    ("path", "place", "key_place"),
    [
        ((), (2, 1), (2, 1)),
        (("parley",), (2, 9), (2, 1)),
        (("title",), (4, 8), (4, 1)),
        (("summary",), (6, 10), (6, 1)),
        (("clock",), (9, 8), (9, 1)),
        (("clock", "deadline"), (9, 32), (9, 22)),
        (("table",), (14, 1), (13, 1)),
        (("table", 1), (15, 5), (15, 5)),
        (("table", 1, "seat"), (15, 27), (15, 21)),
        (("nothing",), (19, 9), (19, 1)),
        # what is not there is placed at the nearest thing around it
        (("clock", "first"), (9, 8), (9, 1)),
        (("clock", "deadline", "value", 3), (9, 32), (9, 22)),
        (("table", 7, "name"), (14, 1), (13, 1)),
        (("missing", "x"), (2, 1), (2, 1)),
    ],
)
def test_places(path: tuple[str | int, ...], place: tuple[int, int], key_place: tuple[int, int]) -> None:
    document = parse(SCENARIO.encode(), "s.yaml")
    assert document.place(path) == place
    assert document.key_place(path) == key_place


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_mark_change_nothing(mark: bytes, line_end: str) -> None:
    document = parse(mark + SCENARIO.replace("\n", line_end).encode(), "s.yaml")
    assert document == parse(SCENARIO.encode(), "s.yaml")


def test_size_is_limited() -> None:
    head = b"a: 1 #"
    assert parse(head + b"x" * (MOST_BYTES - len(head)), "f").data == {"a": 1}
    with pytest.raises(ScenarioFaults, match=r"^f: larger than 256 KiB; split it"):
        parse(head + b"x" * (MOST_BYTES - len(head) + 1), "f")


def test_header_reads_the_first_scalars() -> None:
    keys = ["id", "title", "as_of", "summary", "extends", "clock", "parley"]
    assert header(SCENARIO.encode(), "s", keys) == {
        "parley": "1",
        "id": "ukraine-2025-03",
        "title": "Russia and Ukraine, March 2025",
        "as_of": "2025-03-17",
        "summary": "Two lines of text.\n",
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("id: a\nbroken\ntitle: b", {"id": "a"}),
        ("id: a\nid: b", {"id": "a"}),
        ("id: [x]\ntitle: b", {"title": "b"}),
        ("id:\ntitle: ~", {}),
        ("id: ''", {"id": ""}),
        ("actors: {id: x, title: y}\nid: z", {"id": "z"}),
        ("actors: [id, title]\nid: z", {"id": "z"}),
        ("id: \n? [x]\n: y\ntitle: t", {"title": "t"}),
        ("? *x\n: id\ntitle: t", {"title": "t"}),
        ("[id, title]", {}),
        ("id", {}),
        ("", {}),
        ("title: x\x1b[31m\u202e", {"title": "x\ufffd[31m\ufffd"}),
        ('title: "x\\e"', {"title": "x\ufffd"}),
    ],
)
def test_header_of_odd_files(text: str, found: dict[str, str]) -> None:
    assert header(text.encode(), "s", ["id", "title"]) == found


def test_header_does_not_look_far() -> None:
    text = b"id: a\n" + b"x: [1, 2, 3]\n" * 1000 + b"title: b\n"
    assert header(text, "s", ["id", "title"]) == {"id": "a"}


def test_header_reads_no_further_than_the_last_key_found(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def watched(text: str) -> Iterator[yaml.Event]:
        for event in events(text):
            read.append(event)
            yield event

    monkeypatch.setattr("simulator.scenario.text.events", watched)
    assert header(SCENARIO.encode(), "s", ["id", "parley"]) == {"parley": "1", "id": "ukraine-2025-03"}
    assert len(read) == len(["stream", "document", "mapping", "parley", "1", "id", "ukraine-2025-03"])


def refusal(path: str | Path, limit: int = MOST_BYTES) -> str:
    with pytest.raises(ScenarioFaults) as caught:
        read_bytes(path, limit)
    return str(caught.value)


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_bytes(SCENARIO.encode())
    assert read_bytes(path) == read_bytes(str(path)) == SCENARIO.encode()
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    assert read_bytes(link) == SCENARIO.encode()


def test_a_file_may_have_the_greatest_size_and_no_more(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_bytes(b"x" * 100)
    assert read_bytes(path, 100) == b"x" * 100
    words = "larger than 99 bytes; split it with `extends`, or take out what is not needed"
    assert refusal(path, 99) == f"{path}: {words}"
    path.write_bytes(b"x" * (MOST_BYTES + 1))
    assert "larger than 256 KiB" in refusal(path)


def test_what_is_not_there_or_not_a_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.yaml") == f"{tmp_path / 'none.yaml'}: no such file; check the name"
    assert refusal("a\0b") == "a\\u0000b: no such file; its name has characters that no file name has"
    assert refusal(tmp_path) == f"{tmp_path}: not a regular file; name a YAML file"
    assert "cannot be read: " in refusal(tmp_path / ("x" * 5000))
    (tmp_path / "file").touch()
    assert "cannot be read: not a directory" in refusal(tmp_path / "file" / "s.yaml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_pipes_sockets_and_devices_are_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "not a regular file" in refusal(tmp_path / "pipe")
    assert "not a regular file" in refusal("/dev/zero")
    monkeypatch.chdir(tmp_path)  # a socket's name must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        assert "cannot be read" in refusal("socket")


@pytest.mark.skipif(not os.path.exists("/proc/self/maps"), reason="needs a file that says it is empty")
def test_a_file_that_grows_while_it_is_read_is_refused() -> None:
    assert os.stat("/proc/self/maps").st_size == 0
    assert "larger than 100 bytes" in refusal("/proc/self/maps", 100)


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="needs a list of open files")
def test_no_file_stays_open(tmp_path: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))
    for path in (tmp_path, tmp_path / "none", "/dev/null"):
        refusal(path)
    assert len(os.listdir("/proc/self/fd")) == before
