"""No text of a page reaches a call that runs it: each call that could is listed here with the reason why it may be."""

from __future__ import annotations

import re

import pytest
import yaml

import texproof
from texproof.source import options, settings

from ..program import ROOT
from .calls import Call, broad_excepts, calls, of_package

PACKAGE = ROOT / "src" / "texproof"
AUDITED = {
    ("build/cache.py", ".read_bytes"): "the engine's own source for the key, and the user's secret",
    ("build/cache.py", ".write_text"): "entries under a digest, and what the folder says of itself",
    ("build/cache.py", "importlib.metadata.PackageNotFoundError"): "a library that is not there has no version",
    ("build/cache.py", "importlib.metadata.version"): "versions of a fixed list of libraries",
    ("build/cache.py", "os.open"): "an entry under a digest, without following links; the secret, new and private",
    ("build/cluster.py", "socket.gethostname"): "the name of a worker's machine, for a message",
    ("build/confine.py", "importlib.util.find_spec"): "where a fixed list of libraries stands",
    ("build/child.py", "socket.socket"): "the type of a connection",
    ("build/child.py", "socket.MSG_PEEK"): "whether anything has come over a connection",
    ("build/child.py", ".read_text"): "what the kernel says of a child, by its number",
    ("build/children.py", "socket.socket"): "the type of a connection",
    ("build/children.py", "socket.send_fds"): "a pair of connected sockets for a child, no address",
    ("build/children.py", "socket.socketpair"): "a pair of connected sockets for a child, no address",
    ("build/children.py", "subprocess.DEVNULL"): "the server reads and writes nothing",
    ("build/children.py", "subprocess.Popen"): "the server: this Python, this module, a number; no shell",
    ("build/project.py", ".read_bytes"): "pages that are named or found; a snippet, in its folder alone",
    ("build/project.py", ".read_text"): "mkdocs.yml of the project",
    ("build/worker.py", "os.fork"): "a child that judges",
    ("build/worker.py", "os.open"): "the null device",
    ("build/worker.py", "socket.recv_fds"): "the connection that the parent sends",
    ("build/worker.py", "socket.socket"): "descriptors that the parent gave",
    ("check/sympy_route/factors.py", "sympy.Symbol"): "names that the route generates",
    ("check/sympy_route/polynomial.py", "sympy.Symbol"): "names that the route generates",
    ("model/load.py", "compile"): "a snippet's source: a snippet is code, and runs in a process of its own",
    ("model/load.py", "exec"): "a snippet's source: a snippet is code, and runs in a process of its own",
    ("parse/reader.py", ".read_text"): "the grammar, a file of this package",
    ("parse/reader.py", "importlib.resources.files"): "the grammar, a file of this package",
    ("script/helpers.py", ".read_text"): "the text that scripts are made of, files of this package",
    ("script/helpers.py", "importlib.resources.files"): "the text that scripts are made of, files of this package",
    ("script/runtime/arrays.py", "sympy.sympify"): "text that scripts hold, never imported here",
    ("script/runtime/points.py", "sympy.Symbol"): "text that scripts hold, never imported here",
    ("script/runtime/values.py", "sympy.Symbol"): "text that scripts hold, never imported here",
    ("script/runtime/values.py", "sympy.sympify"): "text that scripts hold, never imported here",
    ("script/runtime/zero.py", "sympy.Symbol"): "text that scripts hold, never imported here",
    ("script/runtime/zero.py", "sympy.sympify"): "text that scripts hold, never imported here",
    ("source/options.py", "yaml.load"): "with a SafeLoader that refuses aliases and repeated names",
    ("source/settings.py", "yaml.load"): "with a SafeLoader that makes nothing of tags",
    ("surfaces/explain.py", ".read_text"): "the codes' pages, files of this package",
    ("surfaces/explain.py", "importlib.metadata.PackageNotFoundError"): "a package that is not installed",
    ("surfaces/explain.py", "importlib.metadata.metadata"): "of this package",
    ("surfaces/explain.py", "importlib.resources.abc.Traversable"): "a type",
    ("surfaces/explain.py", "importlib.resources.files"): "the codes' pages, files of this package",
    ("surfaces/katex.py", ".read_text"): "KaTeX by the configuration's path",
    ("surfaces/mkdocs_plugin.py", ".open"): "makes the folder in which the site is built",
    ("surfaces/mkdocs_plugin.py", ".read_text"): "the style and the scripts of this package; the pages that were built",
    ("surfaces/mkdocs_plugin.py", "importlib.resources.files"): "the style and the scripts of this package",
    ("surfaces/pytest_pages.py", ".open"): "a lock in pytest's own folder",
    ("surfaces/pytest_pages.py", ".read_text"): "what another process of the run found, as JSON in pytest's own folder",
    ("surfaces/pytest_pages.py", ".write_text"): "what this run found, as JSON in pytest's own folder",
    ("surfaces/rendered.py", ".open"): "a list of elements that are not closed, no file",
    ("surfaces/staging.py", "shutil.copy2"): "the site of before, into the folder beside it",
    ("surfaces/staging.py", "shutil.copytree"): "the site of before, into the folder beside it",
    ("surfaces/staging.py", "shutil.rmtree"): "folders beside the site, of this run's making or a dead one's",
    ("surfaces/typeset.py", "quickjs.Context"): "an engine with bounds on memory and depth, without files or a network",
    ("surfaces/typeset.py", ".eval"): "KaTeX' own script and a bridge to it; formulas go in as arguments",
}
EXCEPTS = {
    ("build/worker.py", "_answer"): "a fault on one formula is that formula's verdict, and is shown by --debug",
    ("check/every_size/derivation.py", "derive"): "a fault here shows no derivation, and takes nothing from the claim",
    ("check/every_size/forward.py", "_defined_function"): "by `called`, which it makes",
    ("check/every_size/forward.py", "called"): "whatever a function of a model's body raises is no proof",
    ("check/every_size/forward.py", "_returned"): "whatever a model's body raises is the snippet's fault",
    ("check/every_size/prove.py", "prove"): "a fault of the proof is no proof, which takes nothing from the routes",
    ("check/sympy_route/decide.py", "decide"): "a fault of the route is its answer unknown, which never passes",
    ("check/sympy_route/forward.py", "_defined_function"): "by `called`, which it makes",
    ("check/sympy_route/forward.py", "called"): "whatever a function of a model's body raises is the snippet's fault",
    ("check/sympy_route/forward.py", "_returned"): "whatever a model's body raises is the snippet's fault",
    ("model/defined.py", "defined"): "whatever a function of a model's body raises is the snippet's fault",
    ("model/forward.py", "_returned"): "whatever a model's body raises is the snippet's fault",
    ("model/load.py", "load"): "whatever a snippet raises is its fault, the end of the program too",
    ("source/markdown.py", "scan"): "a fault of the Markdown library on one page is that page's diagnostic",
}


