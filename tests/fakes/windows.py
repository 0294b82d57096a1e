"""Run a command of truceline on a system that lacks and refuses what Windows does, as far as Linux can show it.

    python -X warn_default_encoding -m tests.fakes.windows ARGS

There is no ``fcntl`` and no ``resource``; a file that is open is neither renamed nor removed, nothing takes a folder's
place, text files that name no encoding are an error, and there are no time zones but those of the package ``tzdata``.
"""

import os
import sys
import warnings
import zoneinfo
from pathlib import Path


def lack():
    for name in ("fcntl", "resource", "pwd", "grp", "termios"):
        sys.modules[name] = None
    for name in ("O_DIRECTORY", "fork", "getuid", "mkfifo", "fchdir"):
        delattr(os, name)
    zoneinfo.reset_tzpath(())
    warnings.filterwarnings("error", category=EncodingWarning, module=r"truceline\b")


def refuse():
    for name in ("rename", "replace", "remove", "unlink"):
        setattr(os, name, _refusing(getattr(os, name)))


def _refusing(act):
    def refusing(*paths, **options):
        for path in paths:
            if any(os.path.realpath(path) == held for held in _open_files()):
                raise PermissionError(13, "The process cannot access the file because it is being used", str(path))
        if len(paths) == 2 and Path(paths[1]).is_dir():
            raise PermissionError(13, "Access is denied", str(paths[1]))
        return act(*paths, **options)

    return refusing


def _open_files():
    for link in Path("/proc/self/fd").iterdir():
        try:
            yield str(link.readlink())
        except FileNotFoundError:  # the listing's own
            continue


if __name__ == "__main__":
    lack()
    refuse()
    from truceline.cli import main

    main(prog_name="truceline")
