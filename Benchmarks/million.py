"""Hands out a case of a million posts in the field's formats, and has each checked by its own users' validators, as far
as these read a stream: the others would need tens of gigabytes.

    million.py [--posts 1000000] [--validators .build/validators/bin] [--keep FOLDER]

Prints CPU seconds and peak memory of each command of ours, and whether each validator agreed.
"""

import argparse
import glob
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

DAYLIGHT = os.path.abspath(os.environ.get("DAYLIGHT", ".build/release/daylight"))
ENVIRONMENT = {**os.environ, "DAYLIGHT_PASSPHRASE": "only for measuring"}
figures, disagreed = [], []


def timed(name, *words, codes=(0,)):
    """Runs a command of ours; its CPU seconds and the most memory that it held."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        child = subprocess.Popen([DAYLIGHT, *words], stdout=out, stderr=errors, env=ENVIRONMENT)
        _, status, usage = os.wait4(child.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        if code not in codes:
            errors.seek(0)
            sys.exit(f"daylight {' '.join(words)}: {code}\n{errors.read().decode(errors='replace')[-2000:]}")
    figures.append({
        "command": name, "cpu_s": round(usage.ru_utime + usage.ru_stime, 1),
        "peak_mib": round(usage.ru_maxrss / 1024),
    })
    print(json.dumps(figures[-1]), flush=True)


def agrees(name, *words):
    """Runs a validator, and notes whether it found anything."""
    began = time.monotonic()
    done = subprocess.run(words, capture_output=True, text=True)
    print(json.dumps({
        "validator": name, "agrees": done.returncode == 0, "seconds": round(time.monotonic() - began, 1),
    }), flush=True)
    if done.returncode != 0:
        disagreed.append(name)
        print((done.stdout + done.stderr)[-2000:], flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--posts", type=int, default=1_000_000)
    parser.add_argument("--validators", default=".build/validators/bin")
    parser.add_argument("--keep", help="a folder to work in, and leave as it is")
    options = parser.parse_args()
    tool = lambda name: os.path.abspath(os.path.join(options.validators, name))
    work = options.keep or tempfile.mkdtemp(prefix="daylight-million-")
    os.makedirs(work, exist_ok=True)
    file = lambda name: os.path.join(work, name)
    case = file("case")
    timed("init", "init", case)
    timed("simulate", "simulate", "--posts", str(options.posts), "--lines", "--out", file("world"), "--quiet")
    timed("import", "import", file("world/posts.ndjson"), "--case", case, "--quiet")
    timed("detect", "detect", "--case", case, "--window", "60s", "--quiet")
    exports = {
        "stix": "bundle.json", "misp": "event.json", "ftm": "entities.ndjson", "gexf": "graph.gexf",
        "graphml": "graph.graphml", "gephi": "gephi", "indicators": "indicators.csv", "4cat": "posts.csv",
        "markdown": "notes",
    }
    for format, name in exports.items():
        timed(
            f"export {format}", "export", format, "--case", case, "--tlp", "amber", "--out", file(name), "--quiet")
    agrees("ftm validate", tool("ftm"), "validate", "-i", file("entities.ndjson"), "-o", os.devnull)
    schema = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../Tests/Validators/gexf-1.3.rng")
    agrees("xmllint --relaxng", "xmllint", "--noout", "--huge", "--relaxng", schema, file("graph.gexf"))
    agrees("xmllint --stream", "xmllint", "--noout", "--huge", "--stream", file("graph.graphml"))
    for name in ["bundle.json", "event.json"]:
        agrees(f"python json {name}", sys.executable, "-c", "import json, sys; json.load(open(sys.argv[1]))", file(name))
    timed("evidence add", "evidence", "add", file("world/posts.ndjson"), "--case", case, "--actor", "A. Tester",
          "--role", "analyst", "--limits", "Simulated: nothing was seen of anybody.", "--quiet")
    timed("evidence checkpoint", "evidence", "checkpoint", "--case", case, "--actor", "A. Tester", "--quiet")
    timed("evidence package", "evidence", "package", "--case", case, "--out", file("bag"), "--actor", "A. Tester",
          "--quiet")
    agrees("bagit.py --validate", tool("bagit.py"), "--validate", file("bag"))
    for archive in glob.glob(file("bag/data/captures/*.wacz")):
        agrees("wacz validate", tool("wacz"), "validate", "-f", archive)
    agrees("sha256sum -c", "bash", "-c", f"cd '{file('bag')}' && sha256sum --quiet -c manifest-sha256.txt")
    timed("evidence verify", "evidence", "verify", file("bag"), "--quiet")
    if not options.keep:
        shutil.rmtree(work)
    if disagreed:
        sys.exit("did not agree: " + ", ".join(disagreed))


main()
