#!/usr/bin/env python3
"""Measure Daylight against DuckDB in one run, on the same events, and print the ratios.

    bench.py [--sizes 1,10,30] [--runs 3] [--daylight PATH] [--only duckdb|daylight|reading]

For each size (in millions of events): make_events.py makes the events once (kept in .build/bench), then both programs
search them for pairs of accounts with at least two common objects within 60 seconds, from the CSV to all edges with
their weights and pairs in memory, and take turns so that a busy moment of the machine hits both. Printed are medians of
processor time (user + system) and peak memory, and whether both found the same: at every size the number of edges and
the sums of weights and pairs, at one million also every edge, written out by both. DuckDB may take 30 minutes and 12 GB a run; where it ends before it is done, what it
had used until then is counted, with "at least" before it, and it gets no second run.
"""
import argparse
import csv
import io
import json
import os
import re
import shutil
import statistics
import subprocess
import sys

from measure import run

HERE = os.path.dirname(os.path.abspath(__file__))
WORK = os.path.join(os.path.dirname(HERE), ".build", "bench")
WINDOW = 60
MIN_WEIGHT = 2
LIMIT_SECONDS = 1800
LIMIT_MEMORY = "12GB"

# Both sides of the comparison in one order-free figure each: rows, sums, and an exclusive-or of row hashes.
FINGERPRINT = """
SELECT count(*), coalesce(sum(weight), 0), coalesce(sum(pairs), 0), bit_xor(hash(a, b, weight, pairs))
FROM (SELECT {a} AS a, {b} AS b, weight::BIGINT AS weight, pairs::BIGINT AS pairs
      FROM read_csv(?, header = true, all_varchar = true))
"""


def events_file(millions):
    path = os.path.join(WORK, f"events-{millions}M.csv")
    if not os.path.exists(path):
        print(f"making {millions} M events …", file=sys.stderr)
        partial = path + ".part"
        maker = os.path.join(HERE, "make_events.py")
        count = str(millions * 1_000_000)
        subprocess.run([sys.executable, maker, count, partial, path + ".truth"], check=True, stdout=sys.stderr)
        os.rename(partial, path)
    return path


def duckdb_command(events, spill, *more):
    baseline = os.path.join(HERE, "duckdb_baseline.py")
    return [
        sys.executable, baseline, events, "--window", str(WINDOW), "--min-weight", str(MIN_WEIGHT),
        "--memory", LIMIT_MEMORY, "--spill", spill, *more]


def daylight_command(daylight, events, *more, rate="none", weight=MIN_WEIGHT):
    return [
        daylight, "detect", events, "--fdr", rate, "--trace", "shared", "--window", f"{WINDOW}s", "--min-weight",
        str(weight), "--threads", "2", "--format", "csv", "--quiet", *more]


def totals(path):
    """Edges, sum of weights, sum of pairs, as both programs print them."""
    with open(path) as lines:
        return [int(number) for number in re.findall(r"\d+", lines.read().splitlines()[-1])][-4:][:3]


def same_edges(events, daylight):
    """Whether both programs write the same edge list."""
    ours, theirs = os.path.join(WORK, "edges-daylight.csv"), os.path.join(WORK, "edges-duckdb.csv")
    try:
        run(daylight_command(daylight, events, "--columns", "brief"), output=ours)
        run(duckdb_command(events, WORK + "/spill", "--out", theirs), seconds=LIMIT_SECONDS)
        return fingerprint(ours, "account_a", "account_b") == fingerprint(theirs, "a", "b")
    finally:
        for path in (ours, theirs):
            if os.path.exists(path):
                os.remove(path)


