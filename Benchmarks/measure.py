"""Run a program and account for what it used: processor time, memory, how it ended."""
import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass


@dataclass
class Usage:
    """What one run of a program cost."""

    #: User and system time of the process and the children that it waited for, seconds.
    cpu: float
    #: Wall time, seconds.
    wall: float
    #: Peak resident memory of the process, MiB.
    memory: float
    #: "done", "out of time" or "failed".
    ending: str
    #: The last line that the program wrote to standard error, or the signal that ended it.
    message: str


def run(command, output=None, seconds=1800):
    """Run `command` with its standard output going to the file `output`; stop it after `seconds` of wall time.

    A program that is stopped or fails has still used what it used: the figures then say "at least".
    """
    with open(output or os.devnull, "wb") as out:
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.PIPE)
        expired = threading.Event()

        def stop():
            expired.set()
            process.send_signal(signal.SIGKILL)

        timer = threading.Timer(seconds, stop)
        timer.start()
        errors = process.stderr.read().decode(errors="replace").strip().splitlines()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        timer.cancel()
        wall = time.monotonic() - start
    ending = "out of time" if expired.is_set() else "done" if process.returncode == 0 else "failed"
    if process.returncode < 0 and not expired.is_set():
        # The kernel says nothing to the program that it kills for want of memory.
        errors.append(f"ended by {signal.Signals(-process.returncode).name}")
    return Usage(
        cpu=used.ru_utime + used.ru_stime, wall=wall, memory=used.ru_maxrss / 1024, ending=ending,
        message=errors[-1] if errors else "")
