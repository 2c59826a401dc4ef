"""A headless Chromium that is asked over a pipe: one for many pages, with nothing to install.

It speaks the DevTools protocol, JSON messages that end in a null byte:
https://chromedevtools.github.io/devtools-protocol/
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import Any, BinaryIO, Final

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)

# Chromium reads what it is asked from file 3, and answers in file 4.
_AS_THREE_AND_FOUR: Final = """
import fcntl, os, sys
reads, writes = (fcntl.fcntl(int(it), fcntl.F_DUPFD, 10) for it in sys.argv[1:3])
os.dup2(reads, 3), os.dup2(writes, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


def found() -> str | None:
    """Where Chromium is, if it is here at all."""
    return next((path for it in _NAMES if (path := shutil.which(it))), None)


@dataclass(slots=True)
class Chromium:
    """One tab; `complaints` is what its console has said since the page was opened."""

    to: BinaryIO
    answers: BufferedReader
    unread: bytearray = field(default_factory=bytearray)
    session: str = ""
    asked: int = 0
    complaints: list[str] = field(default_factory=list)

    def open(self, page: Path, *, width: int = 1280, dark: bool = False) -> None:
        """The page as somebody sees it in a window that wide, read to its end."""
        self.complaints.clear()
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=1000,
            deviceScaleFactor=1,
            mobile=False,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])
        self.ask("Page.navigate", url=page.as_uri())
        self._wait("Page.loadEventFired")

    def look(self, expression: str) -> Any:
        """What an expression of JavaScript comes to; the page's own policy does not bind it."""
        found = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def print(self) -> bytes:
        """The page on paper, of the size that it asks for."""
        return b64decode(self.ask("Page.printToPDF", preferCSSPageSize=True)["data"])

    def photograph(self) -> bytes:
        """The whole page as a PNG, for whoever wants to see it."""
        return b64decode(self.ask("Page.captureScreenshot", captureBeyondViewport=True)["data"])

    def ask(self, method: str, **params: Any) -> Any:
        self.asked += 1
        message = {"id": self.asked, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        self.to.write(json.dumps(message).encode() + b"\0")
        self.to.flush()
        while (answer := self._next()).get("id") != self.asked:
            pass
        assert "error" not in answer, (method, answer["error"])
        return answer["result"]

    def _wait(self, event: str) -> None:
        while self._next().get("method") != event:
            pass

    def _next(self) -> Any:
        while b"\0" not in self.unread:
            more = self.answers.read1(1 << 16)
            assert more, "Chromium has gone away"
            self.unread += more
        text, _, rest = self.unread.partition(b"\0")
        self.unread = rest
        message = json.loads(text)
        said = message.get("params", {})
        match message.get("method"):
            case "Log.entryAdded":
                self.complaints.append(said["entry"]["text"])
            case "Runtime.exceptionThrown" | "Runtime.consoleAPICalled":
                self.complaints.append(json.dumps(said))
        return message


@contextmanager
def chromium(path: str, profile: Path) -> Iterator[Chromium]:
    theirs, to = os.pipe()
    answers, ours = os.pipe()
    command = [path, *QUIET, f"--user-data-dir={profile}", "--remote-debugging-pipe", "about:blank"]

    process = subprocess.Popen(
        [sys.executable, "-c", _AS_THREE_AND_FOUR, str(theirs), str(ours), *command],
        pass_fds=(theirs, ours),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    os.close(ours)
    with os.fdopen(to, "wb") as sending, os.fdopen(answers, "rb") as receiving:
        tab = Chromium(sending, receiving)
        target = tab.ask("Target.createTarget", url="about:blank")["targetId"]
        tab.session = tab.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            tab.ask(f"{domain}.enable")
        try:
            yield tab
        finally:
            process.terminate()
            process.wait()
