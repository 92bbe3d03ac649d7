"""Kills imports and migrations at random moments, and checks that nothing is lost.

Each time the case must open, hold whole batches only, be sound to `case check`, and after running the import again have
the digest of a case whose import was never disturbed.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

DAYLIGHT = os.environ.get("DAYLIGHT", ".build/release/daylight")
NOW = ["--now", "2026-01-01"]


def run(*arguments, check=True):
    result = subprocess.run([DAYLIGHT, *arguments], capture_output=True, text=True)
    if check and result.returncode not in (0, 3):
        sys.exit(f"daylight {' '.join(arguments)}: {result.returncode}\n{result.stderr}")
    return result


def digest(case):
    result = run("case", "check", "--case", case, "--format", "ndjson", "--quiet", check=False)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    problems = [row["what"] for row in rows if row["kind"] == "problem"]
    if result.returncode != 0 or problems:
        sys.exit(f"{case} is not sound: {result.returncode} {problems} {result.stderr}")
    return next(row["what"] for row in rows if row["kind"] == "digest")


def rows_done(case):
    """Records of the import that are in the case, by the note of a check; None where there is no such import."""
    result = run("case", "check", "--case", case, "--format", "ndjson", "--quiet", check=False)
    for line in result.stdout.splitlines():
        what = json.loads(line)["what"]
        if "stopped after" in what:
            return int(what.split("stopped after ")[1].split(" ")[0])
    return None


def set_back(case, version):
    """Makes a case what an earlier version of the program left: later migrations undone."""
    database = sqlite3.connect(case + "/case.sqlite")
    links = ["identities", "addresses"]
    later = {1: ["indicators", "claims", "runs", *links], 2: ["runs", *links], 3: links, 4: []}
    database.execute("CREATE INDEX counters_import ON counters (import, post)")
    for table in later[version]:
        database.execute(f"DROP TABLE {table}")
    database.execute("DELETE FROM grdb_migrations WHERE identifier > ?", (f"{version:04}-z",))
    database.commit()
    database.close()


def kill_migrations(whole, expected, work, times, generator):
    """Kills programs that bring an earlier version's case forward."""
    began = time.monotonic()
    run("case", "show", "--case", whole, "--quiet")
    duration = time.monotonic() - began
    killed = 0
    for number in range(times):
        case = f"{work}/old{number}"
        shutil.copytree(whole, case)
        set_back(case, generator.randint(1, 4))
        child = subprocess.Popen(
            [DAYLIGHT, "case", "show", "--case", case, "--quiet"], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        time.sleep(generator.uniform(0, duration))
        child.send_signal(signal.SIGKILL)
        killed += child.wait() == -signal.SIGKILL
        if digest(case) != expected:
            sys.exit(f"{case} is not the same after its migration was killed")
        shutil.rmtree(case)
    print(f"{killed} of {times} migrations killed; every case was brought forward whole by the next program")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--posts", type=int, default=60_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    generator = random.Random(options.seed)
    work = tempfile.mkdtemp(prefix="daylight-killed-")
    try:
        run("simulate", "--posts", str(options.posts), "--lines", "--out", work)
        posts = work + "/posts.ndjson"
        with open(posts, "a") as file:
            file.write('{"id":1,"username":"x"}\n' * 40)
        whole = work + "/whole"
        run("init", whole)
        began = time.monotonic()
        run("import", posts, "--case", whole, *NOW, "--quiet")
        duration = time.monotonic() - began
        expected = digest(whole)
        kill_migrations(whole, expected, work, options.times, generator)
        stopped = resumed = 0
        for number in range(options.times):
            case = f"{work}/case{number}"
            run("init", case)
            # Up to three times in one case: an import that was resumed can be killed too.
            for _ in range(generator.randint(1, 3)):
                child = subprocess.Popen(
                    [DAYLIGHT, "import", posts, "--case", case, *NOW, "--quiet"], stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL)
                time.sleep(generator.uniform(0, duration))
                child.send_signal(signal.SIGKILL)
                if child.wait() == -signal.SIGKILL:
                    stopped += 1
            digest(case)
            done = rows_done(case)
            if done is not None:
                resumed += 1
                if done % 20_000 != 0 and done < options.posts:
                    sys.exit(f"{case} holds {done} records: no whole batches")
            run("import", posts, "--case", case, *NOW, "--quiet")
            if digest(case) != expected:
                sys.exit(f"{case} is not the same as an undisturbed case")
            shutil.rmtree(case)
        print(f"{stopped} imports killed in {options.times} cases, {resumed} cases were left with an import to resume;")
        print("every case opened, was sound, held whole batches, and ended with the digest of an undisturbed one")
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
