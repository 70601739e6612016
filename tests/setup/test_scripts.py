"""Setting up on a machine that lacks something: it is installed where that is possible, else said how."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ..program import ROOT

SCRIPTS = ROOT / "scripts"
APT = '#!/bin/bash\necho "$@" >> "$(dirname "$0")/asked"\nif [ "$1" = install ]; then {}; fi\n'


class Machine:
    """A PATH with little on it, on which programs can be planted."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()
        for name in ("bash", "cat", "chmod", "cp", "dirname", "env", "mkdir", "rm"):
            (self.bin / name).symlink_to(shutil.which(name) or f"/bin/{name}")
        self.plant("id", "#!/bin/bash\necho 0\n")

    def plant(self, name: str, text: str) -> None:
        (self.bin / name).write_text(text)
        (self.bin / name).chmod(0o755)

    def run(self, script: str, *arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [SCRIPTS / script, *arguments],
            cwd=cwd,
            env={"PATH": str(self.bin)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_chromium_that_is_there_is_taken(machine: Machine) -> None:
    machine.plant("chromium-browser", "#!/bin/bash\n")
    found = machine.run("chromium.sh")
    assert found.returncode == 0
    assert found.stdout == f"{machine.bin}/chromium-browser\n"


def test_a_missing_chromium_is_installed(machine: Machine) -> None:
    machine.plant("apt-get", APT.format('echo > "$(dirname "$0")/chromium"; chmod +x "$(dirname "$0")/chromium"'))
    found = machine.run("chromium.sh")
    assert found.returncode == 0, found.stderr
    assert found.stdout == f"{machine.bin}/chromium\n"
    assert "install -y -qq --no-install-recommends chromium" in (machine.bin / "asked").read_text()


def test_without_debians_packages_it_is_said_how(machine: Machine) -> None:
    found = machine.run("chromium.sh")
    assert found.returncode == 1
    assert "apt-get install chromium" in found.stderr
    assert "TEXPROOF_CHROMIUM" in found.stderr


def test_nobody_is_asked_for_a_password(machine: Machine) -> None:
    machine.plant("id", "#!/bin/bash\necho 1000\n")
    machine.plant("apt-get", APT.format("true"))
    machine.plant("sudo", '#!/bin/bash\n[ "$1" = --non-interactive ] && exit 1\ncat\n')
    found = machine.run("chromium.sh")
    assert found.returncode == 1
    assert not (machine.bin / "asked").exists()


def test_a_python_without_venv_gets_debians_package_or_says_so(machine: Machine, tmp_path: Path) -> None:
    # Debian's Python without the package python3-venv: everything is there but ensurepip.
    machine.plant("python3", f'#!/bin/bash\n[[ "$2" = *ensurepip* ]] && exit 1\nexec {sys.executable} "$@"\n')
    named = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"

    said = machine.run("environment.sh", tmp_path / "venv", "python3")
    assert said.returncode == 1
    assert f"apt-get install {named}" in said.stderr

    machine.plant("apt-get", APT.format("exit 7"))
    machine.run("environment.sh", tmp_path / "venv", "python3")
    assert f"--no-install-recommends {named}" in (machine.bin / "asked").read_text()


def test_a_missing_or_old_python_is_said(machine: Machine, tmp_path: Path) -> None:
    assert "no 'python3' on this machine" in machine.run("environment.sh", tmp_path / "venv", "python3").stderr
    machine.plant("python3", '#!/bin/bash\n[ "$1" = --version ] && echo Python 3.9.2\nexit 1\n')
    said = machine.run("environment.sh", tmp_path / "venv", "python3")
    assert said.returncode == 1
    assert "Python 3.9.2 is too old, Python 3.11 or newer is needed" in said.stderr
