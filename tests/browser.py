"""A headless Chromium for tests, driven through the DevTools protocol on a pair of pipes; needs no other package."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import subprocess
import tempfile
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["HINT", "Browser", "find"]

HINT = "needs Chromium (Debian: apt-get install chromium)"
_QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)


def find() -> str | None:
    """The path of Chromium or Chrome, None if there is none."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(filter(None, map(shutil.which, names)), None)


class Browser:
    """One page in one browser; leaves nothing behind when its `with` block ends."""

    def __enter__(self) -> Browser:
        program = find()
        assert program, HINT
        self._home = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        their_in, self._out = os.pipe()
        self._in, their_out = os.pipe()

        def connect() -> None:
            # Chromium reads commands from 3 and writes to 4; copies made high first cannot overwrite each other.
            low, high = os.dup2(their_in, 61), os.dup2(their_out, 62)
            os.dup2(low, 3)
            os.dup2(high, 4)

        self._process = subprocess.Popen(
            [program, *_QUIET, f"--user-data-dir={self._home.name}", "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=connect,
            close_fds=False,
        )
        os.close(their_in)
        os.close(their_out)
        self._number = 0
        self._rest = b""
        self._session = ""
        self.log: list[str] = []
        targets = self.send("Target.getTargets")["targetInfos"]
        page = next(target["targetId"] for target in targets if target["type"] == "page")
        self._session = self.send("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Accessibility", "Network"):
            self.send(f"{domain}.enable")
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self.send("Browser.close", session="")
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._out)
        os.close(self._in)
        self._home.cleanup()

    def send(self, method: str, session: str | None = None, **parameters: object) -> Any:
        """Send a command and give its result; what the page logs meanwhile is kept in `log`."""
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": parameters}
        session = self._session if session is None else session
        if session:
            message["sessionId"] = session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                assert "error" not in answer, (method, answer)
                return answer["result"]
            self._note(answer)

    def _read(self) -> Any:
        while b"\0" not in self._rest:
            more = os.read(self._in, 1 << 16)
            if not more:
                raise OSError("the browser has ended")
            self._rest += more
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)

    def _note(self, answer: Any) -> None:
        method, parameters = answer.get("method"), answer.get("params", {})
        if method == "Log.entryAdded":
            self.log.append(parameters["entry"]["text"])
        elif method == "Runtime.exceptionThrown":
            self.log.append(str(parameters["exceptionDetails"].get("exception", parameters)))
        elif method == "Page.javascriptDialogOpening":
            self.log.append(f"dialog: {parameters['message']}")
        elif method == "Network.requestWillBeSent" and not parameters["request"]["url"].startswith(("file:", "about:")):
            self.log.append(f"request: {parameters['request']['url']}")

    def open(self, path: Path, width: int = 1200, height: int = 900, dark: bool = False) -> None:
        """Show a file in a window of a size."""
        self.resize(width, height, dark)
        self.send("Page.navigate", url=path.resolve().as_uri())
        while True:
            answer = self._read()
            self._note(answer)
            if answer.get("method") == "Page.loadEventFired":
                break
        self.settle()

    def resize(self, width: int, height: int, dark: bool = False) -> None:
        """Change the size of the window, and whether the user likes it dark."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.send("Emulation.setEmulatedMedia", features=[scheme])

    def settle(self) -> None:
        """Wait until the page has drawn what it had to."""
        self.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))")

    def run(self, script: str) -> Any:
        """The value of an expression in the page, as JSON can hold it."""
        answer = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def click(self, selector: str) -> None:
        """Scroll to the first element that the selector finds, and click on its middle as a mouse does."""
        find = f"const e = document.querySelector({json.dumps(selector)}); e.scrollIntoView({{block: 'center'}});"
        middle = "const b = e.getClientRects()[0]; return [b.x + b.width / 2, b.y + b.height / 2];"
        x, y = self.run(f"(() => {{ {find} {middle} }})()")
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
        self.settle()

    def wheel(self, selector: str, by: int, across: float = 0.5) -> None:
        """Turn the wheel over an element, at a share of its width: down is positive."""
        box = f"document.querySelector({json.dumps(selector)}).getBoundingClientRect()"
        x, y = self.run(f"(b => [b.x + b.width * {across}, b.y + b.height / 2])({box})")
        self.send("Input.dispatchMouseEvent", type="mouseWheel", x=x, y=y, deltaX=0, deltaY=by)
        self.settle()
        self.settle()

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Press the mouse at one place of the window, move it to another, and let go."""
        for kind, (x, y), buttons in (
            ("mouseMoved", start, 0),
            ("mousePressed", start, 1),
            ("mouseMoved", end, 1),
            ("mouseReleased", end, 0),
        ):
            self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", buttons=buttons, clickCount=1)
        self.settle()

    def pinch(self, x: float, y: float, scale: float) -> None:
        """Spread two fingers around a place of the window (or draw them together, below 1)."""
        near, far = (20, 20 * scale) if scale > 1 else (20 / scale, 20)
        for kind, apart in (("touchStart", near), ("touchMove", far), ("touchEnd", None)):
            points = [] if apart is None else [{"x": x - apart, "y": y, "id": 1}, {"x": x + apart, "y": y, "id": 2}]
            self.send("Input.dispatchTouchEvent", type=kind, touchPoints=points)
        self.settle()

    def saved(self, selector: str, folder: Path) -> Path:
        """Click on what saves a file, and give the file."""
        self.send("Browser.setDownloadBehavior", session="", behavior="allow", downloadPath=str(folder))
        before = set(folder.iterdir())
        self.click(selector)
        for _ in range(200):
            new = [path for path in folder.iterdir() if path not in before and path.suffix != ".crdownload"]
            if new and new[0].stat().st_size:
                return new[0]
            time.sleep(0.02)
        raise AssertionError("nothing was saved")

    def paper(self) -> bytes:
        """The page as it would be printed, as PDF."""
        return base64.b64decode(self.send("Page.printToPDF", printBackground=True)["data"])

    def press(self, key: str) -> None:
        """Press and release a key, by its name."""
        codes = {"Tab": 9, "Enter": 13, "Escape": 27, "End": 35, "Home": 36} | {
            "ArrowLeft": 37,
            "ArrowUp": 38,
            "ArrowRight": 39,
            "ArrowDown": 40,
        }
        more: dict[str, Any] = {"windowsVirtualKeyCode": codes[key]} if key in codes else {"text": key}
        if key == "Enter":
            more["text"] = "\r"
        self.send("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, **more)
        self.send("Input.dispatchKeyEvent", type="keyUp", key=key, code=key)
        self.settle()

    def picture(self) -> bytes:
        """What the window shows, as PNG."""
        return base64.b64decode(self.send("Page.captureScreenshot", format="png")["data"])

    def tree(self) -> list[tuple[str, str]]:
        """Role and name of everything that a screen reader is told, in order."""
        nodes = self.send("Accessibility.getFullAXTree")["nodes"]
        return [
            (node["role"]["value"], node.get("name", {}).get("value", ""))
            for node in nodes
            if not node.get("ignored") and node["role"]["value"] not in {"InlineTextBox", "StaticText", "none"}
        ]
