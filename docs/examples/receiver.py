"""Receives alerts: checks who sent them, and takes each of them once.

pip install standardwebhooks
LASTDANCE_SECRET=whsec_... python receiver.py 8080
"""

import os
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

from standardwebhooks import Webhook, WebhookVerificationError

ours = Webhook(os.environ["LASTDANCE_SECRET"])
taken: set[str] = set()  # in earnest: a table with a unique key, rows kept for a week


class Desk(BaseHTTPRequestHandler):
    """Answers 204 to what is genuine, whether it is new or a repeat."""

    def do_POST(self) -> None:
        """Take one message."""
        body = self.rfile.read(min(int(self.headers.get("Content-Length", 0)), 20_000))
        try:
            message = ours.verify(body, dict(self.headers))
        except WebhookVerificationError:
            return self.send_error(401)
        if self.headers["webhook-id"] not in taken:
            print(message["type"], message["data"].get("title", ""), flush=True)
            taken.add(self.headers["webhook-id"])  # after the work: a crash means a repeat
        self.send_response(204)
        return self.end_headers()


with HTTPServer(("127.0.0.1", int(sys.argv[1])), Desk) as server:
    print("listening on port", server.server_port, flush=True)
    server.serve_forever()
