"""Measures the sidecar's image and the plan's Python helper side by side; prints the tables of docs/benchmarks.md.

measure.py ROOTFS IMAGE_BYTES: the image's unpacked root file system, and its layers' size as a registry stores them."""
import os
import platform
import socket
import statistics
import subprocess
import sys
import time

from candidate import REQUEST, App, Aws, Candidate, Certificate, environment, free_port, load

HERE = os.path.dirname(os.path.abspath(__file__))
QUICK = os.environ.get("QUICK") == "1"


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


def cpu_per_poll(candidates, seconds):
    """Milliseconds of CPU for each poll of the next seconds, and all that the process does beside it."""
    began = [(c.cpu(), c.aws.reads) for c in candidates]
    time.sleep(seconds)
    return ["%.1f" % ((c.cpu() - cpu) / max(1, c.aws.reads - reads)) for c, (cpu, reads) in zip(candidates, began)]


def settled(candidates):
    """All beside one another for five minutes, polling each second: as many polls as in 25 minutes of a task's life."""
    for c in candidates:
        c.start("1")
    time.sleep(300)
    cpu = cpu_per_poll(candidates, 60)
    resident = ["%.1f" % c.memory()[0] for c in candidates]
    for c in candidates:
        c.stop()
    return {"CPU per poll after 300 polls, ms": cpu, "resident then, MiB": resident}


def measure(candidate):
    result = {}
    starts = []
    for _ in range(3 if QUICK else 7):
        starts.append(candidate.start("5"))
        candidate.stop()
    result["exec to first answer, s"] = "%.2f" % statistics.median(s[0] for s in starts)
    result["exec to first poll, s"] = "%.2f" % statistics.median(s[1] for s in starts)
    candidate.start("1")
    time.sleep(10 if QUICK else 20)
    rss, private, dirty = candidate.memory()
    result["idle: resident, MiB (as alone on its host)"] = "%.1f" % rss
    result["idle: of it private here, MiB"] = "%.1f" % private
    result["idle: private and not backed by a file, MiB"] = "%.1f" % dirty
    result["CPU per poll in the first minute, ms (poll every second)"] = cpu_per_poll([candidate], 10 if QUICK else 20)[0]
    os.sched_setaffinity(candidate.process.pid, {0})
    for task in os.listdir("/proc/%d/task" % candidate.process.pid):
        os.sched_setaffinity(int(task), {0})
    candidate.load(3, 8)
    result["/drain p99 at 1,000/s on one core, ms"] = "%.2f" % paced(candidate.port, 1000, 5 if QUICK else 10)
    p99, rate = candidate.load(5 if QUICK else 10, 8)
    result["/drain throughput on one core, per s"] = "{:,.0f}".format(rate)
    candidate.stop()
    return result


def over_tls(candidates):
    """As on AWS: resident after so many seconds, polling each second; the median of five starts, by turns."""
    certificate = Certificate()
    resident = [[] for _ in candidates]
    for _ in range(5):
        for candidate, values in zip(candidates, resident):
            candidate.start("1", certificate)
            time.sleep(10 if QUICK else 20)
            values.append(candidate.memory()[0])
            candidate.stop()
    medians = [statistics.median(values) for values in resident]
    return {"idle over TLS: resident, MiB, median of five": ["%.1f" % median for median in medians],
            "the same, as a ratio to the helper": ["%.2f" % (median / medians[-1]) for median in medians]}


def flat(candidate):
    """Memory as requests and polls add up: four times 30 s of load, and polls alone until FLAT_POLLS in all."""
    candidate.start("0.01")
    seconds, polls = (10 if QUICK else 30), int(os.environ.get("FLAT_POLLS", "0"))
    rows = []
    asked = 0
    for part in range(5):
        asked += int(candidate.load(seconds if part else 5, 8)[1] * (seconds if part else 5))
        while candidate.aws.reads < polls * part / 4:
            time.sleep(0.1)
        rows.append((asked, candidate.aws.reads, *candidate.memory()))
    candidate.stop()
    return rows


def within(mib, sources=False):
    """What becomes of a container of that memory, its files in memory already, under load for ten seconds."""
    aws, app, port = Aws(state="draining" if sources else "active"), App(), free_port()
    variables = {**environment(aws, port, "1"), **(app.sources() if sources else {})}
    env = [word for name, value in variables.items() for word in ("--env", name + "=" + value)]
    limits = ["--memory", "%dm" % mib, "--memory-swap", "%dm" % mib, "--read-only", "--cap-drop", "ALL", "--user", "65532"]
    container = subprocess.run(
        ["docker", "run", "--detach", "--network", "host", *limits, *env, "ecs-drain-sidecar"],
        capture_output=True, text=True, check=True).stdout.strip()
    deadline = time.monotonic() + 30
    while aws.reads < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    rate = load(port, 10, 8)[1]
    alive = subprocess.run(
        ["docker", "inspect", "--format", "{{.State.Running}} {{.State.OOMKilled}}", container],
        capture_output=True, text=True, check=True).stdout.strip()
    subprocess.run(["docker", "rm", "--force", container], capture_output=True, check=True)
    aws.shutdown()
    app.shutdown()
    return "runs, {:,.0f} requests/s".format(rate) if alive == "true false" else "killed"


def main():
    rootfs, image_bytes = sys.argv[1], int(sys.argv[2])
    with open(rootfs + "/app/java.options") as f:
        options = f.read().replace("/app/sidecar.aot", rootfs + "/app/sidecar.aot").split()
    command = [rootfs + "/opt/java/sidecar/bin/java", *options, "-jar", rootfs + "/app/sidecar.jar"]
    sidecar = Candidate("sidecar", command, {"MALLOC_ARENA_MAX": "1"})
    draining = Candidate("sidecar, draining with all sources", command, {"MALLOC_ARENA_MAX": "1"}, sources=True)
    helper = Candidate("Python helper", ["/usr/bin/python3", HERE + "/drain_flag.py"], {})
    with open("/proc/cpuinfo") as f:
        model = next(line.split(":")[1].strip() for line in f if line.startswith("model name"))
    print("machine: %s, %d cores, Linux %s; load before: %.1f" % (
        model, os.cpu_count(), platform.release(), os.getloadavg()[0]))
    candidates = (sidecar, draining, helper)
    results = [measure(candidate) for candidate in candidates]
    print("\n| | %s |\n|---|---|---|---|" % " | ".join(candidate.name for candidate in candidates))
    for row in results[0]:
        print("| %s | %s |" % (row, " | ".join(result[row] for result in results)))
    for row, values in {**over_tls(candidates), **({} if QUICK else settled(candidates))}.items():
        print("| %s | %s |" % (row, " | ".join(values)))
    print("| image, compressed, MB | %.1f | the same | |" % (image_bytes / 1e6))
    print("\n| after requests | and polls | resident, MiB | private, MiB | not backed by a file, MiB |\n|---|---|---|---|---|")
    for asked, polls, *memory in flat(draining):
        print("| {:,} | {:,} | {:.1f} | {:.1f} | {:.1f} |".format(asked, polls, *memory))
    print("\n| memory limit, files in memory already | under load | draining with all sources, under load |\n|---|---|---|")
    within(96)
    for mib in (64, 56, 48, 44, 40, 36):
        print("| %d MiB | %s | %s |" % (mib, within(mib), within(mib, sources=True)))


main()
