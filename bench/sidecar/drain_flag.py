"""The rival: the plan's helper as a team would put it into an app, behind the smallest HTTP server that Python brings, so that it
answers the same question. Polls, keeps the grace timer, writes EMF."""
import json
import os
import threading
import time
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
import requests

PARAM = os.environ["DRAIN_PARAM"]
POLL = float(os.getenv("DRAIN_POLL_SECONDS", "5"))
GRACE = int(os.getenv("DRAIN_GRACE_SECONDS", "30"))
TASK_ID = requests.get(os.environ["ECS_CONTAINER_METADATA_URI_V4"] + "/task", timeout=2).json()["TaskARN"].split("/")[-1]

# The distribution's boto3 is older than AWS_ENDPOINT_URL.
ssm = boto3.client("ssm", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
draining = False
t0 = None
shutdown_ready = 0


def emit(value):
    print(json.dumps({
        "_aws": {
            "Timestamp": int(datetime.utcnow().timestamp() * 1000),
            "CloudWatchMetrics": [{
                "Namespace": "App/Drain",
                "Dimensions": [["deployment_name", "deployment_id", "task_id"]],
                "Metrics": [{"Name": "ShutdownReady", "Unit": "Count"}],
            }],
        },
        "deployment_name": os.environ["DEPLOYMENT_NAME"],
        "deployment_id": os.environ["DEPLOYMENT_ID"],
        "task_id": TASK_ID,
        "ShutdownReady": value,
    }), flush=True)


def poll():
    global draining, t0, shutdown_ready
    while True:
        try:
            value = ssm.get_parameter(Name=PARAM)["Parameter"]["Value"]
            now = time.time()
            if value == "draining":
                if not draining:
                    draining, t0 = True, now
                shutdown_ready = 1 if now - t0 >= GRACE else 0
            else:
                draining, t0, shutdown_ready = False, None, 0
            emit(shutdown_ready)
        except Exception:
            pass
        time.sleep(POLL)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def log_message(self, *_):
        pass

    def do_GET(self):
        body = json.dumps({"draining": draining, "shutdown_ready": bool(shutdown_ready)}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()


threading.Thread(target=poll, daemon=True).start()
ThreadingHTTPServer(("127.0.0.1", int(os.environ["DRAIN_PORT"])), Handler).serve_forever()
