"""Loads the server's pages with many readers at once, and a page of Flask beside it that runs the same queries.

    server.py [--posts 3000000] [--seconds 10] [--readers 50] [--soak MINUTES] [--case FOLDER]

Prints, for each page of the navigation and one of each kind below it, requests a second, the 95th percentile and the
server's CPU time for a request, once the index of words and the replay of emergence are done; then the
network page against Flask's in the same run; then how much memory the server holds after the load, and after the soak.
Both share this machine's cores with the client, wrk, which has to be installed ('apt install wrk').
"""

import argparse
import csv
import json
import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
DAYLIGHT = os.path.abspath(os.environ.get("DAYLIGHT", ".build/release/daylight"))

# What pages say while something is worked out behind them.
WAITING = "not indexed yet|being indexed|is being replayed"

LOAD = """
local turn = 0
request = function()
  if #cookies > 0 then
    turn = turn % #cookies + 1
    wrk.headers["Cookie"] = cookies[turn]
  end
  return wrk.format()
end
done = function(summary, latency, requests)
  local bad = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("figures %f %f %f %d %d\\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, summary.requests, bad))
end
"""

# The rival: the tables of the run in SQLite, indexed, and one template.
FLASK = """
import sqlite3, sys
from flask import Flask, g, render_template_string

app = Flask(__name__)
PAGE = '''<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{{ network["network"] }}</title></head><body>
<h1>{{ network["network"] }}</h1><dl>{% for key in network.keys() %}<dt>{{ key }}</dt><dd>{{ network[key] }}</dd>
{% endfor %}</dl><table>{% for m in members %}<tr>{% for value in m %}<td>{{ value }}</td>{% endfor %}</tr>{% endfor %}
</table><table>{% for e in edges %}<tr>{% for value in e %}<td>{{ value }}</td>{% endfor %}</tr>{% endfor %}</table>
</body></html>'''


def database():
    if "db" not in g:
        g.db = sqlite3.connect("file:" + DATABASE + "?mode=ro", uri=True)
        g.db.row_factory = sqlite3.Row
    return g.db


@app.teardown_appcontext
def close(_):
    db = g.pop("db", None)
    if db is not None:
        db.close()


@app.route("/networks/<name>")
def network(name):
    db = database()
    row = db.execute("SELECT * FROM networks WHERE network = ?", (name,)).fetchone()
    members = db.execute("SELECT * FROM accounts WHERE network = ? LIMIT 100", (name,)).fetchall()
    edges = db.execute("SELECT * FROM edges WHERE network = ? ORDER BY weight DESC LIMIT 50", (name,)).fetchall()
    return render_template_string(PAGE, network=row, members=members, edges=edges)
"""


