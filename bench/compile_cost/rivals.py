#!/usr/bin/env python3
"""Measures `cargo check` of the clients that pointapi and other generators make from the same OpenAPI documents.

Generates a crate from each document with each generator (`generators.py` has them and their versions), compiles its
dependencies, and checks the crate alone. Prints one table: lines of Rust, CPU seconds of Cargo and its child processes,
and the peak memory of the largest process, which is rustc. A generator that fails, and a crate that does not compile,
has its first error instead.

    POINTAPI_DOCUMENTS=FOLDER bench/compile_cost/rivals.py            every document, the smallest first
    POINTAPI_DOCUMENTS=FOLDER bench/compile_cost/rivals.py docker     docker.json alone (others may follow)

Everything is below `target/rivals`: the generators, which a first run installs from crates.io and PyPI, the crates, the
output of what failed, and `figures.json`. A later run replaces the figures of the documents that it measures. The least
CPU time of all rounds counts. Other load on the machine adds up to a fifth to CPU time, and nothing to memory.

Needs Cargo, Python's `venv` and, since openapi-generator's crates link OpenSSL by default, OpenSSL's headers.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from generators import FOLDER, GENERATORS, ROOT
from run import print_row

FIGURES = FOLDER / "figures.json"
OURS = "pointapi"
# A line that begins the report of an error: rustc's, Cargo's, Java's, progenitor's, or a panic.
FIRST_ERROR = r"error|\[error\]|exception|gen fail|thread .* panicked at"
COLUMNS = ("lines", "CPU s", "MiB", "CPU ms per operation", "KiB per operation")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="measure this document (default: all of the folder)")
    parser.add_argument("--only", action="append", choices=GENERATORS, help="run this generator (may be repeated)")
    parser.add_argument("--rounds", type=int, default=2, help="how often each crate is checked (default: 2)")
    options = parser.parse_args()
    chosen = documents(options.names)
    FOLDER.mkdir(parents=True, exist_ok=True)
    generators = options.only or list(GENERATORS)
    for name in generators:
        GENERATORS[name].install(GENERATORS[name].version)
    figures = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
    for document in chosen:
        of_document = figures.setdefault(document.stem, {})
        for name in generators:
            row = {"version": GENERATORS[name].version, **measure(name, document, options.rounds)}
            of_document[name] = row
            print(f"{document.stem} {name}: {row}", file=sys.stderr, flush=True)
            FIGURES.write_text(json.dumps(figures, indent=1))
    print_table(figures)
    print_ratios(figures)


def documents(names):
    folder = Path(os.environ.get("POINTAPI_DOCUMENTS", ""))
    files = [file for file in folder.iterdir() if file.suffix in (".json", ".yaml", ".yml")]
    files = [file.resolve() for file in files if not names or file.stem in names]
    if not files:
        sys.exit("POINTAPI_DOCUMENTS is not a folder with such documents")
    return sorted(files, key=lambda file: file.stat().st_size)


def measure(generator, document, rounds):
    """Returns the figures of one crate, or its `failure`."""
    name = f"{document.stem}-{generator}"
    crate = FOLDER / "crates" / name
    shutil.rmtree(crate, ignore_errors=True)
    (crate / "src").mkdir(parents=True)
    try:
        printed = GENERATORS[generator].generate(document, crate, name)
    except subprocess.CalledProcessError as error:
        return failure("not generated", name, error.output)
    figures = {"lines": sum(len(file.read_bytes().splitlines()) for file in crate.glob("src/**/*.rs"))}
    if operations := re.search(r"(\d+) endpoints?, ", printed):
        figures["operations"] = int(operations.group(1))
    output = compile_dependencies(crate)
    if output is not None:
        return figures | failure("dependencies not compiled", name, output)
    for _ in range(rounds):
        output, seconds, memory = check(crate)
        if output is not None:
            return figures | failure("not compiled", name, output)
        figures["seconds"] = min(figures.get("seconds", seconds), seconds)
        figures["mib"] = min(figures.get("mib", memory), memory)
    return figures


def failure(what, name, output):
    """Keeps the output, and returns its first error."""
    kept = FOLDER / "failures" / f"{name}.txt"
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(output)
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["no output"]
    first = next((index for index, line in enumerate(lines) if re.match(FIRST_ERROR, line, re.I)), len(lines) - 1)
    # A panic's message is on the line after its place.
    line = "panicked: " + lines[first + 1] if "panicked at" in lines[first] else lines[first]
    errors = re.search(r"due to (\d+) previous errors", output)
    return {"failure": f"{what}: {line}" + (f" ({errors.group(1)} errors)" if errors else "")}


def compile_dependencies(crate):
    """Checks the crate without its code; returns the output if that fails."""
    with (crate / "Cargo.toml").open("a") as manifest:
        manifest.write("\n[workspace]\n")
    # The same dependency versions as the other benchmarks.
    shutil.copy(ROOT / "bench" / "Cargo.lock", crate / "Cargo.lock")
    (crate / "src").rename(crate / "kept")
    (crate / "src").mkdir()
    (crate / "src" / "lib.rs").touch()
    output, _, _ = check(crate)
    shutil.rmtree(crate / "src")
    (crate / "kept").rename(crate / "src")
    return output


def check(crate):
    """Checks a crate: its output if that fails, the CPU seconds, and the memory of the largest process in MiB."""
    environment = {**os.environ, "CARGO_TARGET_DIR": str(FOLDER / "target"), "CARGO_INCREMENTAL": "0"}
    (crate / "src" / "lib.rs").touch()
    with (crate / "output.txt").open("w") as output:
        command = ["cargo", "check", "--quiet"]
        process = subprocess.Popen(command, cwd=crate, env=environment, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    output = None if process.returncode == 0 else (crate / "output.txt").read_text()
    return output, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def print_table(figures):
    print_row("document (operations)", ["generator", *COLUMNS])
    print("| --- | --- |" + " ---: |" * len(COLUMNS))
    for document, of_document in figures.items():
        operations = of_document.get(OURS, {}).get("operations")
        for name, row in of_document.items():
            generator = f"{name} {row['version']}".strip()
            print_row(f"{document} ({operations or '?'})", [generator, *cells(row, operations)])


def cells(row, operations):
    if "failure" in row:
        return [str(row.get("lines", "")), row["failure"].replace("|", "\\|"), "", "", ""]
    figures = [str(row["lines"]), f"{row['seconds']:.1f}", f"{row['mib']:.0f}"]
    if not operations:
        return [*figures, "", ""]
    return [*figures, f"{1000 * row['seconds'] / operations:.1f}", f"{1024 * row['mib'] / operations:.0f}"]


def print_ratios(figures):
    """Prints pointapi's figures as fractions of each rival's, over the documents that both manage; the goal is < 1."""
    for rival in GENERATORS:
        pairs = [(row[OURS], row[rival]) for row in figures.values() if {OURS, rival} <= row.keys()]
        pairs = [(ours, theirs) for ours, theirs in pairs if "seconds" in ours and "seconds" in theirs]
        if rival == OURS or not pairs:
            continue
        ranges = [ratios(pairs, key) for key in ("lines", "seconds", "mib")]
        print(f"\nOf {rival} ({len(pairs)} documents): lines {ranges[0]}, CPU {ranges[1]}, memory {ranges[2]}.")


def ratios(pairs, key):
    found = [ours[key] / theirs[key] for ours, theirs in pairs]
    return f"{min(found):.2f} to {max(found):.2f}"


if __name__ == "__main__":
    main()
