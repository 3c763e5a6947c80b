"""What the peers written in Python share: reading an export, checking the
answers, timing, and the lines that are printed."""

import argparse
import json
import math
import os
import sys
import time

TOP = 20  # results per query
FORMS = ("correlated", "joined")
QUERIES = tuple(f"{part}.{form}" for part in ("eligible", "all", "counted")
                for form in FORMS)
NOT_INSTALLED = 77  # the exit code of a peer that is not there
MOST_SECONDS = 3.0  # per requirement and kind of answer
LEAST_SAMPLES = 5
# Of a query so slow that LEAST_SAMPLES take longer than this, fewer do.
SLOW_SECONDS = 15.0
SLOW_SAMPLES = 3


def arguments(text):
    parser = argparse.ArgumentParser(description=text)
    parser.add_argument("folder", help="what `ketnoi-bench export` wrote")
    parser.add_argument("--repeat", type=int, default=200)
    return parser.parse_args()


def skip(reason):
    print(reason, file=sys.stderr)
    sys.exit(NOT_INSTALLED)


class Export:
    """The files of one export."""

    def __init__(self, folder):
        self.folder = folder
        with open(self.path("requirements.jsonl")) as file:
            self.requirements = [json.loads(line) for line in file]

    def path(self, name):
        return os.path.abspath(os.path.join(self.folder, name))

    def text(self, name):
        with open(self.path(name)) as file:
            return file.read()

    def query(self, requirement, form, fence):
        """`form`: eligible.correlated, ..., totals; see README.md."""
        text = self.text(f"queries/{requirement['name']}.{form}.sql")
        if requirement["everything"]:
            candidates = "TRUE"
        elif form.startswith("eligible"):
            first, last = requirement["ranges"][0]
            candidates = f"r.category BETWEEN {first} AND {last}"
        else:
            listed = ", ".join(map(str, sorted(requirement["categories"])))
            candidates = f"r.category IN ({listed})"
        return text.replace("{candidates}", candidates).replace(
            "{fence}", fence).strip()

    def expected(self, requirement):
        lines = self.text(f"queries/{requirement['name']}.expected.csv")
        return [tuple(map(int, line.split(",")))
                for line in lines.splitlines()[1:]]


def ask_top(run, form):
    """The best suppliers. `run` runs a query by its name. Eligible ones come
    before all others, so that these are only looked at if they are needed."""
    rows = run(f"eligible.{form}")
    return rows if len(rows) == TOP else run(f"all.{form}")


def ask_counted(run, form):
    """The best suppliers and the totals, as Ketnoi always answers."""
    return run(f"counted.{form}")


# What is measured: the word in the output, and what asks.
MODES = {"top": ask_top, "counted": ask_counted}


def check(requirement, what, actual, expected):
    """Ends the program with a diff unless they are equal."""
    if actual == expected:
        return
    print(f"{requirement['name']}, {what}: wrong answer", file=sys.stderr)
    for i in range(max(len(actual), len(expected))):
        got = actual[i] if i < len(actual) else None
        wanted = expected[i] if i < len(expected) else None
        mark = " " if got == wanted else "!"
        print(f"{mark} {got} instead of {wanted}", file=sys.stderr)
    sys.exit(1)


def check_answers(export, requirement, run):
    """Whether all that is timed answers right; milliseconds that it took, by
    mode and form."""
    expected = export.expected(requirement)
    totals = tuple(requirement[key]
                   for key in ("eligible", "conditional", "candidates"))
    answers = {"top": expected, "counted": [row + totals for row in expected]}
    times = {}
    for mode, ask in MODES.items():
        for form in FORMS:
            start = time.perf_counter()
            rows = ask(run, form)
            times[mode, form] = (time.perf_counter() - start) * 1000
            check(requirement, f"{mode}.{form}", rows, answers[mode])
    return times


def enough(samples, seconds):
    return (len(samples) >= LEAST_SAMPLES and seconds > MOST_SECONDS
            or len(samples) >= SLOW_SAMPLES and seconds > SLOW_SECONDS)


def timed(run):
    """Milliseconds of one run."""
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000


def measure(run, repeat):
    """Milliseconds of each run; a few came before."""
    samples = []
    begin = time.perf_counter()
    while (len(samples) < repeat
           and not enough(samples, time.perf_counter() - begin)):
        samples.append(timed(run))
    return samples


def fastest(ask, run, first):
    """The form that is fastest in a few runs: what a user who reads plans would
    settle on. `first`: milliseconds of the first run of each form, which are
    enough of a slow one."""
    def median(form):
        samples = [first[form]]
        while len(samples) < 7 and sum(samples) < MOST_SECONDS * 1000 / 3:
            samples.append(timed(lambda: ask(run, form)))
        return percentile(samples, 0.5)
    return min(FORMS, key=median)


def percentile(samples, share):
    ordered = sorted(samples)
    rank = math.ceil(share * len(ordered))
    return ordered[min(max(rank, 1), len(ordered)) - 1]


def measure_and_report(peer, version, export, run_of, repeat, load_seconds,
                       size):
    """Checks, times and prints every requirement. `run_of` gives, for a
    requirement and its number, what runs a query by its name."""
    for number, requirement in enumerate(export.requirements):
        run = run_of(number, requirement)
        times = check_answers(export, requirement, run)
        for mode, ask in MODES.items():
            form = fastest(ask, run, {form: times[mode, form]
                                      for form in FORMS})
            samples = measure(lambda: ask(run, form), repeat)
            report(peer, version, requirement, mode, form, samples,
                   load_seconds, size)


def report(peer, version, requirement, mode, form, samples, load_seconds, size):
    print(json.dumps({
        "peer": peer, "version": version, "class": requirement["class"],
        "requirement": requirement["name"], "mode": mode, "form": form,
        "p50": percentile(samples, 0.5), "p95": percentile(samples, 0.95),
        "p99": percentile(samples, 0.99), "load_s": load_seconds,
        "bytes": size, "samples": samples}), flush=True)