def significance(millions, runs, daylight):
    """What probabilities cost, at the least weight that a search asks for by default, and what they find."""
    events = events_file(millions)
    usages = {rate: [] for rate in ("none", "0.01")}
    for _ in range(runs):
        for rate, used in usages.items():
            used.append(run(daylight_command(daylight, events, "--summary", rate=rate, weight=3), output=os.devnull))
    bare, tested = summary(usages["none"]), summary(usages["0.01"])
    evaluation = subprocess.run(
        [daylight, "evaluate", events, "--truth", events + ".truth", "--window", f"{WINDOW}s", "--resamples", "200",
         "--format", "csv", "--quiet", *(["--no-peers"] if millions > 1 else [])],
        check=True, capture_output=True, text=True).stdout
    return {
        "events": millions * 1_000_000, "bare": bare, "tested": tested,
        "cost": round(tested["cpu_s"] / bare["cpu_s"] - 1, 2), "evaluation": list(csv.DictReader(io.StringIO(evaluation))),
    }


def print_significance(row):
    print(
        f"\n{row['events']:,} events, least weight 3: {row['bare']['cpu_s']} CPU-s bare, {row['tested']['cpu_s']} with "
        f"probabilities (+{row['cost']:.0%})")
    for line in row["evaluation"]:
        if line["level"] == "pair":
            continue
        precision = f"precision {line['precision']}, " if line["precision"] else ""
        print(f"  {line['method']}, {line['level']}: {precision}recall {line['recall']}")
    sys.stdout.flush()


def fingerprint(path, a, b):
    """Counts and a hash of an edge list, whatever its order."""
    import duckdb

    database = duckdb.connect()
    database.execute("SET memory_limit = '4GB'")
    return database.execute(FINGERPRINT.format(a=a, b=b), [path]).fetchone()


def summary(usages):
    """Median figures of the runs that were done; of one that was not, its own, marked as a lower bound."""
    done = [usage for usage in usages if usage.ending == "done"]
    chosen = done or usages
    return {
        "cpu_s": round(statistics.median(usage.cpu for usage in chosen), 2),
        "wall_s": round(statistics.median(usage.wall for usage in chosen), 2),
        "memory_mib": round(statistics.median(usage.memory for usage in chosen)),
        "runs": len(chosen),
        "complete": bool(done),
        "ending": chosen[-1].ending,
        "message": "" if done else chosen[-1].message,
    }


def compare(millions, runs, daylight, only, listed):
    """One row of the table: both programs on one size."""
    events = events_file(millions)
    outputs = {name: os.path.join(WORK, f"totals-{name}.txt") for name in ("daylight", "duckdb")}
    spill = os.path.join(WORK, "spill")
    usages = {"daylight": [], "duckdb": []}
    for _ in range(runs):
        if only in (None, "daylight"):
            usages["daylight"].append(run(daylight_command(daylight, events, "--summary"), output=outputs["daylight"]))
        gave_up = usages["duckdb"] and usages["duckdb"][-1].ending != "done"
        if only in (None, "duckdb") and not gave_up:
            command = duckdb_command(events, spill)
            usages["duckdb"].append(run(command, output=outputs["duckdb"], seconds=LIMIT_SECONDS))
            # What DuckDB moved to the disk stays there when it is stopped: tens of gigabytes.
            shutil.rmtree(spill, ignore_errors=True)
    row = {"events": millions * 1_000_000, "bytes": os.path.getsize(events)}
    for name, used in usages.items():
        if used:
            row[name] = summary(used)
    if "daylight" in row and "duckdb" in row:
        row["cpu_ratio"] = round(row["duckdb"]["cpu_s"] / row["daylight"]["cpu_s"], 1)
        row["memory_ratio"] = round(row["duckdb"]["memory_mib"] / row["daylight"]["memory_mib"], 1)
        if row["daylight"]["complete"] and row["duckdb"]["complete"]:
            ours, theirs = totals(outputs["daylight"]), totals(outputs["duckdb"])
            row["edges"] = ours[0]
            row["agree"] = ours == theirs and (not listed or same_edges(events, daylight))
            row["compared"] = "every edge" if listed else "edges, weights and pairs in all"
    return row


