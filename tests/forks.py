"""Code that is killed on purpose, in forks of one interpreter that has imported what it needs: none is waited for.

A fork has no threads but its own, so what is imported must start none that are asked later: importing polars may, a
query of it may not.
"""

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress

from tests.places import ROOT

_ENDED = "ended "
_FORKING = f"""
import json, os, sys
exec(sys.argv[1])
for line in sys.stdin:
    pid = os.fork()
    if not pid:
        code, *sys.argv[1:] = json.loads(line)
        exec(code)
        sys.stdout.flush()
        os._exit(0)
    print(pid, flush=True)
    print("{_ENDED}" + str(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])), flush=True)
"""


class Fork:
    """A fork that runs."""

    def __init__(self, server):
        self._said = server.stdout
        self.pid = int(self._said.readline())

    def line(self):
        """Wait for the next line that it prints."""
        return self._said.readline()

    def kill(self):
        """Kill it, unless it ended before, and wait until it is dead."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        return self.wait()

    def wait(self):
        """Wait for its end; return its exit code, or minus the signal that ended it."""
        while not (line := self._said.readline()).startswith(_ENDED):
            assert line, "the interpreter that forks has ended"
        return int(line.removeprefix(_ENDED))


@contextmanager
def forking(imports):
    """Start an interpreter with these imports; give what runs code in a fork of it, with arguments, one at a time."""
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), *sys.path]))}
    command = [sys.executable, "-c", _FORKING, imports]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=surroundings
    ) as server:

        def fork(code, *arguments):
            print(json.dumps([code, *map(str, arguments)]), file=server.stdin, flush=True)
            return Fork(server)

        fork("").wait()  # all is imported by then
        yield fork
        server.stdin.close()
