"""`parley serve` in a real browser without a window: typed and dragged in, and nothing leaves the machine."""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml

from tests.cli.test_serve import REPOSITORY, Served
from tests.tui.terminal import Terminal

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"),
    *("--remote-debugging-port=0", "--remote-allow-origins=*", "--window-size=1200,800"),
)
PATIENCE = 90.0


class Screen(Terminal):
    """What the browser's terminal shows, from what it is sent."""

    def __init__(self, columns: int, rows: int) -> None:
        self.cells = [[" "] * columns for _ in range(rows)]
        self.raw = self._rest = ""
        self._undecoded = b""
        self._x = self._y = 0

    def take(self, piece: bytes) -> None:
        self._take(piece)

    def slider(self) -> tuple[int, int]:
        """Row and column of the first slider's thumb."""
        row = next(n for n, cells in enumerate(self.cells) if "Essentials" in "".join(cells)) + 1
        return row, self.cells[row].index("●")


class Page:
    """A page of the browser, over its debugging protocol."""

    def __init__(self, connection: aiohttp.ClientWebSocketResponse) -> None:
        self._connection, self._count = connection, 0
        self.requests: list[str] = []
        self.size = (0, 0)
        self.screen = Screen(1, 1)

    async def do(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Sends a command, and takes in what comes until it is answered."""
        self._count += 1
        await self._connection.send_json({"id": self._count, "method": method, "params": parameters})
        while True:
            message = await self._next()
            if message.get("id") == self._count:
                assert "error" not in message, message
                result: dict[str, Any] = message["result"]
                return result

    async def until(self, reached: Callable[[], object], what: str) -> None:
        """Takes in what comes until something is so."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while not reached():
            assert asyncio.get_running_loop().time() < end, f"never: {what}\n{self.screen.text()}\n{self.requests}"
            try:
                await asyncio.wait_for(self._next(), 0.5)
            except TimeoutError:
                continue

    async def _next(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads((await self._connection.receive()).data)
        told = message.get("params", {})
        match message.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(told["request"]["url"])
            case "Network.webSocketCreated":
                self.requests.append(told["url"])
            case "Network.webSocketFrameSent":
                self._sent(told["response"]["payloadData"])
            case "Network.webSocketFrameReceived" if told["response"]["opcode"] == 2:
                self.screen.take(base64.b64decode(told["response"]["payloadData"]))
        return message

    def _sent(self, payload: str) -> None:
        if payload.startswith('["resize"'):
            size = json.loads(payload)[1]
            self.size = size["width"], size["height"]
            self.screen = Screen(*self.size)

    async def press(self, key: str, code: str, number: int, text: str = "") -> None:
        """Types a key."""
        about = {"key": key, "code": code, "windowsVirtualKeyCode": number, "nativeVirtualKeyCode": number}
        await self.do("Input.dispatchKeyEvent", type="keyDown", **about, **({"text": text} if text else {}))
        await self.do("Input.dispatchKeyEvent", type="keyUp", **about)

    async def drag(self, row: int, start: int, stop: int) -> None:
        """Drags the mouse along a row of the terminal."""
        code = "JSON.stringify(document.querySelector('.xterm-screen').getBoundingClientRect())"
        box = json.loads((await self.do("Runtime.evaluate", expression=code))["result"]["value"])
        wide, high = box["width"] / self.size[0], box["height"] / self.size[1]

        async def mouse(kind: str, column: int, buttons: int) -> None:
            x, y = box["x"] + (column + 0.5) * wide, box["y"] + (row + 0.5) * high
            await self.do("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", buttons=buttons, clickCount=1)

        await mouse("mousePressed", start, 1)
        for column in range(start, stop + 1):
            await mouse("mouseMoved", column, 1)
        await mouse("mouseReleased", stop, 0)


async def debugging_address(profile: Path) -> str:
    """Where the browser can be talked to, once it says so."""
    told = profile / "DevToolsActivePort"
    for _ in range(int(PATIENCE * 10)):
        if told.exists() and len(lines := told.read_text().splitlines()) == 2:
            return f"http://127.0.0.1:{lines[0]}"
        await asyncio.sleep(0.1)
    raise AssertionError("the browser does not start")


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="there is no Chromium on this machine")
async def test_typed_and_dragged_in_a_browser_that_asks_nobody_else(tmp_path: Path) -> None:
    assert BROWSER is not None
    shelf = tmp_path / "shelf"
    shutil.copytree(REPOSITORY / "tests" / "tui" / "library" / "conflicts", shelf)
    server = Served(tmp_path / "home", str(shelf / "two-towns.yaml"))
    profile = tmp_path / "profile"
    browser = subprocess.Popen(
        [BROWSER, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = await debugging_address(profile)
        async with aiohttp.ClientSession() as session:
            async with session.get(f"{address}/json/list") as response:
                pages = [each for each in await response.json(content_type=None) if each["type"] == "page"]
            async with session.ws_connect(pages[0]["webSocketDebuggerUrl"], max_msg_size=0) as connection:
                await visit(Page(connection), server, shelf)
    finally:
        browser.terminate()
        browser.wait(30)
        said = server.end()
    assert "Traceback" not in said, said


async def visit(page: Page, server: Served, shelf: Path) -> None:
    """Opens the page, moves a slider by key and by mouse, saves a variant."""
    await page.do("Network.enable")
    await page.do("Page.enable")
    await page.do("Page.navigate", url=server.address)
    await page.until(lambda: "300 draws" in page.screen.text() or "seed 0" in page.screen.text(), "it is played")
    row, thumb = page.screen.slider()
    await page.do("Page.bringToFront")
    await page.do("Runtime.evaluate", expression="document.querySelector('.xterm-helper-textarea').focus()")
    await page.press("ArrowRight", "ArrowRight", 39)
    await page.until(lambda: "1 changed" in page.screen.text(), "a key moves the slider")
    await page.drag(row, thumb, thumb + 4)
    await page.until(lambda: page.screen.slider()[1] >= thumb + 3, "the mouse drags it")
    await page.press("v", "KeyV", 86, "v")
    await page.until(lambda: "Save as a variant" in page.screen.text(), "the dialog opens")
    await page.press("Enter", "Enter", 13, "\r")
    await page.until(lambda: (shelf / "two-towns-variant.yaml").exists(), "the variant is saved")
    saved = yaml.safe_load((shelf / "two-towns-variant.yaml").read_text("utf-8"))
    assert saved["extends"] == "two-towns.yaml"
    assert (
        saved["actors"]["north"]["cost"]["value"] > 0.003
        if isinstance(saved["actors"]["north"]["cost"], dict)
        else (saved["actors"]["north"]["cost"] > 0.003)
    )
    own = (f"{server.address}/", f"ws://127.0.0.1:{server.port}/", "data:")
    assert page.requests
    assert [url for url in page.requests if not url.startswith(own)] == []