def reading(daylight, runs):
    """Reading speed in MB/s of one core: share events as CSV, and posts as one JSON object a line."""
    folder = os.path.join(WORK, "simulated")
    posts = os.path.join(folder, "posts.ndjson")
    if not os.path.exists(posts):
        print("making 1.1 M posts …", file=sys.stderr)
        subprocess.run(
            [daylight, "simulate", "--posts", "1100000", "--lines", "--out", folder, "--quiet"], check=True,
            stdout=sys.stderr)
    rows = []
    # A trace that these posts do not have, so that accounts and posts are read into columns and nothing else is done.
    alone = ["--trace", "repost", "--summary"]
    for name, path, more in (
        ("posts alone, NDJSON", posts, ["detect", *alone]), ("posts with all traces, NDJSON", posts, ["read"]),
        ("share events, CSV", events_file(10), ["read"]),
    ):
        usages = [run([daylight, more[0], path, "--quiet", *more[1:]]) for _ in range(runs)]
        used = summary(usages)
        size = os.path.getsize(path)
        rows.append({"input": name, "bytes": size, "mb_per_cpu_s": round(size / 1e6 / used["cpu_s"]), **used})
    return rows


def figure(side, key, unit):
    return ("" if side["complete"] else "at least ") + f"{side[key]:,} {unit}"


def print_comparison(row):
    print(f"\n{row['events']:,} events ({row['bytes'] / 1e6:,.0f} MB)")
    for name in ("daylight", "duckdb"):
        if name in row:
            side = row[name]
            print(
                f"  {name:<9} {figure(side, 'cpu_s', 'CPU-s'):>24} {figure(side, 'memory_mib', 'MiB'):>22}"
                f"   wall {side['wall_s']:,} s, {side['runs']} run(s), {side['ending']}")
            if side["message"]:
                print(f"            {side['message'][:150]}")
    if "cpu_ratio" in row:
        least = "" if row["duckdb"]["complete"] else "at least "
        print(f"  DuckDB takes {least}{row['cpu_ratio']} × the processor time, {least}{row['memory_ratio']} × the memory")
    if "agree" in row:
        verdict = "the same in both" if row["agree"] else "THE TWO DIFFER"
        print(f"  {row['edges']:,} edges: {verdict} (compared: {row['compared']})")
    sys.stdout.flush()


def print_speed(speed):
    print(
        f"\nReading {speed['input']} ({speed['bytes'] / 1e6:,.0f} MB): {speed['mb_per_cpu_s']:,} MB per CPU-second, "
        f"{speed['memory_mib']:,} MiB")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1,10,30", help="millions of events, with commas between")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--daylight", default=os.path.join(os.path.dirname(HERE), ".build", "release", "daylight"))
    parser.add_argument("--only", choices=["duckdb", "daylight", "reading"])
    arguments = parser.parse_args()
    os.makedirs(WORK, exist_ok=True)
    rows = []
    if arguments.only != "reading":
        print(f"Pairs with at least {MIN_WEIGHT} common objects within {WINDOW} s, from CSV to edges, medians")
        sizes = [int(size) for size in arguments.sizes.split(",")]
        for size in sizes:
            rows.append(compare(size, arguments.runs, arguments.daylight, arguments.only, listed=size == 1))
            print_comparison(rows[-1])
    tested = []
    if arguments.only in (None, "daylight"):
        for size in sizes:
            if size <= 10:
                tested.append(significance(size, arguments.runs, arguments.daylight))
                print_significance(tested[-1])
    speeds = reading(arguments.daylight, arguments.runs) if arguments.only in (None, "reading") else []
    for speed in speeds:
        print_speed(speed)
    with open(os.path.join(WORK, "result.json"), "w") as out:
        json.dump({"search": rows, "significance": tested, "reading": speeds}, out, indent=2)
    if any(row.get("agree") is False for row in rows):
        sys.exit("the two programs found different edges")


if __name__ == "__main__":
    main()
