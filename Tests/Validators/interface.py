"""Checks a server against its own OpenAPI document.

    interface.py DOCUMENT                          the document is one of OpenAPI 3.1
    interface.py --ask ORIGIN TOKEN [EXAMPLES]     every operation answers as the document says, and none with 500

EXAMPLES are requests of each kind for each operation, 15 by default; DAYLIGHT_EXAMPLES, where it is set, counts instead.
A few are asked as fast as they come; many go slowly enough that the server does not refuse them for their number.

Ends with 0 where all is well, and says otherwise what is not.
"""

import json
import os
import subprocess
import sys
import tempfile

if sys.argv[1] == "--ask":
    origin, token = sys.argv[2:4]
    examples = os.environ.get("DAYLIGHT_EXAMPLES") or (sys.argv[4] if len(sys.argv) > 4 else "15")
    result = subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", "run", f"{origin}/api/openapi.json",
         "--url", origin, "-H", f"Authorization: Bearer {token}", "-H", "Accept: application/json",
         # Events never end by themselves, and a page of a run may be megabytes.
         "--exclude-path-regex", "events$",
         "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,"
                     "response_headers_conformance",
         "--max-examples", examples, "--phases", "examples,fuzzing", "--seed", "1", "--request-timeout", "30",
         "--max-response-time", "30", "--suppress-health-check", "all", "--no-color", "--workers", "1",
         "--rate-limit", "9/s" if int(examples) > 2 else "200/s"],
        capture_output=True, text=True, cwd=tempfile.gettempdir())
    print(result.stdout[-12_000:], result.stderr[-2_000:])
    sys.exit(result.returncode)

from openapi_spec_validator import OpenAPIV31SpecValidator

with open(sys.argv[1]) as file:
    document = json.load(file)
errors = list(OpenAPIV31SpecValidator(document).iter_errors())
for error in errors[:20]:
    print("/".join(str(part) for part in error.absolute_path), error.message[:300])
sys.exit(1 if errors else 0)
