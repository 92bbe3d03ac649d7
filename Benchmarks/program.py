"""The built program, as measurements run it."""

import os
import subprocess
import sys

DAYLIGHT = os.environ.get("DAYLIGHT", ".build/release/daylight")
ENVIRONMENT = {**os.environ, "DAYLIGHT_PASSPHRASE": "only for measuring"}


def run(*words, codes=(0,)):
    done = subprocess.run([DAYLIGHT, *words], capture_output=True, text=True, env=ENVIRONMENT)
    if done.returncode not in codes:
        sys.exit(f"daylight {' '.join(words)}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout
