"""A process to be measured, the AWS that it asks, and the load it is put under."""
import os
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

REQUEST = b"GET /drain HTTP/1.1\r\nHost: localhost:9901\r\nConnection: close\r\n\r\n"


class Aws(ThreadingHTTPServer):
    """What one candidate asks; counts its reads of the parameter."""
    daemon_threads = True

    def __init__(self, certificate=None, state="active"):
        super().__init__(("127.0.0.1", 0), Answers)
        self.state = state.encode()
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate.pem)
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.reads, self.first = 0, None
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Certificate:
    """Of localhost, for both sides: as PEM with its key for Python, as a trust store for Java."""

    def __init__(self):
        folder = tempfile.mkdtemp()
        self.pem, self.store = folder + "/localhost.pem", folder + "/trust.p12"
        run = dict(check=True, capture_output=True)
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                        "-addext", "subjectAltName=DNS:localhost", "-keyout", folder + "/key", "-out", folder + "/cert"], **run)
        with open(self.pem, "w") as both:
            both.write(open(folder + "/key").read() + open(folder + "/cert").read())
        subprocess.run(["keytool", "-importcert", "-noprompt", "-alias", "aws", "-file", folder + "/cert", "-keystore", self.store,
                        "-storetype", "PKCS12", "-storepass", "benchmark"], **run)


class Answers(BaseHTTPRequestHandler):
    """The state parameter, task credentials and task metadata; the same for both, though each asks in its own way."""
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def log_message(self, *_):
        pass

    def answer(self, body, kind):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.first = self.server.first or time.monotonic()
        self.server.reads += 1
        state = (b'{"Name":"/apps/bench/1/state","Type":"String","Value":"' + self.server.state + b'","Version":1,'
                 b'"LastModifiedDate":1767225600.0,"DataType":"text"}')
        if self.headers.get("X-Amz-Target") == "AmazonSSM.GetParameters":
            body = b'{"Parameters":[' + state + b'],"InvalidParameters":["/apps/bench/1/fence"]}'
        else:
            body = b'{"Parameter":' + state + b'}'
        self.answer(body, "application/x-amz-json-1.1")

    def do_GET(self):
        if "task" in self.path:
            body = b'{"TaskARN":"arn:aws:ecs:eu-west-1:123456789012:task/b/0123456789abcdef0123456789abcdef"}'
        else:
            body = b'{"AccessKeyId":"AK","SecretAccessKey":"s","Token":"t","Expiration":"2099-01-01T00:00:00Z"}'
        self.answer(body, "application/json")


class App(ThreadingHTTPServer):
    """An app that says how many sessions it has, is told of each change of state, and has a port to be watched."""
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Said)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def sources(self):
        url = "http://127.0.0.1:%d" % self.server_address[1]
        return {"DRAIN_BUSY_PORTS": str(self.server_address[1]), "DRAIN_BUSY_URL": url + "/jobs", "DRAIN_BUSY_FIELD": "/active",
                "DRAIN_NOTIFY_URL": url + "/state"}


class Said(Answers):

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.answer(b"{}", "application/json")

    def do_GET(self):
        self.answer(b'{"active":0}', "application/json")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def environment(aws, port, poll):
    base = "http://127.0.0.1:%d" % aws.server_address[1]
    return {
        "DEPLOYMENT_NAME": "bench", "DEPLOYMENT_ID": "1", "DRAIN_PARAM": "/apps/bench/1/state",
        "DRAIN_POLL_SECONDS": poll, "DRAIN_PORT": str(port),
        "ECS_CONTAINER_METADATA_URI_V4": base + "/metadata", "AWS_ENDPOINT_URL": base,
        "AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": base + "/credentials", "AWS_EC2_METADATA_DISABLED": "true",
    }


def load(port, seconds, connections):
    """What wrk says: p99, and requests per second."""
    run = subprocess.run(
        ["wrk", "-t1", "-c%d" % connections, "-d%ds" % seconds, "--latency", "-H", "Host: localhost:9901",
         "http://127.0.0.1:%d/drain" % port], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in run.splitlines()]
    p99 = next((row[1] for row in rows if row and row[0] == "99%"), "none")
    rate = next((float(row[1]) for row in rows if row and row[0] == "Requests/sec:"), 0.0)
    return p99, rate


class Candidate:
    def __init__(self, name, command, extra, sources=False):
        """sources: whether it has every source of a session count beside its reports; it drains then, when all are looked at."""
        self.name, self.command, self.extra, self.sources = name, command, extra, sources

    def start(self, poll, certificate=None):
        self.agent = Aws() if certificate else None
        self.aws = aws = Aws(certificate, "draining" if self.sources else "active")
        self.app = App() if self.sources else None
        self.port = free_port()
        env = {"PATH": "/usr/bin:/bin", **environment(self.agent or aws, self.port, poll), **self.extra}
        env.update(self.app.sources() if self.app else {})
        command = self.command
        if certificate:
            env.update(AWS_ENDPOINT_URL="https://localhost:%d" % aws.server_address[1], AWS_CA_BUNDLE=certificate.pem)
            if "java" in command[0]:
                del env["AWS_CA_BUNDLE"]
                command = [command[0], "-Djavax.net.ssl.trustStore=" + certificate.store,
                           "-Djavax.net.ssl.trustStorePassword=benchmark", *command[1:]]
        began = time.monotonic()
        self.process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        answered = None
        while answered is None or aws.first is None:
            if self.process.poll() is not None or time.monotonic() - began > 60:
                raise SystemExit(self.name + " did not start")
            if answered is None:
                try:
                    with socket.create_connection(("127.0.0.1", self.port), timeout=5) as s:
                        s.sendall(REQUEST)
                        if b" 200 " in s.recv(64):
                            answered = time.monotonic() - began
                except OSError:
                    time.sleep(0.002)
            else:
                time.sleep(0.002)
        return answered, aws.first - began

    def stop(self):
        self.process.kill()
        self.process.wait()
        for server in filter(None, (self.aws, self.agent, self.app)):
            server.shutdown()
            server.server_close()

    def memory(self):
        """MiB: resident, private, and the part of private that no file backs."""
        with open("/proc/%d/smaps_rollup" % self.process.pid) as f:
            rows = {line.split()[0][:-1]: int(line.split()[1]) for line in f if " kB" in line}
        return [kib / 1024 for kib in (rows["Rss"], rows["Private_Clean"] + rows["Private_Dirty"], rows["Private_Dirty"])]

    def cpu(self):
        """Milliseconds of all threads that live."""
        total = 0
        for task in os.listdir("/proc/%d/task" % self.process.pid):
            try:
                with open("/proc/%d/task/%s/schedstat" % (self.process.pid, task)) as f:
                    total += int(f.read().split()[0])
            except OSError:
                continue
        return total / 1e6

    def load(self, seconds, connections):
        return load(self.port, seconds, connections)
