"""Drive a real Chromium on a desktop of its own, through its WebDriver."""

from __future__ import annotations

import base64
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.real.desktop import Desktop, need, wait_until

PAGE = b"""<!doctype html><meta charset="utf-8"><title>call</title>
<style>body { margin: 0; background: #222 } video { width: 48vw }</style>
<video id="own" autoplay muted playsinline></video><video id="far" autoplay muted playsinline></video>"""
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--use-fake-ui-for-media-stream", "--window-size=1300,500",
    "--enable-features=WebRtcPipeWireCamera", "--ozone-platform=x11",
)  # fmt: skip


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def page() -> Iterator[str]:
    """Serve the page of a call on this computer; gives its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


class Browser:
    """Run scripts in a browser's page."""

    def __init__(self, port: int, folder: Path) -> None:
        self._base = f"http://127.0.0.1:{port}"
        options = {"args": [*FLAGS, f"--user-data-dir={folder / 'profile'}"]}
        asked = {"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options}}}
        self._base += f"/session/{self._call('/session', asked)['sessionId']}"
        self._call("/timeouts", {"script": 180_000})

    def _call(self, path: str, values: dict[str, Any] | None = None) -> Any:
        data = None if values is None else json.dumps(values).encode()
        request = urllib.request.Request(self._base + path, data, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=240) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(json.load(error)["value"]["message"]) from error

    def open(self, address: str) -> None:
        """Go to a page."""
        self._call("/url", {"url": address})

    def run(self, script: str) -> Any:
        """Run the body of an async function in the page; gives what it returns."""
        body = f"const done = arguments[0]; (async () => {{ {script} }})().then(done, e => done({{failed: String(e)}}))"
        result = self._call("/execute/async", {"script": body, "args": []})
        assert not (isinstance(result, dict) and "failed" in result), result
        return result

    def screenshot(self) -> bytes:
        """Give a PNG of the page."""
        return base64.b64decode(self._call("/screenshot"))

    def close(self) -> None:
        """End the browser."""
        urllib.request.urlopen(urllib.request.Request(self._base, method="DELETE"), timeout=60).close()


@contextmanager
def chromium(own: Desktop, folder: Path) -> Iterator[Browser]:
    """Start Chromium on a desktop that has a screen; it starts the portal by itself."""
    need("chromium", "chromedriver")
    own.start("chromedriver", "--port=0")
    said = folder / "chromedriver.log"
    wait_until(lambda: "started successfully on port" in said.read_text(), "chromedriver did not start")
    port = int(said.read_text().split("started successfully on port")[1].split(".")[0])
    browser = Browser(port, folder)
    try:
        yield browser
    finally:
        browser.close()
