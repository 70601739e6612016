"""Debian's Chromium, driven by Playwright, as the tests and the benchmark of what is shown start it."""

from __future__ import annotations

import os
import subprocess

from playwright.sync_api import Browser, Playwright

from .program import ROOT

# What Chromium itself would ask for at its start is turned off: every request left is the page's.
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Suggestions under the address bar are web pages: each window would start a process for them, which nobody sees.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
]


def launched(playwright: Playwright) -> Browser:
    """Return a headless Chromium. AssertionError: there is none, with what looked for it said."""
    found = subprocess.run([ROOT / "scripts" / "chromium.sh"], capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    # Chromium refuses its sandbox to root, which is who CI is.
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    return playwright.chromium.launch(executable_path=found.stdout.strip(), args=flags)
