"""The app in a browser on this machine, and for this machine alone.

Every request must name this server as its host (so that no other name can be pointed at it), and whatever says where it
comes from must come from this server's own page. The page loads nothing from elsewhere, and is told not to.
"""

from __future__ import annotations

import asyncio
import logging
import os
import shlex
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from aiohttp import web
from textual_serve.server import Server

HOST = "127.0.0.1"
PAGE = Path(__file__).parent / "page"
_SHOWN = {"COLORTERM": "truecolor", "TERM": "xterm-256color", "PYTHONUTF8": "1"}  # what the browser's terminal can show
_OWN = "import sys; from simulator.cli import main; main(sys.argv[1:])"

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class LocalServer(Server):
    """Serves the app on 127.0.0.1, a process a page."""

    def __init__(self, port: int, arguments: Sequence[str], started: Callable[[str], None]) -> None:
        """Makes the server.

        Args:
            port: where it listens.
            arguments: of `parley`, for what every page opens.
            started: told the address once it listens.
        """
        command = shlex.join([sys.executable, "-c", _OWN, *arguments])
        super().__init__(command, host=HOST, port=port, title="Parley", templates_path=PAGE)
        self._started = started
        self._pages: set[asyncio.Task[object]] = set()
        self.public_url = f"http://{HOST}:{port}"
        os.environ.update(_SHOWN)

    def initialize_logging(self) -> None:
        """Warnings only: what a page does is nobody's business."""
        logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(message)s")

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._guard)
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Lets in what is asked of this server by its own page or by the user, and nothing else."""
        if request.host == f"localhost:{self.port}":
            raise web.HTTPFound(self.public_url)
        origin = request.headers.get("Origin")
        if request.host != f"{HOST}:{self.port}" or (origin or self.public_url) != self.public_url:
            raise web.HTTPForbidden(text="Parley answers this machine's own browser only.")
        if request.path == "/ws" and origin is None:
            raise web.HTTPForbidden(text="A connection has to say where it comes from.")
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = self.policy()
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["X-Content-Type-Options"] = "nosniff"
            response.headers["X-Frame-Options"] = "DENY"
        return response

    def policy(self) -> str:
        """What the page may load: this server's own files, and its own connection."""
        own = f"ws://{HOST}:{self.port}"
        return (
            f"default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
            f"img-src 'self' data:; connect-src 'self' {own}; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'"
        )

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Runs the app of a page for as long as the page is there."""
        page = asyncio.current_task()
        assert page is not None
        self._pages.add(page)
        try:
            return await super().handle_websocket(request)
        finally:
            self._pages.discard(page)

    async def on_shutdown(self, app: web.Application) -> None:
        """Ends the apps of the pages that are open, and waits for them."""
        pages = list(self._pages)
        for page in pages:
            page.cancel()
        if pages:
            await asyncio.wait(pages, timeout=5)

    async def on_startup(self, app: web.Application) -> None:
        """Says where it is, once it listens; this is called before."""
        self._telling = asyncio.create_task(self._tell())

    async def _tell(self) -> None:
        while True:
            try:
                _, knock = await asyncio.open_connection(HOST, self.port)
            except OSError:
                await asyncio.sleep(0.01)
                continue
            knock.close()
            self._started(self.public_url)
            return
