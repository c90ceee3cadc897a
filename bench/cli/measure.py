"""Runs each command once unmeasured, then all by turns, and prints a row of medians for each; see run."""

import glob
import os
import statistics
import subprocess
import sys
import time

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]
CLUSTER = os.environ["CLUSTER"]
DRAIN = glob.glob("target/dist/drain-*/bin/drain")
JAR = "deployer/target/deployer.jar"

COMMANDS = {
    # The distribution's version does not know AWS_ENDPOINT_URL.
    "aws ecs list-services": ["/usr/bin/aws", "--endpoint-url", ENDPOINT, "ecs", "list-services", "--cluster", CLUSTER],
    "drain status, archive": [*DRAIN, "status"],
    "drain --version, archive": [*DRAIN, "--version"],
    "drain status, plain java -jar": ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", JAR, "status"],
    "./drain status": ["./drain", "status"],
}


def timed(command):
    """Wall and processor seconds of one run."""
    before, begun = os.times(), time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall, after = time.monotonic() - begun, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, cpu


def main():
    if len(DRAIN) != 1:
        sys.exit("target/dist holds %d archives, laid out; dist/archive makes one" % len(DRAIN))
    taken = {name: [] for name in COMMANDS}
    for command in COMMANDS.values():
        timed(command)
    for _ in range(int(sys.argv[1])):
        for name, command in COMMANDS.items():
            taken[name].append(timed(command))
    first = next(iter(taken.values()))
    print("| | wall, s | ratio, median | of the processor, s | ratio, median |\n|---|---|---|---|---|")
    for name, runs in taken.items():
        cells = []
        for figure in range(2):
            median = statistics.median(run[figure] for run in runs)
            ratio = statistics.median(run[figure] / other[figure] for run, other in zip(runs, first))
            cells += ["%.2f" % median, "%.2f" % ratio]
        print("| `%s` | %s |" % (name, " | ".join(cells)))


main()
