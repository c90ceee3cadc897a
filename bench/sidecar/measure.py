"""Measures the sidecar's image and the plan's Python helper side by side; prints the table of docs/benchmarks.md.

measure.py ROOTFS IMAGE_BYTES: the image's unpacked root file system, and its layers' size as a registry stores them."""
import os
import platform
import socket
import statistics
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HERE = os.path.dirname(os.path.abspath(__file__))
QUICK = os.environ.get("QUICK") == "1"
REQUEST = b"GET /drain HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


class Aws(BaseHTTPRequestHandler):
    """GetParameter, task credentials and task metadata; the same for both."""
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    reads = 0
    first = None

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
        Aws.first = Aws.first or time.monotonic()
        Aws.reads += 1
        self.answer(b'{"Parameter":{"Name":"/apps/bench/1/state","Type":"String","Value":"active","Version":1,'
                    b'"LastModifiedDate":1767225600.0,"DataType":"text"}}', "application/x-amz-json-1.1")

    def do_GET(self):
        if "task" in self.path:
            body = b'{"TaskARN":"arn:aws:ecs:eu-west-1:123456789012:task/b/0123456789abcdef0123456789abcdef"}'
        else:
            body = b'{"AccessKeyId":"AK","SecretAccessKey":"s","Token":"t","Expiration":"2099-01-01T00:00:00Z"}'
        self.answer(body, "application/json")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Candidate:
    def __init__(self, name, command, extra):
        self.name, self.command, self.extra = name, command, extra

    def start(self, aws, poll):
        self.port = free_port()
        base = "http://127.0.0.1:%d" % aws.server_address[1]
        env = {
            "PATH": "/usr/bin:/bin", "DEPLOYMENT_NAME": "bench", "DEPLOYMENT_ID": "1",
            "DRAIN_PARAM": "/apps/bench/1/state", "DRAIN_POLL_SECONDS": poll, "DRAIN_PORT": str(self.port),
            "ECS_CONTAINER_METADATA_URI_V4": base + "/metadata", "AWS_ENDPOINT_URL": base,
            "AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-1",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": base + "/credentials", "AWS_EC2_METADATA_DISABLED": "true",
        }
        env.update(self.extra)
        Aws.first, Aws.reads = None, 0
        began = time.monotonic()
        self.process = subprocess.Popen(self.command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        answered = None
        while answered is None or Aws.first is None:
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
        return answered, Aws.first - began

    def stop(self):
        self.process.kill()
        self.process.wait()

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

    def load(self, seconds, connections, extra=()):
        run = subprocess.run(
            ["wrk", "-t1", "-c%d" % connections, "-d%ds" % seconds, "--latency", "-H", "Host: localhost", *extra,
             "http://127.0.0.1:%d/drain" % self.port], capture_output=True, text=True, check=True).stdout
        rows = [line.split() for line in run.splitlines()]
        p99 = next(row[1] for row in rows if row and row[0] == "99%")
        rate = next(float(row[1]) for row in rows if row and row[0] == "Requests/sec:")
        return p99, rate


def paced(port, per_second, seconds):
    """p99 in ms of requests sent at a steady pace over one kept connection, each timed from when it was due."""
    times = []
    with socket.create_connection(("127.0.0.1", port)) as s:
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        keep = REQUEST.replace(b"Connection: close\r\n", b"")
        due = time.perf_counter()
        for _ in range(per_second * seconds):
            due += 1 / per_second
            while time.perf_counter() < due:
                pass
            s.sendall(keep)
            answer = s.recv(65536)
            while b"}" not in answer:
                answer += s.recv(65536)
            times.append((time.perf_counter() - due) * 1000)
    times.sort()
    return times[int(len(times) * 0.99)]


def measure(candidate, aws):
    result = {}
    starts = []
    for _ in range(3 if QUICK else 7):
        starts.append(candidate.start(aws, "5"))
        candidate.stop()
    result["exec to first answer, s"] = "%.2f" % statistics.median(s[0] for s in starts)
    result["exec to first poll, s"] = "%.2f" % statistics.median(s[1] for s in starts)
    candidate.start(aws, "1")
    time.sleep(10 if QUICK else 20)
    rss, private, dirty = candidate.memory()
    result["idle: resident, MiB"] = "%.1f" % rss
    result["idle: private, MiB"] = "%.1f" % private
    result["idle: private and not backed by a file, MiB"] = "%.1f" % dirty
    cpu, reads = candidate.cpu(), Aws.reads
    time.sleep(10 if QUICK else 20)
    result["CPU per poll, ms (poll every second)"] = "%.1f" % ((candidate.cpu() - cpu) / max(1, Aws.reads - reads))
    os.sched_setaffinity(candidate.process.pid, {0})
    for task in os.listdir("/proc/%d/task" % candidate.process.pid):
        os.sched_setaffinity(int(task), {0})
    candidate.load(3, 8)
    result["/drain p99 at 1,000/s on one core, ms"] = "%.2f" % paced(candidate.port, 1000, 5 if QUICK else 10)
    p99, rate = candidate.load(5 if QUICK else 10, 8)
    result["/drain throughput on one core, per s"] = "{:,.0f}".format(rate)
    candidate.stop()
    return result


def flat(candidate, aws):
    """Memory as requests and polls add up."""
    candidate.start(aws, "0.01")
    rows = []
    asked = 0
    for seconds in [5] + [int(os.environ.get("FLAT_SECONDS", "10" if QUICK else "30"))] * 4:
        asked += int(candidate.load(seconds, 8)[1] * seconds)
        rows.append((asked, Aws.reads, *candidate.memory()))
    candidate.stop()
    return rows


def main():
    rootfs, image_bytes = sys.argv[1], int(sys.argv[2])
    aws = ThreadingHTTPServer(("127.0.0.1", 0), Aws)
    threading.Thread(target=aws.serve_forever, daemon=True).start()
    with open(rootfs + "/app/java.options") as f:
        options = f.read().replace("/app/sidecar.aot", rootfs + "/app/sidecar.aot").split()
    sidecar = Candidate(
        "sidecar", [rootfs + "/opt/java/sidecar/bin/java", *options, "-jar", rootfs + "/app/sidecar.jar"],
        {"MALLOC_ARENA_MAX": "1"})
    helper = Candidate("Python helper", ["/usr/bin/python3", HERE + "/drain_flag.py"], {})
    with open("/proc/cpuinfo") as f:
        model = next(line.split(":")[1].strip() for line in f if line.startswith("model name"))
    print("machine: %s, %d cores, Linux %s; load before: %.1f" % (
        model, os.cpu_count(), platform.release(), os.getloadavg()[0]))
    results = [measure(candidate, aws) for candidate in (sidecar, helper)]
    print("\n| | sidecar | Python helper |\n|---|---|---|")
    for row in results[0]:
        print("| %s | %s | %s |" % (row, results[0][row], results[1][row]))
    print("| image, compressed, MB | %.1f | |" % (image_bytes / 1e6))
    print("\n| after requests | and polls | resident, MiB | private, MiB | not backed by a file, MiB |\n|---|---|---|---|---|")
    for asked, polls, *memory in flat(sidecar, aws):
        print("| {:,} | {:,} | {:.1f} | {:.1f} | {:.1f} |".format(asked, polls, *memory))


main()
