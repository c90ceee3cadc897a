"""An app beside the drain sidecar, in Python without packages: asks /drain, hands out its affinity while it may, reports open
sessions, and learns of a change by a long poll."""
import json
import os
import threading
import time
import urllib.request

SIDECAR = os.environ.get("DRAIN_URL", "http://localhost:9901")


class Drain:
    def __init__(self):
        self.state = "unknown"
        self.changed = threading.Event()

    def watch(self):
        """For a thread of its own. No answer changes nothing: the last known state holds."""
        wait = ""
        while True:
            try:
                with urllib.request.urlopen(SIDECAR + "/drain" + wait, timeout=65) as answer:
                    state = json.load(answer)["state"]
            except (OSError, ValueError, KeyError):
                time.sleep(1)
                continue
            if state != self.state or not wait:
                self.state = state
                self.changed.set()
            wait = "?wait=30&since=" + state

    def affinity(self):
        """What to hand a new client; None while draining: sessions that are here stay, new ones go elsewhere."""
        return None if self.state in ("draining", "stopping") else os.environ.get("DEPLOYMENT_ID")


def report(sessions):
    body = json.dumps({"count": sessions, "ttl_seconds": 60}).encode()
    request = urllib.request.Request(
        SIDECAR + "/busy/python", data=body, method="PUT", headers={"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=5).close()


if __name__ == "__main__":
    drain = Drain()
    threading.Thread(target=drain.watch, daemon=True).start()
    while True:
        try:
            report(int(os.environ.get("SESSIONS", "0")))  # your app knows how many are open
        except OSError as failed:
            print("report failed:", failed, flush=True)
        if drain.changed.wait(20):
            drain.changed.clear()
            print("affinity", drain.affinity() or "none", flush=True)
