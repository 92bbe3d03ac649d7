"""Kills programs that keep evidence at random moments, and measures the custody log.

    evidence.py [--kills 200] [--entries 1000000] [--seed 1]

After each kill the log must verify, and every record that the program had printed must be there. Then a log of so many
entries is written, proofs are made from it, and all of it is checked.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from program import DAYLIGHT, ENVIRONMENT, run


def killed_after(seconds, told, *words):
    """Runs the program into the file `told`, and kills it; whether it was still at work."""
    with open(told, "ab") as out:
        child = subprocess.Popen([DAYLIGHT, *words], stdout=out, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        return child.wait() == -signal.SIGKILL


def records(path):
    """Ids of the records in whole lines: half a line told nothing."""
    with open(path) as lines:
        return [json.loads(line)["record"] for line in lines if line.endswith("}\n")]


def kill(times, generator, work):
    files = work + "/files"
    os.mkdir(files)
    names = []
    for number in range(400):
        names.append(f"{files}/{number}.txt")
        with open(names[-1], "w") as out:
            out.write(f"{number} " * generator.randint(1, 20_000))
    stopped = {"add": 0, "checkpoint": 0}
    acknowledged = 0
    began = time.monotonic()
    case = work + "/measured"
    run("init", case, "--holder", "newsroom.example")
    signing = time.monotonic()
    run("evidence", "add", *names, "--case", case, "--limits", "x", "--format", "ndjson")
    adding = time.monotonic() - signing
    signing = time.monotonic()
    run("evidence", "checkpoint", "--case", case)
    signing = time.monotonic() - signing
    for number in range(times):
        if number % 10 == 0:
            case = f"{work}/case{number}"
            run("init", case, "--holder", "newsroom.example")
            told = f"{work}/told{number}"
            open(told, "w").close()
        if number % 2 == 0:
            words = ["evidence", "add", *names, "--case", case, "--limits", f"kill {number}", "--format", "ndjson"]
            stopped["add"] += killed_after(generator.uniform(0, adding), told, *words)
        else:
            words = ["evidence", "checkpoint", "--case", case]
            stopped["checkpoint"] += killed_after(generator.uniform(0, 1.1 * signing), f"{work}/note", *words)
        run("evidence", "verify", "--case", case)
        listed = {json.loads(line)["record"] for line in run("evidence", "list", "--case", case).splitlines()}
        lost = [record for record in records(told) if record not in listed]
        if lost:
            sys.exit(f"{case}: {len(lost)} acknowledged records are not there, as {lost[0]}")
        if number % 10 == 9:
            acknowledged += len(records(told))
            run("evidence", "checkpoint", "--case", case)
            run("evidence", "verify", "--case", case)
            shutil.rmtree(case)
    print(f"{stopped['add']} captures and {stopped['checkpoint']} checkpoints killed in {times} attempts; the log verified")
    print(f"after each, and all {acknowledged} acknowledged records were there ({time.monotonic() - began:.0f} s)", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    work = tempfile.mkdtemp(prefix="daylight-evidence-")
    try:
        if options.kills:
            kill(options.kills, random.Random(options.seed), work)
        if options.entries:
            figures = json.loads(run("measure-custody", work + "/log", "--entries", str(options.entries)))
            print(
                f"{figures['entries']:,} entries: {figures['appended_per_s']:,} appended a second in durable batches of"
                f" {figures['batch']}, a proof in {figures['proof_ms']} ms, all checked in {figures['verify_cpu_s']} CPU-s,"
                f" {figures['peak_mb']} MiB")
            faults = [
                fault for fault, holds in [
                    ("fewer than 20,000 entries a second were appended", figures["appended_per_s"] >= 20_000),
                    ("a proof took longer than 1 ms", figures["proof_ms"] <= 1),
                    ("checking took more than 10 CPU-s for a million entries",
                     figures["verify_cpu_s"] <= 10 * options.entries / 1_000_000),
                    ("the log does not verify", figures["problems"] == 0),
                ] if not holds
            ]
            if faults:
                sys.exit("; ".join(faults))
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
