#!/usr/bin/env python3
"""Check on real data that the compatible modes print what the peers print, row by row.

    acceptance.py [--daylight PATH]

DAYLIGHT_DATA names the folder with coordination/input and the reference outputs of CooRTweet and of the coordination
network toolkit. A reference file's name holds its parameters: set, window (tw), participation (mp) or weight (mw).
Rows are compared as sorted lists, since the order is not part of the result. Ends with 1 if anything differs.
"""
import argparse
import csv
import gzip
import io
import os
import re
import sys
import tempfile

from measure import run

HERE = os.path.dirname(os.path.abspath(__file__))
COORTWEET = re.compile(r"(?P<set>.+)_tw(?P<window>\d+)_mp(?P<least>\d+)_(?P<kind>pairs|edges)\.csv\.gz")
TOOLKIT = re.compile(r"(?P<set>.+)_(?P<network>co_\w+?)_tw(?P<window>\d+)_mw(?P<least>\d+)\.csv\.gz")


def table(stream):
    rows = csv.reader(stream)
    return next(rows), sorted(tuple(row) for row in rows)


def reference(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        return table(stream)


def coortweet_options(match, header):
    options = ["--semantics", "cooRTweet", "--window", match["window"] + "s", "--min-participation", match["least"]]
    if match["kind"] == "pairs":
        return options + ["--pairs"]
    for column in header:
        if column.startswith("weight_threshold_"):
            options += ["--edge-weight", column.removeprefix("weight_threshold_")]
    return options


def toolkit_options(match):
    return [
        "--semantics", "cnt", "--network", match["network"], "--window", match["window"] + "s", "--min-weight",
        match["least"], "--include-self-pairs"]


def cases(data):
    """Each reference as (name, input, options, expected table)."""
    for folder, pattern in (("cooRTweet", COORTWEET), ("coordination-network-toolkit", TOOLKIT)):
        directory = os.path.join(data, "coordination", folder)
        for name in sorted(os.listdir(directory)):
            match = pattern.fullmatch(name)
            if not match:
                continue
            expected = reference(os.path.join(directory, name))
            options = coortweet_options(match, expected[0]) if folder == "cooRTweet" else toolkit_options(match)
            source = os.path.join(data, "coordination", "input", match["set"] + ".csv.gz")
            yield f"{folder} {name.removesuffix('.csv.gz')}", source, options, expected


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--daylight", default=os.path.join(os.path.dirname(HERE), ".build", "release", "daylight"))
    arguments = parser.parse_args()
    data = os.environ.get("DAYLIGHT_DATA")
    if not data:
        sys.exit("Set DAYLIGHT_DATA to the folder with the real data; README.md says what it holds.")
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        output = os.path.join(folder, "out.csv")
        for name, source, options, (header, rows) in cases(data):
            used = run([arguments.daylight, "detect", source, *options, "--format", "csv", "--quiet"], output=output)
            with io.open(output, encoding="utf-8", newline="") as stream:
                found_header, found = table(stream) if os.path.getsize(output) else ([], [])
            same = used.ending == "done" and found_header == header and found == rows
            failures += not same
            verdict = "same" if same else f"DIFFERS: {len(found):,} rows found. {used.message}"
            print(f"{name:<60} {len(rows):>9,} rows {used.cpu:>7.2f} CPU-s {used.memory:>6.0f} MiB  {verdict}")
    if failures:
        sys.exit(f"{failures} of the references differ")


if __name__ == "__main__":
    main()
