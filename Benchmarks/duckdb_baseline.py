#!/usr/bin/env python3
"""The co-action search in DuckDB, the engine that most people would reach for: exact, as a bucketed windowed join.

    duckdb_baseline.py EVENTS.csv [--out EDGES.csv] [--window 60] [--min-weight 2] [--threads 2] [--memory 12GB]

Reads what make_events.py writes. Two accounts co-act when they share an object at most WINDOW seconds apart; the weight
of a pair is the number of distinct objects, `pairs` the number of co-acting pairs of posts. EDGES.csv: a,b,weight,pairs.

Each event is put into the bucket of its own time and into the next, so that an equality join finds every pair that is
at most one window apart, and the time condition keeps each pair once.
"""
import argparse
import os

import duckdb

SEARCH = """
CREATE TABLE edges AS
WITH event AS (
    SELECT account_id, object_id, timestamp_share AS time, timestamp_share // {window} AS bucket
    FROM read_csv('{events}', header = true)),
earlier AS (
    SELECT * FROM event
    UNION ALL SELECT account_id, object_id, time, bucket + 1 FROM event),
hit AS (
    SELECT earlier.object_id, least(earlier.account_id, event.account_id) AS a,
           greatest(earlier.account_id, event.account_id) AS b, count(*) AS n
    FROM earlier JOIN event ON earlier.object_id = event.object_id AND earlier.bucket = event.bucket
    WHERE event.time - earlier.time BETWEEN 0 AND {window} AND earlier.account_id <> event.account_id
      AND (earlier.time < event.time OR earlier.account_id < event.account_id)
    GROUP BY ALL)
SELECT a, b, count(*) AS weight, sum(n)::BIGINT AS pairs FROM hit GROUP BY a, b HAVING count(*) >= {weight}
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events")
    parser.add_argument("--out")
    parser.add_argument("--spill", default="duckdb.spill", help="folder for what does not fit in memory")
    parser.add_argument("--window", type=int, default=60)
    parser.add_argument("--min-weight", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--memory", default="12GB")
    arguments = parser.parse_args()

    database = duckdb.connect()
    database.execute(f"SET threads = {arguments.threads}")
    database.execute(f"SET memory_limit = '{arguments.memory}'")
    database.execute("SET preserve_insertion_order = false")
    database.execute(f"SET temp_directory = '{os.path.abspath(arguments.spill)}'")
    database.execute(SEARCH.format(events=arguments.events, window=arguments.window, weight=arguments.min_weight))
    if arguments.out:
        database.execute(f"COPY edges TO '{arguments.out}' (HEADER)")
    totals = database.execute("SELECT count(*), sum(weight), sum(pairs) FROM edges").fetchone()
    print("{} edges, weight {}, pairs {}, window {}".format(*totals, arguments.window))


if __name__ == "__main__":
    main()
