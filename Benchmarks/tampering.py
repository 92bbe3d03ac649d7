"""Tampers with packages of evidence, and kills the program that makes them.

    tampering.py [--flips 2000] [--kills 200] [--seed 1]

Each bit flipped anywhere in a ZIP file or in a folder's files, each file deleted, added, exchanged or cut short, must end
'evidence verify' with 2 and be told with the file's name. After each kill there is no package, or a whole one, and the next
run makes the same bytes.
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


def problems(path):
    """The files that are named as changed; ends the program where verification does not end with 2."""
    rows = [json.loads(row) for row in run("evidence", "verify", path, "--format", "ndjson", codes=(2,)).splitlines()]
    return {row["file"] for row in rows if row["kind"] == "problem"}


def make_case(work, generator):
    case = work + "/case"
    run("init", case, "--holder", "newsroom.example")
    for number in range(20):
        name = f"{work}/{number}.html"
        with open(name, "wb") as out:
            out.write(generator.randbytes(generator.randint(1, 20_000)))
        words = ["--url", f"https://example.org/{number}", "--status", "200"] if number % 2 else []
        run("evidence", "add", name, "--case", case, "--limits", f"limit {number}", *words)
    run("evidence", "exhibit", "EX-1", "--title", "Pages", "--for", "They asked for votes.", "--all", "--case", case)
    run("evidence", "checkpoint", "--case", case)
    return case


def package(case, out):
    run("evidence", "package", "--case", case, "--out", out)


def flip(path, place, bit):
    with open(path, "r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ bit]))


def flips(archive, folder, files, times, generator):
    size = os.path.getsize(archive)
    sizes = [(name, os.path.getsize(f"{folder}/{name}")) for name in files]
    for number in range(times):
        bit = 1 << generator.randrange(8)
        if number % 2 == 0:
            place = generator.randrange(size)
            flip(archive, place, bit)
            if not problems(archive):
                sys.exit(f"byte {place} of the ZIP file: no file was named")
            flip(archive, place, bit)
        else:
            name = generator.choices([name for name, _ in sizes], [length for _, length in sizes])[0]
            place = generator.randrange(os.path.getsize(f"{folder}/{name}"))
            flip(f"{folder}/{name}", place, bit)
            if name not in problems(folder):
                sys.exit(f"byte {place} of {name}: it was not named")
            flip(f"{folder}/{name}", place, bit)
    run("evidence", "verify", archive)
    run("evidence", "verify", folder)
    print(f"{times} flipped bits, each found and named")


def changes(folder, files, work, generator):
    aside = work + "/aside"
    count = 0
    for name in files:
        path = f"{folder}/{name}"
        with open(path, "rb") as file:
            whole = file.read()
        with open(f"{folder}/{generator.choice([other for other in files if other != name])}", "rb") as file:
            other = file.read()
        contents = [None, whole[: generator.randrange(len(whole))], whole + b"\n", other]
        for content in contents:
            shutil.move(path, aside)
            if content is not None:
                with open(path, "wb") as file:
                    file.write(content)
            if content != whole and name not in problems(folder):
                sys.exit(f"{name} was changed, and was not named")
            shutil.move(aside, path)
            count += 1
    for name in ["data/media/added", "added.txt", "data/log/proofs/added.json"]:
        with open(f"{folder}/{name}", "w") as file:
            file.write("added")
        if name not in problems(folder):
            sys.exit(f"{name} was added, and was not named")
        os.remove(f"{folder}/{name}")
        count += 1
    run("evidence", "verify", folder)
    print(f"{count} files deleted, cut short, made longer, exchanged or added, each named")


def kills(case, archive, times, work, generator):
    with open(archive, "rb") as file:
        expected = file.read()
    out = work + "/killed.zip"
    began = time.monotonic()
    package(case, out)
    duration = time.monotonic() - began
    os.remove(out)
    stopped = 0
    for _ in range(times):
        child = subprocess.Popen(
            [DAYLIGHT, "evidence", "package", "--case", case, "--out", out], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, env=ENVIRONMENT)
        time.sleep(generator.uniform(0, 1.1 * duration))
        child.send_signal(signal.SIGKILL)
        stopped += child.wait() == -signal.SIGKILL
        if not os.path.exists(out):
            package(case, out)
        with open(out, "rb") as file:
            if file.read() != expected:
                sys.exit("the package is another one than was made undisturbed")
        os.remove(out)
        run("evidence", "verify", "--case", case)
    print(f"{stopped} of {times} packagings killed; each package appeared whole or not at all, with the same bytes")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--flips", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    generator = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as work:
        case = make_case(work, generator)
        archive, folder = work + "/package.zip", work + "/package"
        package(case, archive)
        package(case, folder)
        files = sorted(
            os.path.relpath(os.path.join(root, name), folder) for root, _, names in os.walk(folder) for name in names)
        flips(archive, folder, files, options.flips, generator)
        changes(folder, files, work, generator)
        kills(case, archive, options.kills, work, generator)


if __name__ == "__main__":
    main()
