"""The drawing in a real browser: what it shows, how it is handled without a mouse, how long it takes.

    DAYLIGHT_DRAWINGS=FOLDER swift test --filter DrawingsForBrowser    writes packets and panels into FOLDER
    python Tests/Browser/graph.py FOLDER [--screenshots FOLDER] [--only NAME]

Times are CPU seconds of all the browser's processes where other programs may run beside; the longest frame is wall time.
WebGL is drawn in software, as on a machine without a graphics card.
"""

import argparse
import functools
import http.server
import json
import os
import pathlib
import sys
import threading
import time
import traceback

from playwright.sync_api import sync_playwright

ASSETS = pathlib.Path(__file__).parents[2] / "Sources/Reporting/Assets"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Networks</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/site.css"><script type="module" src="/assets/graph.js"></script>
<script src="/assets/site.js" defer></script><script type="module" src="/assets/strip.js"></script></head>
<body><header><h1>Networks</h1></header>
<main id="main"><section>{}</section></main></body></html>"""
STRIP = """<form id="when"><label>From <input type="datetime-local" name="from" step="1" value="2024-01-03T00:00:00"></label>
<label>To <input type="datetime-local" name="to" step="1"></label></form>
<figure class="strip" data-from="2024-01-01T00:00:00Z" data-to="2024-01-11T00:00:00Z" data-form="when">
<svg viewBox="0 0 1000 60" width="1000" height="60"><rect class="bars" x="100" y="20" width="40" height="40"/></svg>
<p data-part="status"></p></figure>
<input type="search" data-key="/" aria-label="Search">
<table><tbody><tr><td><a href="/a">a</a></td></tr><tr><td><a href="/b">b</a></td></tr></tbody></table>"""


class Handler(http.server.BaseHTTPRequestHandler):
    folder = None

    def do_GET(self):
        path = self.path.split("?")[0]
        if path == "/blank.html":
            body, kind = PAGE.format("<p>Nothing</p>").encode(), "text/html"
        elif path == "/strip.html":
            body, kind = PAGE.format(STRIP).encode(), "text/html"
        elif path == "/broken.html":
            panel = (self.folder / "small.panel").read_text().replace("/small.drawing", "/broken.drawing")
            body, kind = PAGE.format(panel).encode(), "text/html"
        elif path == "/broken.drawing":
            body, kind = bytes(self.server.broken), "application/octet-stream"
        elif path.endswith(".html"):
            panel = (self.folder / (path[1:-5] + ".panel")).read_text()
            body, kind = PAGE.format(panel).encode(), "text/html"
        else:
            folder = ASSETS if path.startswith("/assets/") else self.folder
            file = folder / path.rsplit("/", 1)[1]
            if not file.is_file():
                self.send_error(404)
                return
            kind = {".js": "text/javascript", ".css": "text/css"}.get(file.suffix, "application/octet-stream")
            body = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", kind + ("; charset=utf-8" if kind.startswith("text") else ""))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def browser_cpu():
    """Seconds that this process's descendants have used so far."""
    parents, times = {}, {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
            times[int(entry.name)] = int(fields[11]) + int(fields[12])
    total = 0
    for process, ticks in times.items():
        ancestor = parents.get(process)
        while ancestor and ancestor != os.getpid():
            ancestor = parents.get(ancestor)
        total += ticks if ancestor else 0
    return total / os.sysconf("SC_CLK_TCK")


class Journey:
    """A page with a drawing, and what is asked of it again and again."""

    def __init__(self, browser, address, has_webgl=True, **context):
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **context})
        if not has_webgl:
            self.context.add_init_script(
                "const real = HTMLCanvasElement.prototype.getContext; HTMLCanvasElement.prototype.getContext ="
                "function (kind, ...rest) { return kind === 'webgl2' ? null : real.call(this, kind, ...rest); };")
        self.page = self.context.new_page()
        self.address = address
        self.troubles = []
        self.page.on("console", lambda message: message.type in ("error", "warning") and self.note(message.text))
        self.page.on("pageerror", lambda error: self.note(str(error)))

    def note(self, text):
        # What SwiftShader says of itself is no trouble of ours.
        if "GPU stall" not in text and "swiftshader" not in text.lower() and "Automatic fallback" not in text:
            self.troubles.append(text)

    def open(self, name, state="complete"):
        self.page.goto(f"{self.address}/{name}")
        self.page.wait_for_selector(f".graph-panel[data-state={state}]", timeout=60_000)
        return self

    def graph(self, expression):
        return self.page.evaluate(f"(() => {{ const g = document.querySelector('.graph-panel').graph; return {expression}; }})()")

    def settle(self):
        self.page.wait_for_function(
            "() => { const g = document.querySelector('.graph-panel').graph; "
            "return !g.flight && !g.pending && g.isComplete; }", timeout=60_000)

    def spot(self, body):
        box = self.page.locator(".graph-stage").bounding_box()
        x, y = self.graph(
            f"[g.camera.screenX(g.drawing.place[{2 * body}]), g.camera.screenY(g.drawing.place[{2 * body + 1}])]")
        return box["x"] + x, box["y"] + y

    def picture(self, folder, name):
        if folder:
            self.page.screenshot(path=str(folder / f"{name}.png"))

    def close(self):
        self.context.close()
        assert not self.troubles, self.troubles


