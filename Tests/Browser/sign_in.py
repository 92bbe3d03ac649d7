"""Signing in with an identity provider in a real browser: whether its cookies come along where they must, and nowhere else.

    DAYLIGHT=.build/debug/daylight python Tests/Browser/sign_in.py

The provider stands at localhost and the server at 127.0.0.1, which are two sites to a browser.
"""

import base64
import hashlib
import http.server
import json
import os
import pathlib
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

from playwright.sync_api import sync_playwright


def text(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Provider(http.server.BaseHTTPRequestHandler):
    """Knows one person, who presses a button."""

    grants = {}

    def do_GET(self):
        address = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(address.query))
        base = f"http://localhost:{self.server.server_port}"
        if address.path == "/.well-known/openid-configuration":
            self.answer({
                "issuer": base, "authorization_endpoint": base + "/authorize", "token_endpoint": base + "/token",
                "jwks_uri": base + "/keys", "end_session_endpoint": base + "/leave"})
        elif address.path == "/keys":
            self.answer({"keys": [{"kty": "RSA", "kid": "1", "n": text(self.server.modulus), "e": "AQAB"}]})
        elif address.path == "/authorize":
            self.page(f"""<form method="post" action="/approve?{address.query}"><button>It is me</button></form>""")
        elif address.path == "/leave":
            self.page("<p>You have left.</p>")
        elif address.path == "/link":
            self.page(f"""<a href="{query["to"]}">a link from elsewhere</a>""")
        else:
            self.send_error(404)

    def do_POST(self):
        address = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(address.query))
        body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
        if address.path == "/approve":
            code = secrets.token_urlsafe()
            self.grants[code] = query
            self.send_response(302)
            back = urllib.parse.urlencode({"code": code, "state": query["state"]})
            self.send_header("Location", query["redirect_uri"] + "?" + back)
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif address.path == "/token":
            form = dict(urllib.parse.parse_qsl(body))
            grant = self.grants.pop(form["code"])
            challenge = text(hashlib.sha256(form["code_verifier"].encode()).digest())
            assert challenge == grant["code_challenge"] and form["redirect_uri"] == grant["redirect_uri"]
            now = int(time.time())
            claims = {
                "iss": f"http://localhost:{self.server.server_port}", "aud": grant["client_id"], "sub": "8a3f",
                "exp": now + 300, "iat": now, "nonce": grant["nonce"], "preferred_username": "ada", "groups": ["editors"]}
            signed = ".".join(text(json.dumps(part).encode()) for part in ({"alg": "RS256", "kid": "1"}, claims))
            signature = subprocess.run(
                ["openssl", "dgst", "-sha256", "-sign", self.server.key], input=signed.encode(), capture_output=True,
                check=True).stdout
            self.answer({"access_token": "x", "token_type": "Bearer", "id_token": signed + "." + text(signature)})
        else:
            self.send_error(404)

    def answer(self, document):
        self.send(json.dumps(document).encode(), "application/json")

    def page(self, body):
        self.send(f"<!DOCTYPE html><title>Provider</title>{body}".encode(), "text/html")

    def send(self, body, kind):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def look(browser, server, provider, check):
    """Goes the whole way, and comes back from elsewhere later."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(server + "/runs?count=5")
    check("who is not signed in is led to the page to sign in", "/login?next=" in page.url, page.url)
    page.get_by_role("link", name="Sign in with the newsroom").click()
    page.wait_for_url(provider + "/authorize*")
    page.get_by_role("button", name="It is me").click()
    page.wait_for_url(server + "/runs?count=5", timeout=10_000)
    check("the way leads through the provider back to where it began", page.get_by_role("heading", name="Runs").count() > 0)
    cookies = {cookie["name"]: cookie for cookie in context.cookies(server)}
    session = next((cookie for name, cookie in cookies.items() if not name.endswith("-sign-in")), None)
    check(
        "the session's cookie is Strict, and nothing of the sign-in is left",
        len(cookies) == 1 and session and session["sameSite"] == "Strict" and session["httpOnly"], str(cookies))
    page.go_back()
    check("going back leads nowhere with a code", "code=" not in page.url or "began no sign-in" in page.content(), page.url)
    page.goto(provider + "/link?" + urllib.parse.urlencode({"to": server + "/people"}))
    page.get_by_role("link").click()
    page.wait_for_url(server + "/people")
    page.wait_for_load_state("networkidle")
    check("a link from elsewhere finds the session by itself", "Not for you" in page.content(), page.content()[:300])
    page.goto(server + "/runs")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/login?done=signedOut")
    page.get_by_role("link", name="sign out there, too").click()
    check("the way out of the provider is shown", page.url.startswith(provider + "/leave?client_id=daylight"), page.url)
    page.goto(server + "/runs")
    check("who signed out is out", "/login" in page.url, page.url)


def main():
    program = os.environ["DAYLIGHT"]
    broken = []
    count = 0

    def check(what, holds, reason=""):
        nonlocal count
        count += 1
        print(f"{'ok     ' if holds else 'BROKEN '} {what}{'' if holds else ': ' + reason}", flush=True)
        if not holds:
            broken.append(what)

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        key = folder / "key.pem"
        subprocess.run(
            ["openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", key], check=True,
            capture_output=True)
        modulus = subprocess.run(
            ["openssl", "rsa", "-in", key, "-noout", "-modulus"], check=True, capture_output=True, text=True).stdout
        provider = http.server.ThreadingHTTPServer(("localhost", 0), Provider)
        provider.key, provider.modulus = str(key), bytes.fromhex(modulus.strip().split("=")[1])
        threading.Thread(target=provider.serve_forever, daemon=True).start()
        there = f"http://localhost:{provider.server_port}"
        port = free_port()
        here = f"http://127.0.0.1:{port}"
        subprocess.run([program, "init", folder / "case", "--no-key"], check=True, capture_output=True)
        server = subprocess.Popen(
            [program, "serve", "--case", folder / "case", "--port", str(port), "--public-address", here,
             "--provider", there, "--provider-client", "daylight", "--provider-name", "the newsroom",
             "--provider-role", "editors=viewer"], stdout=subprocess.PIPE, text=True)
        try:
            server.stdout.readline()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
                look(browser, here, there, check)
                browser.close()
        finally:
            server.terminate()
            server.wait(30)
    print(f"{count} checks of signing in, {len(broken)} broken")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
