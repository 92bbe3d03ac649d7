#!/usr/bin/env python3
"""Make share events with the heavy tails of real ones and with planted coordinated groups, from a seed.

    make_events.py N EVENTS.csv TRUTH.csv [--seed 7] [--accounts 100000] [--groups 200] [--q 1.5]

EVENTS.csv: object_id,account_id,content_id,timestamp_share (whole seconds, in the order of time, 30 days from T0).
TRUTH.csv:  account_id,group_id,mode (fast, mid or slow).

The crowd. Accounts follow Zipf-Mandelbrot (s = 1, q = 200); objects follow it over N / 5 objects (s = 1, q = 1.5, which
gives the top object about 3 % of all events, as in the data sets that CooRTweet ships). Each object is born at a random
moment; its shares come lognormally later (median 4 h, sigma 1.5), and most that would fall into the night are drawn
again, up to three times.

The groups. Each has 5 to 40 accounts of the crowd and amplifies 8 to 30 objects: every other object is the group's own,
the rest are popular ones of the crowd. A member joins an action with probability 0.8 and follows its start by up to 15 s
(fast: half of the groups), 60 s (mid: a quarter) or 600 s (slow: a quarter).

The same arguments give the same bytes: the order of the draws below is part of the definition.
"""
import argparse
import math

import numpy as np

T0 = 1_700_000_000
SPAN = 30 * 86_400
MODES = [("fast", 15), ("fast", 15), ("mid", 60), ("slow", 600)]
OBJECTS_OF_A_GROUP = 40
CHUNK = 500_000


def zipf_cumulative(count, q):
    """Cumulative shares of ranks 1..count with weights 1 / (rank + q)."""
    sums = np.cumsum(1.0 / np.power(np.arange(1, count + 1) + q, 1.0))
    return sums / sums[-1]


def draw_ranks(rng, cumulative, count):
    """Ranks from 0, drawn by inversion."""
    return np.minimum(np.searchsorted(cumulative, rng.random(count)), len(cumulative) - 1)


def delays(rng, count):
    """Seconds between an object's birth and a share of it."""
    return np.exp(rng.normal(math.log(4 * 3600), 1.5, count))


def plant_groups(rng, groups, accounts, objects):
    """The groups' events as (objects, accounts, times), and the truth as (account, group, mode) rows."""
    pool = rng.permutation(accounts)
    taken = 0
    columns = ([], [], [])
    truth = []
    for group in range(groups):
        size = int(rng.integers(5, 41))
        members = pool[taken : taken + size]
        taken += size
        mode, reach = MODES[group % 4]
        truth += [(account, group, mode) for account in members]
        for action in range(int(rng.integers(8, 31))):
            if action % 2 == 0:
                target = objects + group * OBJECTS_OF_A_GROUP + action
            else:
                target = int(rng.integers(200, min(20_000, objects)))
            start = T0 + int(rng.integers(0, SPAN - 700))
            joined = members[rng.random(size) < 0.8]
            columns[0].append(np.full(len(joined), target))
            columns[1].append(joined)
            columns[2].append(start + rng.integers(0, reach + 1, len(joined)))
    return [np.concatenate(column) for column in columns], truth


def crowd(rng, count, accounts, objects, q):
    """The crowd's events as (objects, accounts, times)."""
    object_shares = zipf_cumulative(objects, q)
    account_shares = zipf_cumulative(accounts, 200.0)
    targets = draw_ranks(rng, object_shares, count).astype(np.int64)
    names = rng.permutation(accounts)
    actors = names[draw_ranks(rng, account_shares, count)]
    births = rng.integers(0, SPAN, objects)
    times = births[targets] + delays(rng, count)
    for _ in range(3):
        at_night = ((times % 86_400) / 3600 < 6) & (rng.random(count) < 0.7)
        times[at_night] = births[targets[at_night]] + delays(rng, at_night.sum())
    return targets, actors, T0 + np.minimum(times, 2 * SPAN).astype(np.int64)


def write_events(path, targets, actors, times):
    with open(path, "w") as out:
        out.write("object_id,account_id,content_id,timestamp_share\n")
        for first in range(0, len(times), CHUNK):
            rows = zip(*(column[first : first + CHUNK].tolist() for column in (targets, actors, times)))
            out.write("".join(f"o{o},a{a},c{i},{t}\n" for i, (o, a, t) in enumerate(rows, first)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("n", type=int)
    parser.add_argument("events")
    parser.add_argument("truth")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--accounts", type=int, default=100_000)
    parser.add_argument("--groups", type=int, default=200)
    parser.add_argument("--q", type=float, default=1.5)
    arguments = parser.parse_args()

    rng = np.random.default_rng(arguments.seed)
    objects = max(1000, arguments.n // 5)
    planted, truth = plant_groups(rng, arguments.groups, arguments.accounts, objects)
    ordinary = crowd(rng, arguments.n - len(planted[0]), arguments.accounts, objects, arguments.q)
    targets, actors, times = (np.concatenate(pair) for pair in zip(ordinary, planted))
    order = np.argsort(times, kind="stable")
    write_events(arguments.events, targets[order], actors[order], times[order])
    with open(arguments.truth, "w") as out:
        out.write("account_id,group_id,mode\n")
        out.writelines(f"a{account},{group},{mode}\n" for account, group, mode in truth)
    print(f"{len(times)} events, {len(planted[0])} of them planted, {len(truth)} accounts in {arguments.groups} groups")


if __name__ == "__main__":
    main()