def frames_while(journey, action):
    """The times between frames while something is done: the longest, how many, and what one costs in CPU."""
    journey.page.evaluate(
        "() => { window.times = []; let last = performance.now(); window.recording = true;"
        "const tick = (now) => { window.times.push(now - last); last = now; if (window.recording) requestAnimationFrame(tick); };"
        "requestAnimationFrame(tick);"
        "const g = document.querySelector('.graph-panel').graph; window.scripts = []; const draw = g.draw.bind(g);"
        "g.draw = (now) => { const t = performance.now(); draw(now); window.scripts.push(performance.now() - t); }; }")
    before = browser_cpu()
    action()
    spent = browser_cpu() - before
    times, scripts = journey.page.evaluate(
        "() => { window.recording = false; delete document.querySelector('.graph-panel').graph.draw;"
        "return [window.times.slice(1), window.scripts]; }")
    return {
        "frames": len(times), "longest_ms": round(max(times)), "longest_script_ms": round(max(scripts or [0]), 1),
        "median_ms": round(sorted(times)[len(times) // 2], 1), "cpu_ms_a_frame": round(1000 * spent / len(times), 1),
    }


def measure(browser, address, name, has_webgl):
    journey = Journey(browser, address, has_webgl)
    page = journey.page
    page.goto(f"{address}/blank.html")
    time.sleep(0.5)
    before, began = browser_cpu(), time.monotonic()
    page.goto(f"{address}/{name}.html")
    page.wait_for_selector(".graph-panel[data-state]", timeout=60_000)
    first = browser_cpu() - before
    page.wait_for_selector(".graph-panel[data-state=complete]", timeout=60_000)
    found = {
        "drawn_by": page.get_attribute(".graph-panel", "data-drawn-by"),
        "bodies": journey.graph("g.drawing.bodies"), "ties": journey.graph("g.drawing.ties"),
        "first_picture_cpu_s": round(first, 2), "complete_cpu_s": round(browser_cpu() - before, 2),
        "complete_wall_s": round(time.monotonic() - began, 2),
    }
    box = page.locator(".graph-stage").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def pan():
        page.mouse.move(x, y)
        page.mouse.down()
        for step in range(60):
            page.mouse.move(x + 4 * step, y + 2 * step)
            time.sleep(0.012)
        page.mouse.up()

    def zoom():
        page.focus(".graph-stage")
        for step in range(40):
            page.mouse.wheel(0, -60 if step < 25 else 60)
            time.sleep(0.02)

    def hover():
        for step in range(60):
            page.mouse.move(x - 200 + 7 * step, y - 60 + 2 * step)
            time.sleep(0.015)

    for action in (pan, zoom, hover):
        found[action.__name__] = frames_while(journey, action)
        page.keyboard.press("0")
        journey.settle()
    frames = journey.graph("g.frames")
    time.sleep(0.4)
    assert journey.graph("g.frames") == frames, "it draws although nothing changes"
    journey.close()
    return found


# MARK: What is checked

def check_small(browser, address, shots):
    journey = Journey(browser, address).open("small.html")
    page = journey.page
    assert page.get_attribute(".graph-panel", "data-drawn-by") == "WebGL2"
    assert page.is_hidden(".graph-still") and page.is_visible(".graph-stage")
    page.wait_for_function("() => document.querySelector('.graph-panel').graph.names")
    journey.settle()
    journey.picture(shots, "small-light")
    # Search centres a name, also one that is written from right to left.
    page.fill("[data-part=search]", "-1")
    assert page.locator("[data-part=matches] button").count() == 8
    page.fill("[data-part=search]", "حساب 1-3")
    page.keyboard.press("Enter")
    journey.settle()
    body = journey.graph("g.selected")
    assert journey.graph(f"g.names.name({body})") == "حساب 1-3"
    assert page.locator(".graph-details h4 a").get_attribute("href") == "/accounts/2"
    x, y = journey.spot(body)
    box = page.locator(".graph-stage").bounding_box()
    assert abs(x - box["x"] - box["width"] / 2) < 2 and abs(y - box["y"] - box["height"] / 2) < 2
    journey.picture(shots, "small-selected")
    # Keys: to a neighbour, round the neighbours and out of the drawing, off.
    assert page.evaluate("() => document.activeElement.dataset.part") == "stage"
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    moved = journey.graph("g.selected")
    assert moved != body and moved >= 0
    count = journey.graph("g.neighbours.tiesOf(g.selected).length")
    for step in range(count):
        page.keyboard.press("Tab")
        assert page.text_content("[data-part=status]").startswith(f"Neighbour {step + 1} of {count}")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.dataset.part") != "stage"
    page.focus(".graph-stage")
    page.keyboard.press("Escape")
    assert journey.graph("g.selected") == -1 and page.is_hidden(".graph-details")
    before = journey.graph("[g.camera.x, g.camera.scale]")
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    after = journey.graph("[g.camera.x, g.camera.scale]")
    assert after[1] > before[1] and after[0] > before[0]
    page.keyboard.press("0")
    journey.settle()
    # The mouse: pointing names, clicking selects, dragging moves.
    x, y = journey.spot(0)
    page.mouse.move(x, y)
    assert journey.graph("g.hovered") == 0
    journey.picture(shots, "small-hover")
    page.mouse.click(x, y)
    assert journey.graph("g.selected") == 0
    # Every way of colouring has a legend with counts that add up, and its buttons bring their own to the fore.
    page.keyboard.press("Escape")
    for mode in ("platform", "seen", "network"):
        page.select_option("[data-part=colour]", mode)
        counts = page.locator("[data-part=legend] .soft").all_text_contents()
        if mode != "network":
            assert sum(int(count) for count in counts) == 84, counts
        page.locator("[data-part=legend] button").nth(1).click()
        assert page.locator("[data-part=legend] button[aria-pressed=true]").count() == 1
        assert 0 < journey.graph("g.drawing.bodyLook.filter((v, i) => i % 3 === 2 && v === 1).length") < 84
        journey.settle()
        journey.picture(shots, f"small-{mode}")
        page.locator("[data-part=legend] button").nth(1).click()
    # A lost context comes back; one that does not is replaced by the Canvas.
    page.evaluate(
        "() => { const g = document.querySelector('.graph-panel').graph;"
        "window.lost = g.renderer.gl.getExtension('WEBGL_lose_context'); window.lost.loseContext(); }")
    page.wait_for_function("() => document.querySelector('.graph-panel').graph.isLost")
    page.evaluate("() => window.lost.restoreContext()")
    page.wait_for_function("() => !document.querySelector('.graph-panel').graph.isLost")
    journey.settle()
    journey.picture(shots, "small-restored")
    page.evaluate("() => window.lost.loseContext()")
    page.wait_for_selector(".graph-panel[data-drawn-by=Canvas]", timeout=10_000)
    journey.settle()
    journey.picture(shots, "small-after-loss")
    journey.close()


def check_looks(browser, address, shots):
    for name in ("small", "large", "huge"):
        for scheme in ("light", "dark"):
            journey = Journey(browser, address, color_scheme=scheme).open(f"{name}.html")
            journey.page.wait_for_function("() => document.querySelector('.graph-panel').graph.names")
            journey.settle()
            journey.picture(shots, f"{name}-{scheme}")
            if name == "large" and scheme == "light":
                for mode in ("platform", "seen"):
                    journey.page.select_option("[data-part=colour]", mode)
                    journey.settle()
                    journey.picture(shots, f"large-{mode}")
                journey.page.select_option("[data-part=colour]", "network")
                journey.graph("(g.select(5, { centre: true }), 0)")
                journey.settle()
                journey.picture(shots, "large-selected")
                journey.graph("(g.select(-1), 0)")
                journey.settle()
                journey.picture(shots, "large-near")
            journey.close()
        journey = Journey(
            browser, address, viewport={"width": 390, "height": 844}, device_scale_factor=2, has_touch=True,
            is_mobile=True).open(f"{name}.html")
        journey.page.wait_for_function("() => document.querySelector('.graph-panel').graph.names")
        journey.settle()
        width = journey.page.evaluate("() => document.documentElement.scrollWidth")
        assert width <= 390, f"{name}: the page is {width} wide"
        journey.picture(shots, f"{name}-narrow")
        journey.close()


def check_canvas(browser, address, shots):
    journey = Journey(browser, address, has_webgl=False).open("small.html")
    assert journey.page.get_attribute(".graph-panel", "data-drawn-by") == "Canvas"
    journey.page.wait_for_function("() => document.querySelector('.graph-panel').graph.names")
    journey.settle()
    journey.picture(shots, "small-canvas")
    journey.close()


def check_without_script(browser, address, shots):
    journey = Journey(browser, address, java_script_enabled=False)
    for name in ("small", "large", "huge"):
        journey.page.goto(f"{address}/{name}.html")
        assert journey.page.is_visible(".graph-still svg") and journey.page.is_visible("#ties table")
        assert journey.page.is_hidden(".graph-live")
        assert journey.page.locator(".graph-still a").count() > 0
        journey.picture(shots, f"{name}-still")
    journey.close()


def check_broken(browser, address, shots, server):
    """A damaged packet leaves the still picture and says so; it never stops the page."""
    sound = bytearray((Handler.folder / "small.drawing").read_bytes())
    bodies = int.from_bytes(sound[8:12], "little")
    damages = {
        "empty": b"", "short": sound[:100], "cut": sound[:-1], "long": sound + b"\0" * 4, "other": b"NOPE" + sound[4:],
        "newer": sound[:4] + b"\x02\x00" + sound[6:], "counts": sound[:8] + b"\xff" * 8 + sound[16:],
    }
    for what, value in (("tie", b"\xff\xff\xff\x7f"), ("place", b"\x00\x00\xc0\x7f")):
        at = 128 + (20 * bodies if what == "tie" else 0)
        damages[what] = sound[:at] + value + sound[at + 4:]
    for what, packet in damages.items():
        server.broken = packet
        journey = Journey(browser, address).open("broken.html", state="failed")
        assert journey.page.is_visible(".graph-still svg"), what
        assert "cannot be moved" in journey.page.text_content(".graph-trouble"), what
        journey.close()


def check_motion(browser, address, shots):
    journey = Journey(browser, address, reduced_motion="reduce").open("small.html")
    journey.graph("(g.select(20, { centre: true }), 0)")
    assert journey.graph("g.flight") is None
    assert journey.graph("Math.abs(g.camera.x - g.drawing.place[40]) < 0.01")
    journey.close()


def check_strip_and_keys(browser, address, shots):
    journey = Journey(browser, address)
    page = journey.page
    page.goto(f"{address}/strip.html")
    page.wait_for_selector(".strip[data-state=live]")
    value = lambda name: page.input_value(f"input[name={name}]")
    assert page.get_attribute(".strip-handle >> nth=0", "x") == "196"
    box = page.locator(".strip svg").bounding_box()
    place = lambda share: box["x"] + box["width"] * share
    page.mouse.move(place(0.5), box["y"] + 10)
    page.mouse.down()
    page.mouse.move(place(0.7), box["y"] + 12)
    page.mouse.up()
    assert value("from")[:10] in ("2024-01-05", "2024-01-06") and value("to")[:10] in ("2024-01-07", "2024-01-08")
    page.locator(".strip-handle").nth(1).focus()
    page.keyboard.press("End")
    assert value("to") in ("2024-01-11T00:00", "2024-01-11T00:00:00")
    before = value("to")
    page.keyboard.press("ArrowLeft")
    assert value("to") < before
    journey.picture(shots, "strip")
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("() => document.activeElement.textContent") == "b"
    page.keyboard.press("k")
    assert page.evaluate("() => document.activeElement.textContent") == "a"
    page.keyboard.press("/")
    assert page.evaluate("() => document.activeElement.type") == "search"
    page.keyboard.type("gn")
    assert page.url.endswith("/strip.html")
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.press("g")
    page.keyboard.press("n")
    page.wait_for_url("**/networks")
    page.goto(f"{address}/strip.html")
    page.keyboard.press("?")
    page.wait_for_url("**/help")
    journey.troubles = [text for text in journey.troubles if "404" not in text]
    journey.close()


def check_speed(browser, address, shots):
    for name, has_webgl in (("large", True), ("huge", True), ("large", False)):
        found = measure(browser, address, name, has_webgl)
        print(json.dumps({"drawing": name, **found}), flush=True)
        assert found["first_picture_cpu_s"] <= 2, "the first picture takes more than two CPU seconds"
        for action in ("pan", "zoom", "hover"):
            # Frames are wall time: where others use the machine the script's own time and the CPU of a frame decide.
            frame = found[action]
            assert frame["longest_ms"] <= 100 or (
                os.getloadavg()[0] > os.cpu_count() and frame["longest_script_ms"] <= 50 and frame["cpu_ms_a_frame"] <= 100
            ), f"{name}, {action}: {frame}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("drawings", type=pathlib.Path)
    parser.add_argument("--screenshots", type=pathlib.Path)
    parser.add_argument("--only")
    options = parser.parse_args()
    if options.screenshots:
        options.screenshots.mkdir(parents=True, exist_ok=True)
    Handler.folder = options.drawings
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    failures = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=[
                "--no-sandbox", "--disable-dev-shm-usage", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
            ])
        checks = [
            check_small, check_canvas, check_without_script, functools.partial(check_broken, server=server), check_motion,
            check_strip_and_keys, check_looks, check_speed,
        ]
        for check in checks:
            name = getattr(check, "__name__", "check_broken")
            if options.only and options.only not in name:
                continue
            try:
                check(browser, address, options.screenshots)
                print(f"ok {name}", flush=True)
            except Exception:
                failures += 1
                print(f"FAILED {name}", flush=True)
                traceback.print_exc()
        browser.close()
    server.shutdown()
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
