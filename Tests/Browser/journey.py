"""A new user's way through the built program in a real browser, from the first upload to a package that others can check.

    DAYLIGHT=.build/debug/daylight [KEEP=FOLDER] python Tests/Browser/journey.py [--screenshots FOLDER] [--only simulated|real]

Simulated data always, and the TikTok set of DAYLIGHT_DATA where that is set. Two people work on the case: ada, who brings in,
searches, freezes, seals and publishes, and ben, who decides on what she asks for. Each check is a line; the first broken one
is told again at the end, after all others were tried.
"""

import argparse
import csv
import datetime
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.parse

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import sync_playwright

PASSPHRASE = "correct horse battery staple"
WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 390, "height": 844}
# A script, an attribute that ends early, a name that turns its line round, one that fills it, and names of four scripts.
HOSTILE = [
    "<script>alert('daylight')</script>", "\"onmouseover=\"alert(1)", "user\u202egnp.exe\u202c", "w" * 200,
    "حساب_إخباري_٢٤", "新闻观察员二十四", "🕊️🇺🇦👩‍👩‍👧‍👦", "&lt;b&gt;&amp;", "../../etc/passwd", "' OR 1=1 --",
]


class Findings:
    """What was checked and what was broken, in order."""

    def __init__(self):
        self.broken = []
        self.count = 0

    def check(self, where, what, holds, reason=""):
        self.count += 1
        if holds:
            print(f"ok      {where}: {what}", flush=True)
        else:
            self.broken.append(f"{where}: {what}: {reason}")
            print(f"BROKEN  {where}: {what}: {reason}", flush=True)
        return bool(holds)