def listed(found: list[Call]) -> set[tuple[str, str]]:
    return {(call.file, call.name) for call in found}


def test_each_dangerous_call_is_audited_and_each_audited_call_is_there() -> None:
    found = of_package(PACKAGE)
    unknown = [f"{call.file}:{call.line}: {call.name}" for call in found if (call.file, call.name) not in AUDITED]
    assert not unknown, "look at each: can what a page says reach it?"
    assert set(AUDITED) == listed(found), "no longer there"
    assert len({call.file for call in found}) < len(list(PACKAGE.rglob("*.py"))) / 4


def test_yaml_is_read_by_safe_loaders_alone() -> None:
    for module in (settings, options):
        kinds = [value for value in vars(module).values() if isinstance(value, type)]
        loaders = [kind for kind in kinds if hasattr(kind, "yaml_constructors")]
        assert loaders
        assert all(issubclass(loader, yaml.SafeLoader) for loader in loaders)


def test_each_broad_except_is_audited() -> None:
    found = {
        (path.relative_to(PACKAGE).as_posix(), name)
        for path in PACKAGE.rglob("*.py")
        for name in broad_excepts(path.read_text(encoding="utf-8"))
    }
    assert found == set(EXCEPTS)


def test_no_template_shows_text_unescaped() -> None:
    templates = list((ROOT / "overrides").rglob("*.html"))
    unsafe = re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\(")
    assert not [path for path in templates if unsafe.search(path.read_text(encoding="utf-8"))]


DANGEROUS = {
    "eval(text)": "eval",
    "exec(text)": "exec",
    "list(map(eval, texts))": "eval",
    "import builtins\nbuiltins.exec(text)": "exec",
    "compile(text, '', 'exec')": "compile",
    "__import__(name)": "__import__",
    "open(name)": "open",
    "path.open()": ".open",
    "path.read_text()": ".read_text",
    "import pickle as p\np.loads(b)": "pickle.loads",
    "from pickle import loads\nloads(b)": "pickle.loads",
    "import marshal\nmarshal.loads(b)": "marshal.loads",
    "import os\nos.system(text)": "os.system",
    "from os import popen as p\np(text)": "os.popen",
    "import os as o\no.execvp(a, b)": "os.execvp",
    "from subprocess import run\nrun(text, shell=True)": "shell=",
    "import subprocess as s\ns.run(text)": "subprocess.run",
    "import yaml\nyaml.load(text)": "yaml.load",
    "from yaml import unsafe_load\nunsafe_load(text)": "yaml.unsafe_load",
    "from sympy import S\nS(text)": "sympy.S",
    "import sympy as sp\nsp.sympify(text)": "sympy.sympify",
    "from sympy.parsing.sympy_parser import parse_expr\nparse_expr(text)": "sympy.parsing.sympy_parser.parse_expr",
    "from sympy import lambdify\nlambdify(x, y)": "sympy.lambdify",
    "from sympy import Matrix\nMatrix('[1]')": "Matrix of text",
    "left.equals(right)": ".equals",
    "import importlib\nimportlib.import_module(name)": "importlib.import_module",
    "from importlib import import_module\nimport_module(name)": "importlib.import_module",
    "from markupsafe import Markup\nMarkup(text)": "markupsafe.Markup",
    "import numpy as np\nnp.load(name)": "numpy.load",
    "import urllib.request\nurllib.request.urlopen(name)": "urllib.request.urlopen",
    "import socket\nsocket.create_connection(a)": "socket.create_connection",
    "def f():\n    from os import system\n    return system": "os.system",
}


@pytest.mark.parametrize("source", DANGEROUS)
def test_what_is_dangerous_is_found(source: str) -> None:
    assert DANGEROUS[source] in {call.name for call in calls(source, "x.py")}


@pytest.mark.parametrize(
    "source",
    [
        "import re\nre.compile(text)",
        "from texproof.parse.reader import read\nread(text)",
        "import os\nos.path.join(a, b)",
        "import yaml\nyaml.safe_load(text)",
        "from sympy import Matrix\nMatrix([[1]])",
        "evaluate(text)",
        "code.strip()",
        "left == right",
    ],
)
def test_what_is_harmless_is_not(source: str) -> None:
    assert not list(calls(source, "x.py"))


def test_what_is_audited_is_what_is_installed() -> None:
    assert texproof.__file__ is not None
    assert (PACKAGE / "__init__.py").samefile(texproof.__file__)
