#!/usr/bin/env python3
"""Measure the early warning: a herd before a vote, inside the traffic of a simulated platform, and the same traffic
without it.

    herd.py [--daylight PATH] [--accounts 2000000] [--herd 25000] [--seeds 2,3,4] [--days 7]

Prints a line a seed: how many days before the vote each alarm was first raised, alarms on anything else, and alarms
without the herd. Ends with 1 where the first alarm came later than --days before the vote, or where the traffic without
a herd raised more than one alarm a month.
"""
import argparse
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def measure(arguments, seed, herd):
    command = [
        arguments.daylight, "measure-emergence", "--accounts", str(arguments.accounts), "--herd", str(herd), "--seed",
        str(seed)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--daylight", default=os.path.join(os.path.dirname(HERE), ".build", "release", "daylight"))
    parser.add_argument("--accounts", type=int, default=2_000_000)
    parser.add_argument("--herd", type=int, default=25_000)
    parser.add_argument("--seeds", default="2,3,4")
    parser.add_argument("--days", type=int, default=7)
    arguments = parser.parse_args()
    failures = 0
    for seed in arguments.seeds.split(","):
        found = measure(arguments, seed, arguments.herd)
        without = measure(arguments, seed, 0)
        days = found["days_before_vote"]
        earliest = max((value for value in days.values() if value is not None), default=None)
        allowed = without["judged_days"] / 30.4
        good = earliest is not None and earliest >= arguments.days and without["alarms"] <= allowed
        failures += not good
        print(
            f"seed {seed}: {'good' if good else 'BAD'}; {found['actions']:,} actions of {found['accounts']:,} accounts; "
            + ", ".join(f"{name} {value if value is not None else 'never'}" for name, value in days.items())
            + f" days before the vote; {found['other_alarms']} alarms on anything else; without the herd "
            + f"{without['alarms']} alarms in {without['judged_days']} days; replayed in {found['replay_cpu_s']} s of "
            + f"processor time, {found['peak_mb']} MB", flush=True)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
