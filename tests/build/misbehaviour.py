"""What snippets do that they should not, as lines of Python."""

from __future__ import annotations


def says(line: bytes) -> str:
    """Return code that writes to each descriptor that could be the connection to the parent."""
    return f"import os\nfor n in range(3, 64):\n    try: os.write(n, {line!r})\n    except OSError: pass"


# What is not what a model may set: the snippet is refused, its formulas are undecided.
REPLACED = {
    "numpy": "import numpy; numpy.einsum = None",
    "numpy linalg": "import numpy; numpy.linalg.norm = lambda *_, **__: 0.0",
    "sympy": "import sympy; sympy.diff = None",
    "what says that it is equal": "import numpy; numpy.einsum = type('Sly', (), {'__eq__': lambda *_: True})()",
    "polynomials": "from sympy.polys.rings import PolyElement; PolyElement.__sub__ = lambda a, b: a.ring.zero",
    "builtins": "import builtins; builtins.abs = lambda _: 0",
    "math": "import math; math.isclose = lambda *_, **__: True",
    "decide": "import texproof.check.decide as d; d.decide = None",
    "stages": "import texproof.build.stages as s; s.judge = None",
    "method": "from texproof.build.work import Work; Work.of = None",
    "os": "import os; os.getcwd = None",
    "module": "import sys; sys.modules['numpy'] = sys.modules['math']",
    "made module": "import sys, types; sys.modules['numpy.made'] = types.ModuleType('numpy.made')",
    "thread": "import threading, time; threading.Thread(target=time.sleep, args=(600,), daemon=True).start()",
    "bare thread": "import _thread, time; _thread.start_new_thread(time.sleep, (600,))",
}
# What libraries offer to be set: put back without a word after each formula.
SET = {
    "environment": "import os; os.environ['PYTHONHASHSEED'] = '7'",
    "search path": "import sys; sys.path.insert(0, '/elsewhere')",
    "import hooks": "import sys; sys.meta_path.clear()",
    "warnings": "import warnings; warnings.simplefilter('error')",
    "numpy errors": "import numpy; numpy.seterr(all='raise')",
    "print options": "import numpy; numpy.set_printoptions(precision=1)",
    "numpy random": "import numpy; numpy.random.seed(1)",
    "random": "import random; random.seed(1)",
    "recursion": "import sys; sys.setrecursionlimit(10_000)",
    "digits": "import sys; sys.set_int_max_str_digits(700)",
    "signals": "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)",
    "decimal": "import decimal; decimal.getcontext().prec = 2",
    "mpmath": "import mpmath; mpmath.mp.dps = 3",
    "evaluate": "from sympy.core.parameters import global_parameters as g; g.evaluate = False",
    "assumptions": "import sympy; sympy.assumptions.global_assumptions.add(sympy.Q.real(sympy.Symbol('x')))",
    "polynomials' settings": "from sympy.polys.polyconfig import setup; setup('USE_HEU_GCD', False)",
}
# What a process that runs a snippet may not do, and what is said. Signals are sent as 0, which harms nobody.
CONFINED = {
    "reads": ("open('/etc/hostname').read()", "reads no file"),
    "reads by descriptor": ("import os; os.open('/etc/hostname', os.O_RDONLY)", "reads no file"),
    "reads through a link": ("open('/proc/self/environ').read()", "reads no file"),
    "writes": ("open('{canary}', 'w')", "writes no file"),
    "writes beside": ("import pathlib; pathlib.Path('{canary}').write_text('x')", "writes no file"),
    "makes": ("import os; os.mkdir('{canary}')", "changes no file"),
    "removes": ("import os; os.remove('{kept}')", "changes no file"),
    "renames": ("import os; os.rename('{kept}', '{canary}')", "changes no file"),
    "removes all": ("import shutil; shutil.rmtree('{folder}')", ""),
    "starts": ("import subprocess; subprocess.run(['touch', '{canary}'])", "starts no process"),
    "shell": ("import os; os.system('touch {canary}')", "starts no process"),
    "forks": ("import os; os.fork()", "starts no process"),
    "spawns": ("import os; os.posix_spawn('/bin/touch', ['touch', '{canary}'], {{}})", "starts no process"),
    "connects": ("import socket; socket.create_connection(('127.0.0.1', 9))", "uses no network"),
    "asks for a name": ("import socket; socket.getaddrinfo('localhost', 80)", "uses no network"),
    "fetches": ("import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')", "no network"),
    "kills its parent": ("import os; os.kill(os.getppid(), 0)", "sends no signal"),
    "kills all": ("import os; os.killpg(os.getpgrp(), 0)", "sends no signal"),
    "lifts a limit": ("import resource; resource.setrlimit(resource.RLIMIT_AS, (-1, -1))", "sets no limit"),
    "lifts its time": ("import resource; resource.setrlimit(resource.RLIMIT_CPU, (-1, -1))", "sets no limit"),
    "loads a library": ("import ctypes; ctypes.CDLL('libc.so.6').system(b'touch {canary}')", "loads no library"),
    "imports a package": ("import pytest", "imports the standard library"),
    "imports a neighbour": ("import neighbour", "imports the standard library"),
    "imports from elsewhere": ("import sys; sys.path.insert(0, '{folder}')\nimport neighbour", "imports the standard"),
    "imports another's name": (
        "import sys; sys.path.insert(0, '{folder}')\nimport wave; wave.OURS",
        "reads no file",
    ),
    "imports a snippet": ("from snippets.good import matmul", "imports the standard library"),
}

# What dies, hangs or talks nonsense.
DIES = {
    "closes its connection": "import os; os.closerange(3, 256)",
    "closes it and sleeps": "import os, time; os.closerange(3, 256); time.sleep(600)",
    "sleeps": "import time; time.sleep(600)",
    "sleeps on": "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: time.sleep(1)",
    "computes on": "import signal\nsignal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass",
    "ends": "import os; os._exit(0)",
    "aborts": "import os; os.abort()",
    "prints": "print('x' * 10**6)\nwhile True: print('x' * 10**6)",
    "complains": "raise ValueError('x' * 10**7)",
    "complains much": "raise ValueError('x' * 10**8)",
    "nonsense": says(b"nonsense\n"),
    "no object": says(b"[1]\n"),
    "no judgement": says(b'{"judged": 1, "described": 2}\n'),
    "much": f"while True:\n    exec({says(b'x' * 1000)!r})",
    "takes memory": "a = ['x' * 10**8 for _ in range(100)]",
    "goes deep": "def f(): f()\nf()",
}