class Case:
    """A case in a folder of its own, with two people and a running server."""

    def __init__(self, program, folder):
        self.program = program
        self.folder = pathlib.Path(folder)
        self.case = self.folder / "case"
        self.password = self.folder / "password"
        self.password.write_text(PASSPHRASE + "\n")
        self.run("init", self.case, "--holder", "newsroom.example/evidence", "--passphrase-file", self.password)
        roles = ["analyst", "custodian", "publisher", "admin", "auditor"]
        self.person("ada", *roles)
        self.person("ben", "reviewer")
        self.server = None

    def person(self, name, *roles):
        given = [word for role in roles for word in ("--role", role)]
        self.run(
            "people", "add", name, *given, "--clearance", "red", "--password-file", self.password, "--case", self.case)

    def run(self, *words):
        done = subprocess.run([self.program, *map(str, words)], capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            raise RuntimeError(f"daylight {' '.join(map(str, words))} ended with {done.returncode}: {done.stderr.strip()}")
        return done.stdout

    def __enter__(self):
        self.log = open(self.folder / "server.log", "w")
        self.server = subprocess.Popen(
            [self.program, "serve", "--case", str(self.case), "--port", "0"], stdout=subprocess.PIPE, stderr=self.log,
            text=True)
        self.address = self.server.stdout.readline().strip().rstrip("/")
        if not self.address.startswith("http://127.0.0.1:"):
            raise RuntimeError(f"the server printed no address: {self.told()}")
        return self

    def told(self):
        """What the server wrote on standard error."""
        return (self.folder / "server.log").read_text(errors="replace")

    def __exit__(self, kind, *_):
        if self.server.poll() is not None:
            print(f"        the server ended with {self.server.returncode}: {self.told()[:6000]}", flush=True)
        self.server.terminate()
        try:
            self.server.wait(30)
        except subprocess.TimeoutExpired:
            self.server.kill()
        self.log.close()
        # To look at afterwards, where something was broken.
        if os.environ.get("KEEP"):
            shutil.copytree(self.folder, os.environ["KEEP"], dirs_exist_ok=True)


class Visitor:
    """Somebody before a browser, and everything in it that must not happen."""

    def __init__(self, browser, case, findings, name, **context):
        self.case = case
        self.findings = findings
        self.name = name
        self.context = browser.new_context(**{"viewport": WIDE, "color_scheme": "light", **context})
        self.context.set_default_timeout(30_000)
        self.page = self.context.new_page()
        self.troubles = []
        self.page.on("console", lambda message: message.type in ("error", "warning") and self.note(message.text))
        self.page.on("pageerror", lambda error: self.note(f"script: {error}"))
        self.page.on("request", lambda request: self.asked(request.url))
        self.page.on("dialog", lambda dialog: (self.note(f"dialog: {dialog.message}"), dialog.dismiss()))

    def note(self, text):
        # What SwiftShader says of itself, and a status that the check itself asked for, are no trouble of a page.
        if not re.search(r"GPU stall|swiftshader|Automatic fallback|status of 4\d\d", text, re.I):
            self.troubles.append(f"{self.where()}: {text}")

    def asked(self, address):
        if not address.startswith((self.case.address + "/", "data:", "blob:" + self.case.address)):
            self.troubles.append(f"{self.where()}: asked for {address}")

    def where(self):
        return urllib.parse.unquote(self.page.url.removeprefix(self.case.address))[:120] or "/"

    def check(self, what, holds, reason=""):
        return self.findings.check(f"{self.name} {self.where()}", what, holds, reason)

    def open(self, path):
        answer = self.page.goto(self.case.address + path)
        if answer is None or answer.status != 200:
            self.check("opens", False, f"{path} answered {answer and answer.status}: {self.said()}; {self.case.told()[-300:]}")
        return answer

    def said(self):
        """What the page says of what was refused, for a reason."""
        parts = self.page.locator(".told.refused, .refusal, main .lede").all_text_contents()
        return " / ".join(part.strip() for part in parts)[:300]

    def sign_in(self, person):
        self.open("/login")
        self.page.fill("#f-name", person)
        self.page.fill("#f-password", PASSPHRASE)
        self.page.click("main button[type=submit]")
        self.check(f"{person} signs in", "/login" not in self.page.url, self.said())

    def send(self, action, files=None, **fields):
        """Fills the fields of the form that goes to an address, and sends it."""
        form = self.page.locator(f"main form[method=post][action='{action}']").first
        fold = self.page.locator("main details:not([open])", has=self.page.locator(f"form[action='{action}']"))
        if fold.count():
            fold.first.locator("summary").first.click()
        for name, value in fields.items():
            field = form.locator(f"[name='{name}']").first
            if field.evaluate("node => node.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        for name, file in (files or {}).items():
            form.locator(f"input[type=file][name='{name}']").set_input_files(file)
        before = self.page.url
        with self.page.expect_navigation(wait_until="load"):
            form.locator("button[type=submit]").first.click()
        return before != self.page.url

    def finish_job(self, what, seconds):
        """Waits for the job whose page is open. With scripts, the page goes on by itself; without, it is asked again."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.case.server.poll() is None:
            try:
                state = self.page.locator("main .lede").first.text_content(timeout=5_000) or ""
            except BrowserError:
                continue  # The page is just being replaced.
            if re.search(r"is done|failed|was stopped|was interrupted", state):
                return self.check(f"the {what} is done", "is done" in state, state.strip() + self.said())
            time.sleep(0.25)
            if not self.has_script:
                self.page.goto(self.page.url)
        return self.check(f"the {what} is done", False, f"not within {seconds} s, or the server ended")

    has_script = True

    def fits(self):
        width = self.page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
        wide = "" if width[0] <= width[1] else self.page.evaluate(
            """() => { const found = [];
            const inside = (node) => { for (let up = node.parentElement; up; up = up.parentElement) {
                if (/auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX) && up !== document.body) return true; } return false; };
            for (const node of document.querySelectorAll('body *')) {
                const box = node.getBoundingClientRect();
                if (box.right > innerWidth + 1 && !inside(node)) found.push(node.tagName + '.' + node.className + ' to ' + Math.round(box.right)); }
            return found.slice(0, 4).join(', '); }""")
        self.check(f"is no wider than {width[1]} px", width[0] <= width[1], f"{width[0]} px: {wide}")

    def accessible(self, rules=None):
        options = {"resultTypes": ["violations"]}
        if rules:
            options["runOnly"] = {"type": "rule", "values": rules}
        found = [
            f"{one['id']} ({one['impact']}): " + " | ".join(node["html"][:110] for node in one["nodes"][:2])
            for one in Axe().run(self.page, options=options).response["violations"]
            if one["impact"] in ("serious", "critical")
        ]
        self.check("axe finds nothing serious", not found, "; ".join(found))

    def settle(self):
        """The drawing comes after the page itself."""
        if self.page.locator(".graph-panel").count():
            self.page.wait_for_selector(".graph-panel[data-state=complete], .graph-panel[data-state=failed]")

    def picture(self, folder, name, whole=True):
        if folder:
            self.page.screenshot(path=str(folder / f"{name}.png"), full_page=whole)

    def close(self):
        self.context.close()
        unlike = list(dict.fromkeys(self.troubles))
        self.findings.check(
            self.name, "no console error, no forbidden content, no request to anywhere else", not unlike,
            " || ".join(unlike[:6]))


def first_link(page, pattern):
    """The first address on the page's main part that is like the pattern."""
    links = page.eval_on_selector_all("main a[href]", "nodes => nodes.map(node => node.getAttribute('href'))")
    return next((link for link in links if re.search(pattern, link)), None)


def follow(visitor, what, pattern):
    """Goes where a link of the page leads, as somebody who clicks it."""
    link = first_link(visitor.page, pattern)
    if not visitor.check(f"leads to {what}", link is not None, f"no link like {pattern}"):
        return False
    visitor.page.locator(f"main a[href='{link}']").first.evaluate("node => node.scrollIntoView()")
    visitor.open(link)
    return True


def bring_and_search(visitor, file, shots, prefix, seconds):
    """Upload, job, networks, one network, one of its edges explained. The addresses of the last two."""
    page = visitor.page
    visitor.open("/imports")
    visitor.picture(shots, f"{prefix}-import")
    visitor.page.locator("input[type=file][name=file]").set_input_files(str(file))
    page.locator("main form[action='/imports'] button[type=submit]").first.click()
    page.wait_for_url("**/jobs/*", timeout=120_000)
    visitor.finish_job("import", seconds)
    visitor.picture(shots, f"{prefix}-import-done")
    visitor.open("/jobs/new")
    visitor.picture(shots, f"{prefix}-search-form")
    visitor.send("/jobs/detect")
    visitor.picture(shots, f"{prefix}-search-job")
    visitor.finish_job("search", seconds)
    visitor.picture(shots, f"{prefix}-search-done")
    visitor.open("/networks")
    visitor.check("lists networks", page.locator("main tbody tr").count() > 0, visitor.said())
    visitor.picture(shots, f"{prefix}-networks")
    if not follow(visitor, "a network", r"^/runs/\d+/networks/[^/?#]+$"):
        return None, None
    network = page.url.removeprefix(visitor.case.address)
    for heading in ("Why it is believed", "What else explains it", "Who is tied to whom", "Who"):
        visitor.check(f"says '{heading}'", page.get_by_role("heading", name=heading, exact=True).count() == 1)
    visitor.picture(shots, f"{prefix}-network")
    if not follow(visitor, "a pair", r"^/runs/\d+/pairs\?"):
        return network, None
    pair = page.url.removeprefix(visitor.case.address)
    visitor.check("shows both posts of a co-act", page.locator("main article").count() >= 2, "fewer than two posts")
    visitor.picture(shots, f"{prefix}-pair")
    return network, pair


def readings(cohort_csv, folder):
    """Readings of a cohort's assets: a third is found gone, twice and from two places, a third stays, one row is wrong."""
    assets = [row["asset"] for row in csv.DictReader(io.StringIO(cohort_csv))]
    now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
    file = folder / "readings.csv"
    with open(file, "w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["asset", "time", "country", "state"])
        for number, asset in enumerate(assets):
            states = ("up", "removed_platform", "removed_platform") if number % 3 == 0 else ("up", "up", "up")
            for hours, country, state in zip((60, 30, 18), ("DE", "DE", "FR"), states):
                writer.writerow([asset, (now - datetime.timedelta(hours=hours)).isoformat().replace("+00:00", "Z"), country, state])
        writer.writerow([assets[0], "yesterday", "DE", "up"])
    return assets, file


def oversee(visitor, network, shots):
    """Freeze, seal, notice, readings, card: what is done about a network once it is believed."""
    page, case = visitor.page, visitor.case
    visitor.open(network)
    visitor.send("/cohorts", cohort_name="first", cohort_grade="confirmed")
    visitor.check("the cohort is frozen", "/cohorts/first" in page.url, visitor.said())
    visitor.open("/cohorts/first")
    visitor.send("/cohorts/first/seal", seal_passphrase="a wrong one")
    visitor.check("a wrong passphrase seals nothing", "passphrase" in visitor.said(), visitor.said())
    visitor.picture(shots, "cohort-wrong-passphrase")
    visitor.send("/cohorts/first/seal", seal_passphrase=PASSPHRASE)
    visitor.check("the cohort is sealed", page.locator("pre.line").count() == 1, visitor.said())
    visitor.picture(shots, "cohort-sealed")
    visitor.open("/notices")
    now = datetime.datetime.now(datetime.timezone.utc)
    sent = (now + datetime.timedelta(seconds=-1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    visitor.send(
        "/notices", notice_name="letter-1", notice_cohort="first", notice_platform="tiktok", notice_sent=sent,
        notice_sender="Newsroom")
    visitor.check("the notice is entered", "/notices/letter-1" in page.url, visitor.said())
    visitor.picture(shots, "notice")
    visitor.send("/notices/letter-1/answers", answer_received=now.strftime("%Y-%m-%dT%H:%M:%SZ"), answer_note="We look into it.")
    visitor.check("the answer is entered", "We look into it." in page.content(), visitor.said())
    table = page.request.get(case.address + "/cohorts/first.csv?count=1000")
    visitor.check("the cohort's twin is CSV", table.ok and table.text().startswith("asset,"), table.text()[:80])
    assets, file = readings(table.text(), case.folder)
    visitor.open("/observations")
    visitor.send("/observations", files={"readings_file": str(file)})
    said = page.locator("dl.figures").first.inner_text().split()
    visitor.check(f"{3 * len(assets)} readings are taken and one is not", str(3 * len(assets)) in said and "1" in said, said)
    visitor.picture(shots, "readings-outcome")
    visitor.open("/observations/first")
    gone = page.locator("main tbody tr", has_text="✗ gone").count()
    shown = page.locator("main tbody tr").count()
    visitor.check("a third is gone", gone == (min(shown, len(assets)) + 2) // 3, f"{gone} of {shown}")
    visitor.picture(shots, "observations-cohort")
    visitor.open("/cards")
    if follow(visitor, "a card", r"^/cards/tiktok"):
        visitor.check("the card has findings", page.locator("main tbody tr").count() > 0, visitor.said())
        visitor.picture(shots, "card")
    return assets


def prove(browser, visitor, network, shots):
    """Evidence, exhibit, checkpoint, and a package for which two people are needed; the command line checks it."""
    page, case, findings = visitor.page, visitor.case, visitor.findings
    run, name = re.search(r"/runs/(\d+)/networks/(.+)$", network).groups()
    case.run("evidence", "add", "--network", name, "--run", run, "--limits", "Only what was imported was searched.", "--case", case.case,
        "--quiet")
    visitor.open("/evidence/records")
    link = first_link(page, r"^/evidence/records/[0-9a-f]{64}$")
    if not visitor.check("lists the record", link is not None, visitor.said()):
        return None
    record = link.rsplit("/", 1)[1]
    visitor.open(link)
    visitor.picture(shots, "record")
    visitor.open("/exhibits")
    visitor.send(
        "/exhibits", exhibit_label="EX-1", exhibit_title="Posts of the first network",
        exhibit_statement="The accounts used the same sounds within seconds.", exhibit_records=record)
    visitor.check("the exhibit is entered", "EX-1" in page.locator("main").inner_text(), visitor.said())
    visitor.open("/evidence")
    visitor.send("/evidence/checkpoints", checkpoint_passphrase=PASSPHRASE)
    visitor.check("the checkpoint is signed", "newsroom.example" in page.locator("main").inner_text(), visitor.said())
    visitor.open("/evidence")
    visitor.send("/evidence/packages", package_tlp="amber", package_to="the regulator", package_reason="file 24/7")
    visitor.check("the package is asked for", re.search(r"/approvals/\d+", page.url), visitor.said())
    request = re.search(r"/approvals/(\d+)", page.url)
    if not request:
        return None
    number = request.group(1)
    visitor.check("who asked cannot decide", page.locator(f"main form[action='/approvals/{number}']").count() == 0)
    visitor.picture(shots, "approval-own")

    second = Visitor(browser, case, findings, "ben")
    second.sign_in("ben")
    second.open(f"/approvals/{number}")
    second.picture(shots, "approval-decide")
    form = second.page.locator(f"main form[action='/approvals/{number}']")
    form.locator("[name=decision_note]").fill("Seen and agreed.")
    with second.page.expect_navigation():
        form.locator("button[value=allow]").click()
    second.check("the second person allows it", "✓ allowed" in second.page.locator("main").inner_text(), second.said())
    refused = second.page.request.get(case.address + "/people")
    second.check("a reviewer does not see the people", refused.status == 403, str(refused.status))
    second.close()

    visitor.open("/evidence/packages")
    visitor.send("/evidence/packages/make", make_passphrase=PASSPHRASE)
    link = first_link(page, r"^/evidence/packages/\d+\.zip$")
    visitor.picture(shots, "packages")
    if not visitor.check("the package is made", link is not None, visitor.said()):
        return number
    package = case.folder / "package.zip"
    package.write_bytes(page.request.get(case.address + link).body())
    key = case.case / "evidence" / "key.pub.pem"
    verified = subprocess.run(
        [case.program, "evidence", "verify", str(package), "--public-key", str(key), "--holder", "newsroom.example/evidence"],
        capture_output=True, text=True, timeout=300)
    visitor.check(
        "the command line verifies the package", verified.returncode == 0,
        f"exit {verified.returncode}: {verified.stderr.strip()[:300]} {verified.stdout.strip()[:300]}")
    visitor.open("/evidence")
    visitor.send("/evidence/verify")
    visitor.check("everything is as it was left", "Everything is as it was left" in page.content(), visitor.said())
    visitor.picture(shots, "verified")
    return number


def every_page(visitor, network, pair, number):
    """Addresses of each page of the navigation, and of one of each kind below them, found as links of pages."""
    page = visitor.page
    visitor.open("/")
    paths = page.eval_on_selector_all("nav a[href]", "nodes => nodes.map(node => node.getAttribute('href'))")
    paths = [path for path in dict.fromkeys(paths) if path.startswith("/")]
    visitor.check("has a navigation", len(paths) >= 20, f"{len(paths)} entries")
    kinds = [
        ("/imports", r"^/imports/\d+$"), ("/jobs", r"^/jobs/\d+$"), ("/runs", r"^/runs/\d+$"),
        (pair or "/networks", r"^/posts/"), (network or "/networks", r"^/accounts/"), (network or "/networks", r"^/objects/"),
        ("/ledger", r"^/ledger/rows/"), ("/ledger", r"^/ledger/reports/[^/]+$"), ("/claims", r"^/claims/"),
        ("/obligations", r"^/obligations/"), ("/people", r"^/people/[^/]+$"), ("/observations/first", r"^/observations/first/."),
        ("/evidence/records", r"^/evidence/records/[0-9a-f]{64}$"), ("/cards", r"^/cards/tiktok"),
    ]
    extra = [
        network, network and network + "/posts", pair, "/jobs/new", "/account", "/help", "/cohorts/first", "/notices/letter-1",
        "/observations/first", "/exhibits", "/evidence/packages", number and f"/approvals/{number}", "/runs/1/report",
        "/search?q=the",
    ]
    for base, pattern in kinds:
        visitor.open(base)
        link = first_link(page, pattern)
        if link:
            extra.append(link)
    return list(dict.fromkeys(paths + [path for path in extra if path]))


def name_of(path):
    return re.sub(r"[^a-z0-9]+", "-", path.split("?")[0].lower()).strip("-")[:60] or "overview"


def links_and_filters(visitor, paths):
    """What pages lead to is there: links, three of each kind, and every filter as it stands when nobody touched it."""
    page, case = visitor.page, visitor.case
    links, tried, dead = {}, {}, []
    for path in paths:
        visitor.open(path)
        for link in page.eval_on_selector_all("a[href]", "nodes => nodes.map(node => node.getAttribute('href'))"):
            if link.startswith("/"):
                links.setdefault(link.split("#")[0], path)
            elif link.startswith("#") and link != "#" and page.locator(f"[id='{link[1:]}']").count() == 0:
                dead.append(f"{path} leads to {link}, which is not on it")
        for action in page.eval_on_selector_all("main form[method=get]", "nodes => nodes.map(node => node.getAttribute('action'))"):
            if action == "/export/file":
                continue  # Its answer is a file, which the twins and links below stand for.
            visitor.open(path)
            with page.expect_navigation():
                page.locator(f"main form[method=get][action='{action}'] button[type=submit]").first.click()
            if page.locator(f"main:has-text('(400)'), main:has-text('(404)'), main:has-text('(500)')").count():
                dead.append(f"the filter {action} of {path} leads to {visitor.where()}: {visitor.said()}")
    for link, origin in links.items():
        kind = re.sub(r"[0-9a-f]{12,}|\d+|(?<==)[^&]*", "*", link)
        kind = re.sub(r"^/(accounts|objects|posts|ledger/rows|ledger/reports|claims|obligations|runs/\*/networks)/[^/?]+", r"/\1/*", kind)
        if tried.setdefault(kind, 0) >= 3:
            continue
        tried[kind] += 1
        answer = page.request.get(case.address + link)
        if answer.status != 200:
            dead.append(f"{origin} leads to {link}, which answers {answer.status}")
    visitor.findings.check(
        "links", f"{sum(tried.values())} links of {len(tried)} kinds and every filter lead somewhere", not dead,
        f"{len(dead)}: " + "; ".join(dead[:25]))


def look_over(browser, case, findings, paths, shots):
    """Each page wide and light, and narrow and dark: its width, what axe finds, and a picture."""
    for name, viewport, scheme in (("wide", WIDE, "light"), ("narrow", NARROW, "dark")):
        visitor = Visitor(browser, case, findings, name, viewport=viewport, color_scheme=scheme)
        visitor.sign_in("ada")
        for path in paths:
            visitor.open(path)
            visitor.settle()
            visitor.fits()
            visitor.check("has one heading and a title", visitor.page.locator("h1").count() == 1 and visitor.page.title())
            visitor.check("skips nothing in the order of tabs", visitor.page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0)
            visitor.accessible(None if name == "wide" else ["color-contrast", "target-size", "scrollable-region-focusable"])
            visitor.picture(shots, f"{name}-{name_of(path)}")
        visitor.close()
    for name, viewport, scheme in (("wide-dark", WIDE, "dark"), ("narrow-light", NARROW, "light")):
        visitor = Visitor(browser, case, findings, name, viewport=viewport, color_scheme=scheme)
        visitor.sign_in("ada")
        for path in [path for path in paths if re.search(r"^/(networks$|$)|/networks/[^/]+$|/pairs|^/cards/|^/evidence$", path)]:
            visitor.open(path)
            visitor.settle()
            visitor.fits()
            visitor.accessible(["color-contrast"])
            visitor.picture(shots, f"{name}-{name_of(path)}")
        visitor.close()


FOCUS = """async () => { await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const node = document.activeElement; if (!node || node === document.body) return null;
    const style = getComputedStyle(node), box = node.getBoundingClientRect();
    return {href: node.getAttribute('href') || '', id: node.id, tag: node.tagName, type: node.type || '', name: node.name || '',
        text: (node.textContent || '').trim().slice(0, 40),
        seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 || style.boxShadow !== 'none',
        inside: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth}; }"""


class Hand:
    """Goes through pages by keyboard, and counts where the focus could not be seen."""

    def __init__(self, visitor):
        self.visitor = visitor
        self.unseen = []
        self.steps = 0

    def until(self, wanted, most=250):
        for step in range(1, most + 1):
            self.visitor.page.keyboard.press("Tab")
            self.steps += 1
            here = self.visitor.page.evaluate(FOCUS)
            if here is None:
                continue
            if not here["seen"] or not here["inside"]:
                self.unseen.append(f"{self.visitor.where()} {here['tag']} {here['id'] or here['href'] or here['text']}")
            if wanted(here):
                return step
        return None

    def press(self, what, wanted, key="Enter"):
        step = self.until(wanted)
        if not self.visitor.check(f"Tab reaches {what}", step is not None, f"not within {self.steps} steps"):
            return False
        with self.visitor.page.expect_navigation():
            self.visitor.page.keyboard.press(key)
        return True


def by_keyboard(browser, case, findings, shots):
    visitor = Visitor(browser, case, findings, "keyboard", reduced_motion="reduce")
    page, hand = visitor.page, Hand(visitor)
    visitor.open("/login")
    page.keyboard.press("Tab")
    first = page.evaluate(FOCUS)
    visitor.check("the first stop skips to the page", first and first["href"] == "#main" and first["inside"] and first["seen"], str(first))
    visitor.picture(shots, "keyboard-skip", whole=False)
    hand.until(lambda here: here["name"] == "name")
    page.keyboard.type("ada")
    hand.until(lambda here: here["name"] == "password")
    page.keyboard.type(PASSPHRASE)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    on = hand.press("Networks in the navigation", lambda here: here["href"] == "/networks")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    visitor.check("the skip link goes to the page", page.evaluate("() => document.activeElement.id === 'main' || location.hash === '#main'"))
    on = on and hand.press("a network", lambda here: re.search(r"^/runs/\d+/networks/[^/?#]+$", here["href"]))
    visitor.picture(shots, "keyboard-network", whole=False)
    on = on and hand.press("an edge", lambda here: re.search(r"^/runs/\d+/pairs\?", here["href"]))
    visitor.check("the pair is there", on and "/pairs?" in page.url)
    hand.until(lambda here: here["href"].startswith("/posts/"))
    visitor.picture(shots, "keyboard-pair", whole=False)
    findings.check("keyboard", f"the focus is seen at each of {hand.steps} steps", not hand.unseen, "; ".join(hand.unseen[:6]))
    # Single keys: j goes to the first row, g n to the networks, / to the search field.
    visitor.open("/networks")
    page.keyboard.press("j")
    visitor.check("j goes to the first row", page.evaluate("() => !!document.activeElement.closest('main tbody tr')"))
    page.keyboard.press("g")
    page.keyboard.press("r")
    page.wait_for_url("**/runs")
    visitor.check("g r goes to the runs", True)
    visitor.close()


def hostile_posts(case):
    """Simulated posts in which one planted group has names that are made to break pages."""
    folder = case.folder / "hostile"
    case.run("simulate", "--out", folder, "--posts", "8000", "--groups", "8", "--seed", "11", "--quiet")
    with open(folder / "truth.csv", newline="") as file:
        members = list(dict.fromkeys(row["account"] for row in csv.DictReader(file)))
    names = dict(zip(members, HOSTILE))
    pages = json.loads((folder / "posts.json").read_text())
    for page in pages:
        for post in page["data"]["videos"]:
            post["id"] += 1_000_000_000
            if post["username"] in names:
                post["username"] = names[post["username"]]
                post["video_description"] = "<img src=x onerror=alert(2)> \u202e" + post["username"] + " " + post["video_description"]
    file = folder / "<b>hostile ملف.json"
    file.write_text(json.dumps(pages))
    return file, list(names.values())


def unharmed(visitor, what):
    page = visitor.page
    visitor.check(
        f"{what}: names from data are text",
        page.locator("main script, main img[onerror], main [onmouseover], main b:has-text('hostile')").count() == 0,
        "an element was made of a name")


def without_script_and_hostile(browser, case, findings, shots):
    """The main path again without JavaScript, on data whose names are made to break pages."""
    file, names = hostile_posts(case)
    plain = Visitor(browser, case, findings, "no script", java_script_enabled=False)
    plain.has_script = False
    plain.sign_in("ada")
    network, pair = bring_and_search(plain, file, shots, "plain", 240)
    for path in ("/", "/imports", "/jobs", "/runs", "/timeline", "/emergence", "/search?q=img", "/ledger", "/evidence", "/help"):
        plain.open(path)
        plain.check("says something without script", len(plain.page.locator("main").inner_text()) > 80)
    if network:
        plain.open(network)
        plain.check(
            "has the still drawing and the table of ties",
            plain.page.locator(".graph-still svg").first.is_visible() and plain.page.locator("#ties table").is_visible()
            and not plain.page.locator(".graph-live").first.is_visible())
        plain.send("/cohorts", cohort_name="plain")
        plain.check("freezes without script", "/cohorts/plain" in plain.page.url, plain.said())
    plain.close()

    for name, viewport, scheme in (("hostile", WIDE, "light"), ("hostile-narrow", NARROW, "dark")):
        visitor = Visitor(browser, case, findings, name, viewport=viewport, color_scheme=scheme)
        visitor.sign_in("ada")
        visitor.open("/networks")
        links = visitor.page.eval_on_selector_all("main a[href]", "nodes => nodes.map(node => node.getAttribute('href'))")
        found = None
        for link in [link for link in dict.fromkeys(links) if re.search(r"^/runs/\d+/networks/[^/?#]+$", link)][:8]:
            visitor.open(link)
            if any(one in visitor.page.locator("main").inner_text() for one in names if len(one) < 60):
                found = link
                break
        if not visitor.check("a network of hostile names was found", found is not None, "none of the first eight"):
            visitor.close()
            continue
        visitor.settle()
        unharmed(visitor, "network")
        visitor.fits()
        visitor.picture(shots, f"{name}-network")
        said = visitor.page.locator("main").inner_text()
        if name == "hostile":
            table = visitor.page.request.get(case.address + found + ".csv?count=1000").text()
            missing = [one[:20] for one in names if one[:60] not in said and one[:60] not in table and one[0] != '"']
            visitor.check("the twin keeps names as they are", len(missing) < len(names), str(missing))
            visitor.check(
                "no cell of the twin begins a formula",
                not any(cell[:1] in "=+@" for row in csv.reader(io.StringIO(table)) for cell in row if cell), table[:200])
        for kind in (r"^/runs/\d+/pairs\?", r"^/accounts/", r"^/objects/"):
            visitor.open(found)
            links = visitor.page.eval_on_selector_all("main a[href]", "nodes => nodes.map(node => node.getAttribute('href'))")
            some = [link for link in dict.fromkeys(links) if re.search(kind, link)]
            for number, link in enumerate(some[:3]):
                visitor.open(link)
                unharmed(visitor, "page")
                visitor.fits()
                if number == 0:
                    visitor.accessible()
                visitor.picture(shots, f"{name}-{re.sub('[^a-z]', '', kind)}-{number}")
        for path in ("/imports", "/jobs", "/search?q=" + urllib.parse.quote("<script>alert(3)</script>"), "/search?q=" + urllib.parse.quote("حساب")):
            visitor.open(path)
            unharmed(visitor, "page")
            visitor.fits()
            visitor.picture(shots, f"{name}-{name_of(path)}")
        visitor.close()


def simulated(browser, program, findings, shots):
    with tempfile.TemporaryDirectory() as folder, Case(program, folder) as case:
        case.run("simulate", "--out", case.folder / "posts", "--posts", "8000", "--groups", "8", "--quiet")
        ada = Visitor(browser, case, findings, "ada")
        ada.open("/")
        ada.check("a stranger is asked to sign in", "/login" in ada.page.url, ada.page.url)
        ada.picture(shots, "login")
        ada.sign_in("ada")
        ada.picture(shots, "empty-overview")
        for path in ("/networks", "/cards", "/emergence", "/timeline", "/search", "/runs"):
            ada.open(path)
            ada.check("an empty case says what to do", len(ada.page.locator("main").inner_text()) > 60)
            ada.picture(shots, f"empty-{name_of(path)}")
        network, pair = bring_and_search(ada, case.folder / "posts" / "posts.json", shots, "ada", 240)
        number = None
        if network:
            guarded(findings, "oversee", oversee, ada, network, shots)
            number = guarded(findings, "prove", prove, browser, ada, network, shots)
        paths = guarded(findings, "all pages", every_page, ada, network, pair, number) or ["/"]
        guarded(findings, "links", links_and_filters, ada, paths)
        ada.close()
        guarded(findings, "keyboard", by_keyboard, browser, case, findings, shots)
        guarded(findings, "pages", look_over, browser, case, findings, paths, shots)
        guarded(findings, "hostile", without_script_and_hostile, browser, case, findings, shots)


def real(browser, program, findings, shots, data):
    """The main path on the TikTok set: a hundred and sixty thousand posts."""
    with tempfile.TemporaryDirectory() as folder, Case(program, folder) as case:
        ada = Visitor(browser, case, findings, "real")
        ada.sign_in("ada")
        network, pair = bring_and_search(ada, data, shots, "real", 900)
        if network:
            guarded(findings, "oversee", oversee, ada, network, shots)
            guarded(findings, "prove", prove, browser, ada, network, shots)
        for path in filter(None, ("/", "/emergence", "/timeline", network, pair)):
            ada.open(path)
            ada.settle()
            ada.fits()
            ada.picture(shots, f"real-{name_of(path)}")
        ada.close()


def guarded(findings, name, action, *arguments):
    """One part of the way; where it stops unexpectedly, that is a finding, and the next part is tried."""
    began = time.monotonic()
    try:
        return action(*arguments)
    except Exception as error:
        findings.check(name, "goes to its end", False, f"{type(error).__name__}: {str(error)[:400]}")
        traceback.print_exc()
    finally:
        print(f"        {name}: {time.monotonic() - began:.0f} s", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--screenshots", type=pathlib.Path)
    parser.add_argument("--only", choices=("simulated", "real"))
    options = parser.parse_args()
    program = os.environ.get("DAYLIGHT")
    if not program or not os.access(program, os.X_OK):
        sys.exit("DAYLIGHT must name the built program: DAYLIGHT=.build/debug/daylight")
    program = os.path.abspath(program)
    if options.screenshots:
        options.screenshots.mkdir(parents=True, exist_ok=True)
    data = pathlib.Path(os.environ.get("DAYLIGHT_DATA", "/nonexistent")) / "tiktok" / "videos_unique.csv.gz"
    findings = Findings()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-dev-shm-usage", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"])
        if options.only != "real":
            guarded(findings, "simulated", simulated, browser, program, findings, options.screenshots)
        if options.only != "simulated" and data.is_file():
            guarded(findings, "real", real, browser, program, findings, options.screenshots, data)
        browser.close()
    print(f"{findings.count} checks, {len(findings.broken)} broken")
    for line in findings.broken:
        print(f"  {line}")
    if findings.broken:
        sys.exit(f"first broken: {findings.broken[0]}")


if __name__ == "__main__":
    main()
