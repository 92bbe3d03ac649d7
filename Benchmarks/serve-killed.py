"""Kills a server while jobs run and users write, and checks that nothing that was acknowledged is lost.

    serve-killed.py [--kills 100] [--seed 1]

Each time, users send files, ask for searches and verifications, and stop jobs, until the server is killed by SIGKILL at a
random moment. The next one must come up, know every job that was acknowledged, and begin again or call interrupted what
ran. In the end every job has ended, every import that is done is in the case whole, no upload is left over, and the case
is sound.
"""

import argparse
import hashlib
import http.client
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

DAYLIGHT = os.environ.get("DAYLIGHT", ".build/release/daylight")
BOUNDARY = "serve-killed"
# Seconds in which one job at least must end when nobody asks for more.
PATIENCE = 300


def fail(text):
    sys.exit(f"serve-killed: {text}")


class Server:
    """A server of the case, with the session of its one local person."""

    def __init__(self, case):
        self.process = subprocess.Popen(
            [DAYLIGHT, "serve", "--case", case, "--port", "0", "--upload-limit", "100"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        found = re.match(r"http://127\.0\.0\.1:(\d+)(/enter\?key=\S+)", line)
        if not found:
            fail(f"the server does not come up: {line} {self.process.stderr.read()}")
        # What it says must not fill the pipe.
        threading.Thread(target=self.process.stderr.read, daemon=True).start()
        self.port = int(found[1])
        self.origin = f"http://127.0.0.1:{self.port}"
        connection = self.connection()
        connection.request("GET", found[2])
        answer = connection.getresponse()
        self.cookie = answer.getheader("Set-Cookie").split(";")[0]
        answer.read()
        status, text, _ = self.ask("GET", "/jobs", accept="text/html")
        token = re.search(r'name="form_token" value="([^"]+)"', text)
        if status != 200 or not token:
            fail(f"the page of jobs has no form: {status}")
        self.token = token[1]

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def ask(self, method, path, body=None, kind=None, accept="application/json"):
        connection = self.connection()
        fields = {"Cookie": self.cookie, "Accept": accept}
        if method == "POST":
            fields |= {"Origin": self.origin, "Sec-Fetch-Site": "same-origin", "X-Form-Token": self.token}
        if kind:
            fields["Content-Type"] = kind
        try:
            connection.request(method, path, body, fields)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer
        finally:
            connection.close()

    def send(self, name, text):
        body = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n{text}\r\n'
            f"--{BOUNDARY}--\r\n")
        return self.ask("POST", "/api/imports", body.encode(), f"multipart/form-data; boundary={BOUNDARY}")


def export(generator, number, rows):
    lines = ["video_id,author_name,create_time,video_description,music_id,hashtag_names"]
    for row in range(rows):
        lines.append(
            f"{7440000000000000000 + number * 1000000 + row},author{generator.randrange(50)},{1731000000 + row},"
            f"post {row},{7000000000000 + row // 3},news")
    return "\n".join(lines) + "\n"


class Users:
    """Two people who keep on asking until the server is gone, and remember what it acknowledged."""

    def __init__(self, seed):
        self.generator = random.Random(seed)
        self.jobs = {}
        self.stopped = set()
        self.lock = threading.Lock()
        self.files = 0

    def work(self, server):
        while True:
            with self.lock:
                choice = self.generator.random()
                self.files += 1
                number, rows = self.files, self.generator.choice([5, 500, 5_000, 20_000])
                text = export(self.generator, number, rows) if choice < 0.6 else ""
                known = list(self.jobs)
            try:
                if choice < 0.6:
                    status, answer, _ = server.send(f"part-{number}.csv", text)
                    digest = hashlib.sha256(text.encode()).hexdigest()
                elif choice < 0.9:
                    # Few of those that go through the whole case: all of them must have ended in the end.
                    kind = "verify" if choice < 0.63 else "index" if choice < 0.87 else "detect"
                    body = json.dumps({"windows": ["60s"], "min_weight": 2, "fdr": None}) if kind == "detect" else None
                    status, answer, _ = server.ask(
                        "POST", f"/api/jobs/{kind}", body, "application/json" if body else None)
                    digest = None
                else:
                    if known:
                        job = self.generator.choice(known)
                        status, _, _ = server.ask("POST", f"/api/jobs/{job}/cancel")
                        if status == 200:
                            self.stopped.add(job)
                    continue
            except (OSError, http.client.HTTPException):
                return
            if status == 202:
                with self.lock:
                    self.jobs[json.loads(answer)["job"]] = digest
            elif status not in (429, 503, 413):
                fail(f"an honest request is refused: {status} {answer}")
            time.sleep(0.02)


def all_jobs(server):
    jobs, before = {}, ""
    while True:
        status, text, _ = server.ask("GET", f"/api/jobs?count=1000{before}")
        if status != 200:
            fail(f"the jobs cannot be read: {status} {text}")
        page = json.loads(text)
        jobs |= {job["job"]: job for job in page["jobs"]}
        if page["next"] is None:
            return jobs
        before = f"&before={page['next']}"


def check_known(server, users, when):
    jobs = all_jobs(server)
    lost = [job for job in users.jobs if job not in jobs]
    if lost:
        fail(f"{when}: acknowledged jobs {lost} are lost")
    again = [job for job in users.stopped if not jobs[job]["is_cancelled"]]
    if again:
        fail(f"{when}: jobs {again} were stopped, and go on")
    return jobs


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="serve-killed-")
    case = folder + "/case"
    subprocess.run([DAYLIGHT, "init", case], check=True, capture_output=True)
    users = Users(options.seed)
    generator = random.Random(options.seed + 1)
    running = 0
    for number in range(options.kills):
        server = Server(case)
        jobs = check_known(server, users, f"after {number} kills")
        running += sum(job["attempt"] > 1 or job["state"] == "interrupted" for job in jobs.values()) > 0
        threads = [threading.Thread(target=users.work, args=(server,)) for _ in range(2)]
        for thread in threads:
            thread.start()
        time.sleep(generator.uniform(0.05, 2.0))
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
        for thread in threads:
            thread.join()
    server = Server(case)
    # However slow the machine is, one of them ends in a while.
    left, until = None, 0
    while True:
        jobs = check_known(server, users, "in the end")
        open_jobs = [job for job in jobs.values() if job["state"] in ("waiting", "running")]
        if not open_jobs:
            break
        if len(open_jobs) != left:
            left, until = len(open_jobs), time.time() + PATIENCE
        if time.time() > until:
            server.process.kill()
            fail(f"{left} jobs do not end: none did in {PATIENCE} s")
        time.sleep(0.5)
    states = {}
    for job in jobs.values():
        states[job["state"]] = states.get(job["state"], 0) + 1
        if job["state"] in ("failed", "interrupted") and not job["message"]:
            fail(f"job {job['job']} is {job['state']} and does not say why")
        if job["state"] == "failed" and "imported into the case yet" not in job["message"]:
            fail(f"job {job['job']} failed: {job['message']}")
    _, text, _ = server.ask("GET", "/api/imports")
    whole = {line["sha256"] for line in json.loads(text)["imports"] if line["is_whole"]}
    for job, digest in users.jobs.items():
        if digest and jobs[job]["state"] == "done" and digest not in whole:
            fail(f"job {job} is done, and its file is not in the case")
    uploads = os.listdir(case + "/server/uploads") if os.path.isdir(case + "/server/uploads") else []
    if uploads:
        fail(f"{len(uploads)} uploads are left over")
    server.process.send_signal(signal.SIGTERM)
    if server.process.wait(timeout=60) != 0:
        fail("the server does not end in order")
    for command in (["case", "check"], ["evidence", "verify"]):
        result = subprocess.run([DAYLIGHT, *command, "--case", case], capture_output=True, text=True)
        if result.returncode != 0:
            fail(f"'{' '.join(command)}' finds fault: {result.stdout} {result.stderr}")
    print(
        f"{options.kills} kills, {len(users.jobs)} acknowledged jobs, none lost; "
        + ", ".join(f"{count} {state}" for state, count in sorted(states.items())) + f"; begun again after {running} kills")
    shutil.rmtree(folder)


main()