def run(*words):
    done = subprocess.run([DAYLIGHT, *words], capture_output=True, text=True)
    if done.returncode not in (0, 3):
        sys.exit(f"daylight {' '.join(words)}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


class Site:
    """A server of a case with people, signed in as each of them: one person alone may not read as fast as this does."""

    PEOPLE = 9  # as many as may sign in from one address at once
    ROLES = ["viewer", "analyst", "reviewer", "publisher", "custodian", "admin", "auditor"]

    def __init__(self, case, work):
        password = "a long enough sentence for a password"
        file = os.path.join(work, "password")
        open(file, "w").write(password + "\n")
        known = run("people", "list", "--case", case, "--format", "csv")
        for number in range(self.PEOPLE):
            if f"reader{number}," in known:
                continue
            roles = [word for role in self.ROLES for word in ("--role", role)]
            run("people", "add", f"reader{number}", *roles, "--clearance", "red", "--password-file", file, "--case", case)
        self.process = subprocess.Popen(
            [DAYLIGHT, "serve", "--case", case, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True)
        line = self.process.stdout.readline().strip()
        self.root = "http://" + urllib.parse.urlsplit(re.search(r"http://\S+", line).group(0)).netloc
        self.cookies = [self.sign_in(f"reader{number}", password) for number in range(self.PEOPLE)]

    def sign_in(self, name, password):
        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_):
                return None

        request = urllib.request.Request(
            self.root + "/login", urllib.parse.urlencode({"name": name, "password": password}).encode(),
            {"Origin": self.root})
        try:
            answer = urllib.request.build_opener(Stay).open(request)
        except urllib.error.HTTPError as error:
            answer = error
        return answer.headers["Set-Cookie"].split(";")[0]

    def get(self, path):
        request = urllib.request.Request(self.root + path, headers={"Cookie": self.cookies[0]})
        return urllib.request.urlopen(request).read().decode()

    def seconds(self):
        """CPU time that the server has used so far."""
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def load(self, page, readers, seconds):
        before = self.seconds()
        figures = load(self.root + page, readers, seconds, self.cookies)
        used = self.seconds() - before
        return {**figures, "cpu_ms": round(1000 * used / figures["requests"], 2) if figures["requests"] else None}

    def memory(self):
        for line in open(f"/proc/{self.process.pid}/status"):
            if line.startswith("VmRSS"):
                return int(line.split()[1]) // 1024

    def stop(self):
        self.process.terminate()
        self.process.wait()


def load(address, readers, seconds, cookies=()):
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write("cookies = {" + ", ".join(f'"{cookie}"' for cookie in cookies) + "}\n" + LOAD)
        script.flush()
        words = ["wrk", "-t1", f"-c{readers}", f"-d{seconds}s", "-s", script.name]
        done = subprocess.run([*words, address], capture_output=True, text=True)
    figures = re.search(r"^figures (.*)$", done.stdout, re.M)
    if not figures:
        sys.exit(done.stdout + done.stderr)
    rate, half, most, requests, bad = figures.group(1).split()
    return {"per_s": round(float(rate), 1), "p50_ms": round(float(half), 1), "p95_ms": round(float(most), 1),
            "requests": int(requests), "failed": int(bad)}


def tables(run_folder, path):
    """The run's tables as a database for the rival."""
    database = sqlite3.connect(path)
    networks = {}
    for name in ["networks", "accounts", "edges"]:
        rows = csv.reader(open(os.path.join(run_folder, name + ".csv"), newline="", encoding="utf-8"))
        columns = next(rows)
        extra = ["network"] if name == "edges" else []
        database.execute(f"CREATE TABLE {name} ({', '.join(f'[{c}]' for c in columns + extra)})")
        holes = ", ".join("?" * len(columns + extra))
        for row in rows:
            if name == "accounts":
                named = dict(zip(columns, row))
                networks[named["platform"], named["account"]] = named["network"]
            if name == "edges":
                named = dict(zip(columns, row))
                row = row + [networks.get((named["platform_a"], named["account_a"]), "")]
            database.execute(f"INSERT INTO {name} VALUES ({holes})", row)
        database.execute(f"CREATE INDEX {name}_network ON {name} (network)")
    database.commit()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--posts", type=int, default=3_000_000)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--soak", type=float, default=0, help="minutes of load on the network page at the end")
    parser.add_argument("--case", help="a case that has a run, instead of a simulated one; readers are added to its people")
    options = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed: apt install wrk")
    work = tempfile.mkdtemp(prefix="daylight-server-")
    case = options.case or os.path.join(work, "case")
    if not options.case:
        run("init", case, "--no-key")
        run("simulate", "--posts", str(options.posts), "--lines", "--out", work, "--quiet")
        run("import", os.path.join(work, "posts.ndjson"), "--case", case, "--quiet")
        run("investigate", "--case", case, "--window", "60s", "--quiet")
    site = Site(case, work)
    for page in ["/search?q=vote", "/emergence"]:
        begun = time.monotonic()
        while re.search(WAITING, site.get(page)):
            time.sleep(2)
        print(f"{page} was ready after {time.monotonic() - begun:.0f} s", flush=True)
    first = site.get("/networks")
    pages = [page for page in dict.fromkeys(re.findall(r'<a href="(/[a-z]*)"', site.get("/")))
             if page not in ("/help", "/account", "/logout")]
    kinds = [r"/runs/\d+/networks/[^\"?/.]+", r"/runs/\d+/pairs\?[^\"]+", r"/accounts/[^\"?/.]+", r"/posts/[^\"?/.]+",
             r"/objects/[^\"?/.]+", r"/runs/\d+"]
    seen, texts = {}, [first]
    for kind in kinds:
        for text in list(texts):
            found = re.search(r'href="(' + kind + ')"', text)
            if found:
                seen[kind] = found.group(1).replace("&amp;", "&")
                texts.append(site.get(seen[kind]))
                break
    slow = []
    for page in pages + list(seen.values()) + ["/search?q=vote"]:
        site.get(page)
        figures = {"page": page, **site.load(page, options.readers, options.seconds)}
        print(json.dumps(figures), flush=True)
        if figures["p95_ms"] > 150 or figures["failed"]:
            slow.append(page)
    network = seen.get(kinds[0])
    if network:
        number = network.split("/")[2]
        name = urllib.parse.unquote(network.split("/")[-1])
        rival = os.path.join(work, "rival.sqlite")
        tables(os.path.join(case, "runs", number), rival)
        open(os.path.join(work, "rival.py"), "w").write(f"DATABASE = {rival!r}\n" + FLASK)
        flask = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-w", "2", "-b", "127.0.0.1:8799", "--log-level", "error", "rival:app"],
            cwd=work)
        time.sleep(3)
        ratios = []
        for _ in range(3):
            ours = site.load(network, options.readers, options.seconds)
            theirs = load("http://127.0.0.1:8799/networks/" + name, options.readers, options.seconds)
            ratios.append(ours["per_s"] / theirs["per_s"])
            print(json.dumps({"daylight": ours, "flask": theirs, "ratio": round(ratios[-1], 2)}), flush=True)
        flask.terminate()
        print(f"network page: {statistics.median(ratios):.1f} times Flask's requests a second (median of three)")
    print(f"memory after the load: {site.memory()} MiB")
    end = time.monotonic() + options.soak * 60
    while time.monotonic() < end and network:
        site.load(network, options.readers, min(60, options.soak * 60))
        print(json.dumps({"minutes_left": round((end - time.monotonic()) / 60, 1), "mib": site.memory()}), flush=True)
    site.stop()
    shutil.rmtree(work)
    if slow:
        sys.exit("above 150 ms, or failed: " + ", ".join(slow))


main()
