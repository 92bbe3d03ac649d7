#!/usr/bin/env python3
"""Check on real data that probabilities keep their promise.

    calibration.py [--runs 100] [--seed 1]

For each set in DAYLIGHT_DATA (or those that are there) and a simulated viral crowd: accounts are shuffled within hours
so many times, and the search is run over each. Nothing in shuffled data is coordinated by more than the hour, so at most
5 of 100 runs may report a pair at a false discovery rate of 0.01, and at most 1.5 % of all tests may have a p-value of
0.01 or less.
"""
import argparse
import os
import random
import re
import subprocess
import sys
import tempfile

DAYLIGHT = os.environ.get("DAYLIGHT", ".build/release/daylight")
DATA = os.environ.get("DAYLIGHT_DATA", "")
SETS = [
    ("russian", "coordination/input/russian.csv.gz", ["60s", "10min"]),
    ("german_url", "coordination/input/german_url.csv.gz", ["60s", "10min"]),
    ("german_hashtag", "coordination/input/german_hashtag.csv.gz", ["60s", "10min"]),
    ("TikTok", "tiktok/videos_unique.csv.gz", ["60s"]),
    ("ordinary X posts", "controls/x_us2024_ordinary.csv", ["60s", "10min"]),
]


def viral_crowd(path, seed):
    """A crowd of 5,000 accounts of very unlike activity on forty sounds, most of it within one evening."""
    generator = random.Random(seed)
    with open(path, "w") as out:
        out.write("object_id,account_id,content_id,timestamp_share\n")
        for number in range(60_000):
            account = int(generator.paretovariate(0.8)) % 5000
            sound = int(generator.paretovariate(0.7)) % 40
            hour = generator.gauss(20, 1.5) if generator.random() < 0.7 else generator.uniform(0, 48)
            out.write(f"s{sound},a{account},c{number},{1_700_000_000 + int(hour * 3600)}\n")


def calibrate(name, path, window, options):
    with tempfile.TemporaryDirectory(prefix="daylight-calibration-") as out:
        command = [
            DAYLIGHT, "investigate", path, "--window", window, "--permutations", str(options.runs), "--seed",
            str(options.seed), "--out", out + "/run", "--format", "csv"]
        done = subprocess.run(command, capture_output=True, text=True)
    found = re.search(r"CHECKED on \d+ runs.*?: (\d+) reported anything, (\d+) pairs", done.stderr)
    share = re.search(r"0\.01: ([0-9.e-]+)", done.stderr)
    if done.returncode not in (0, 3) or not found or not share:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
    alarms, pairs, share = int(found[1]), int(found[2]), float(share[1].rstrip("."))
    verdict = "kept" if alarms * 20 <= options.runs and share <= 0.015 else "BROKEN"
    print(
        f"{name:<18} {window:>6}: {alarms} of {options.runs} runs reported anything ({pairs} pairs); "
        f"P(p <= 0.01) = {share:g}: {verdict}", flush=True)
    return verdict == "kept"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    kept = True
    with tempfile.TemporaryDirectory(prefix="daylight-calibration-") as work:
        viral_crowd(work + "/crowd.csv", options.seed)
        kept &= calibrate("viral crowd", work + "/crowd.csv", "60s", options)
        for name, path, windows in SETS:
            path = os.path.join(DATA, path)
            if not DATA or not os.path.exists(path):
                print(f"{name}: not there, skipped")
                continue
            for window in windows:
                kept &= calibrate(name, path, window, options)
    if not kept:
        sys.exit("the promise is broken")


if __name__ == "__main__":
    main()
