"""`parley serve`, asked as a browser would ask it: its own page is answered, everybody else is not."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from tests.cli.conftest import Parley

REPOSITORY = Path(__file__).parents[2]
PARLEY = "from simulator.cli import main; main()"
TOWNS = REPOSITORY / "tests" / "tui" / "library" / "conflicts" / "two-towns.yaml"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Served:
    """A server in a process of its own."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, "-c", PARLEY, "serve", *arguments, "--port", str(self.port)],
            cwd=REPOSITORY,
            env={**os.environ, "XDG_DATA_HOME": str(home), "TERM": "dumb"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()

    def end(self) -> str:
        """Ends it as ctrl+c does; returns what it said."""
        self.process.send_signal(signal.SIGINT)
        _, said = self.process.communicate(timeout=30)
        return said


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    server = Served(tmp_path_factory.mktemp("home"), str(TOWNS))
    yield server
    said = server.end()
    assert "Traceback" not in said, said


async def answered(served: Served, path: str = "/", **headers: str) -> tuple[int, str, dict[str, str]]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{served.address}{path}", headers=headers, allow_redirects=False) as response,
    ):
        return response.status, await response.text(errors="replace"), dict(response.headers)


async def test_it_listens_on_this_machine_only_and_says_where(served: Served) -> None:
    assert served.address == f"http://127.0.0.1:{served.port}"
    found = {address[4][0] for address in socket.getaddrinfo(socket.gethostname(), served.port, socket.AF_INET)}
    for address in found - {"127.0.0.1"}:
        with socket.socket() as knock:
            knock.settimeout(2)
            assert knock.connect_ex((str(address), served.port)) != 0


async def test_the_page_and_what_it_loads_name_no_other_host(served: Served) -> None:
    status, page, headers = await answered(served)
    assert status == 200
    hosts = re.findall(r"(?:https?|wss?):?//([^/\"')\s]+)", page)
    assert hosts
    assert set(hosts) == {f"127.0.0.1:{served.port}"}
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert set(re.findall(r"\S+//\S+?(?=[;\s]|$)", policy)) == {f"ws://127.0.0.1:{served.port}"}
    links = re.findall(r"(?:href|src)=\"(http[^\"]+)\"|url\(\"([^\"]+)\"\)", page)
    for link in (first or second for first, second in links):
        status, text, _ = await answered(served, link.removeprefix(served.address))
        assert status == 200, link
        if link.endswith(".css"):
            assert "//" not in re.sub(r"/\*.*?\*/", "", text, flags=re.S)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://example.org"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "parley.example.org"}, 403),
        ({"Host": "127.0.0.1:1"}, 403),
        ({"Origin": "http://127.0.0.1:{port}"}, 200),
        ({"Host": "localhost:{port}"}, 302),
    ],
)
async def test_who_is_let_in(served: Served, headers: dict[str, str], status: int) -> None:
    filled = {name: value.format(port=served.port) for name, value in headers.items()}
    assert (await answered(served, **filled))[0] == status


@pytest.mark.parametrize("origin", ["https://example.org", "http://localhost:1", "null", None])
async def test_a_foreign_page_gets_no_connection(served: Served, origin: str | None) -> None:
    headers = {} if origin is None else {"Origin": origin}
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await session.ws_connect(f"{served.address}/ws", headers=headers)
    assert refused.value.status == 403


async def test_the_page_types_and_the_app_answers(served: Served) -> None:
    shown = ""

    async def until(socket_: aiohttp.ClientWebSocketResponse, words: str) -> None:
        nonlocal shown
        while words not in shown:
            message = await asyncio.wait_for(socket_.receive(), 60)
            assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), shown[-2000:]
            if message.type is aiohttp.WSMsgType.BINARY:
                shown += re.sub(r"\x1b\[[0-9;?]*[ -/]*[@-~]", "", message.data.decode(errors="replace"))

    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(
            f"{served.address}/ws?width=100&height=30", headers={"Origin": served.address}
        ) as connection,
    ):
        await until(connection, "Agreement in")
        await connection.send_json(["stdin", "\x1b[F"])
        await until(connection, "above the baseline" if "above" in shown else "1 changed")
        await connection.send_json(["resize", {"width": 20, "height": 6}])
        await until(connection, "this is 20x6")
        await connection.send_json(["stdin", "q"])
        while not connection.closed:
            message = await asyncio.wait_for(connection.receive(), 60)
            if message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.CLOSING):
                break


def test_a_port_that_is_taken_and_a_scenario_that_is_none(parley: Parley) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        answer = parley("serve", "--port", str(taken.getsockname()[1]))
    assert (answer.code, answer.out) == (1, "")
    assert "is taken; choose another with --port" in answer.err
    assert parley("serve", "nowhere").code == 2


def test_without_the_extra_it_says_what_to_install(parley: Parley, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    monkeypatch.delitem(sys.modules, "simulator.cli.local_server", raising=False)
    answer = parley("serve", "--port", str(free_port()))
    assert (answer.code, answer.out) == (1, "")
    assert "pip install 'parley-negotiation[serve]'" in answer.err


async def test_it_ends_quietly_while_a_page_is_open(tmp_path: Path) -> None:
    server = Served(tmp_path, str(TOWNS))
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{server.address}/ws", headers={"Origin": server.address}) as connection,
    ):
        await asyncio.wait_for(connection.receive(), 60)
        said = await asyncio.to_thread(server.end)
    assert server.process.returncode in (0, 130)
    assert said == "open it in a browser on this machine; ctrl+c ends it\n"
