#!/usr/bin/env python3
"""Time what is measured of a platform: readings of many assets, and statements of reasons.

    oversight.py [--assets 100000] [--readings 200] [--stretches 1000000] [--statements 10000000]

Makes readings (seeded) of so many assets from four countries, imports them into a case, and times every metric of them;
makes so many stretches in one file and as many readings within them in another, of which every tenth says otherwise, and
times their import; makes so many statements of reasons and times their trace. Prints processor time (user and system) and peak memory.
"""
import argparse
import datetime
import os
import random
import resource
import subprocess
import sys
import tempfile

DAYLIGHT = os.environ.get("DAYLIGHT", ".build/release/daylight")
COUNTRIES = ["RO", "DE", "AU", "US"]
ENDS = ["removed_platform", "suspended", "owner_deleted", "not_found_unexplained", "removed_platform"]


def run(label, *words, codes=(0,)):
    """Runs daylight, and prints what it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([DAYLIGHT, *words], capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in codes:
        sys.exit(f"daylight {' '.join(words)} failed:\n{done.stderr}")
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{label:<52} {seconds:7.1f} CPU-s   (peak so far {after.ru_maxrss / 1024:,.0f} MiB)", flush=True)
    return done.stdout


def make_readings(folder, assets, readings):
    generator = random.Random(5)
    with open(folder + "/assets.csv", "w") as out:
        out.write("platform,id,grade,created\n")
        for number in range(assets):
            grade = "confirmed" if number % 10 < 8 else "probable"
            out.write(f"tiktok,{7_000_000_000 + number},{grade},2024-0{1 + number % 9}-01\n")
    start = datetime.datetime(2024, 11, 1)
    times = [
        (start + datetime.timedelta(hours=9 * look + look % 3)).strftime("%Y-%m-%dT%H:%M:%SZ")
        for look in range(readings)
    ]
    with open(folder + "/readings.csv", "w") as out:
        out.write("asset,time,country,state\n")
        for number in range(assets):
            gone = generator.randrange(2 * readings)
            end = generator.choice(ENDS)
            out.write(
                "".join(
                    f"tiktok:{7_000_000_000 + number},{times[look]},{COUNTRIES[(number + look) % 4]},"
                    f"{'up' if look < gone else end}\n"
                    for look in range(readings)))


def make_stretches(folder, assets, stretches):
    """Stretches of a day each without a gap, and in another file a look at each noon."""
    start = datetime.datetime(2010, 1, 1)
    names = [(start + datetime.timedelta(days=day)).strftime("%Y-%m-%dT") for day in range(stretches // assets + 2)]
    with open(folder + "/stretches.csv", "w") as out, open(folder + "/within.csv", "w") as within:
        out.write("asset,time,until,country,state\n")
        within.write("asset,time,country,state\n")
        for number in range(stretches):
            asset, day = number % assets, number // assets
            name = f"tiktok:{6_000_000_000 + asset}"
            out.write(f"{name},{names[day]}00:00:00Z,{names[day + 1]}00:00:00Z,RO,up\n")
            within.write(f"{name},{names[day]}12:00:00Z,RO,{'suspended' if number % 10 == 0 else 'up'}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--assets", type=int, default=100_000)
    parser.add_argument("--readings", type=int, default=200)
    parser.add_argument("--stretches", type=int, default=1_000_000)
    parser.add_argument("--statements", type=int, default=10_000_000)
    options = parser.parse_args()
    now = ["--now", "2025-03-01T00:00:00Z"]
    with tempfile.TemporaryDirectory(prefix="daylight-oversight-") as folder:
        make_readings(folder, options.assets, options.readings)
        case = ["--case", folder + "/case"]
        subprocess.run([DAYLIGHT, "init", folder + "/case"], check=True, capture_output=True)
        run(f"freeze {options.assets:,} assets", "cohort", "freeze", "all", "--file", folder + "/assets.csv", *case, *now)
        run(
            "enter a notice", "notice", "add", "n1", "--cohort", "all", "--platform", "tiktok", "--channel", "dsa_art16",
            "--sent", "2024-11-10T09:00:00Z", "--sender", "us", *case, *now)
        run(
            f"import {options.assets * options.readings:,} readings", "observe", "import", folder + "/readings.csv", *case,
            *now)
        run("every metric of them", "metrics", "--cohort", "all", *case, *now, "--format", "csv")
        if options.stretches > 0:
            make_stretches(folder, 1000, options.stretches)
            run(f"import {options.stretches:,} stretches", "observe", "import", folder + "/stretches.csv", *case, *now)
            run(
                f"import {options.stretches:,} readings within them", "observe", "import", folder + "/within.csv", *case,
                *now, codes=(3,))
        if options.statements > 0:
            statements = folder + "/statements.csv"
            subprocess.run(
                [sys.executable, os.path.join(os.path.dirname(__file__), "make_statements.py"), str(options.statements),
                 statements], check=True, capture_output=True)
            with open(folder + "/expected.csv", "w") as out:
                out.write("day,count\n2025-09-03,5300\n2025-09-05,9000\n")
            run(
                f"trace in {options.statements:,} statements of reasons", "transparency", "trace", statements,
                "--platform", "TikTok", "--expected", folder + "/expected.csv", "--format", "csv", "--quiet",
                codes=(0, 3))


if __name__ == "__main__":
    main()
