#!/usr/bin/env python3
"""Measures the compile cost of one more endpoint, beside the same endpoints written by hand and with other crates.

Writes crates of 10, 100 and 500 endpoints under target/compile_cost. Each endpoint has its own types and is called once
(`sources.py` describes an endpoint). The script compiles only the leaf crates and prints one table: the marginal cost of
an endpoint between 100 and 500 endpoints, and the goals.

    bench/compile_cost/run.py                     everything; about 30 minutes
    bench/compile_cost/run.py --kind check        `cargo check` only; a few minutes
    bench/compile_cost/run.py --only pointapi     one variant (may be repeated)

The kinds: `check`, `debug` and `release` are CPU milliseconds of Cargo and its child processes; `text` is the size of
`.text` in the release build; `expansion` is the time that rustc reports for macro expansion, derives included. Variants
take turns within a round; the minimum over all rounds counts.

Needs Cargo and `size` (binutils). Expansion is timed with `-Ztime-passes`, which `RUSTC_BOOTSTRAP=1` enables on a stable
compiler:

    RUSTC_BOOTSTRAP=1 cargo rustc --profile check --package pointapi_500 -- -Ztime-passes
"""

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

from peers import GENERATOR, GENERATOR_MANIFEST, openapi_document
from variants import VARIANTS, manifest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "target" / "compile_cost"
SIZES = (10, 100, 500)
SMALL, LARGE = 100, 500
GENERATOR_NAME = "progenitor_generator"

# Upper limits, as a fraction of the figure for plain hand-written reqwest code.
GOALS = {"check": 0.55, "release": 0.55, "text": 0.65}
# Upper limit for checking 500 endpoints, as a fraction of feignhttp's check.
GOAL_OF_FEIGNHTTP = 0.25

# Cargo arguments for each timed kind. `text` reads the result of a release build.
COMMANDS = {
    "check": ["check"],
    "debug": ["build"],
    "release": ["build", "--release"],
}
KINDS = ("check", "debug", "release", "text", "expansion")


def write_workspace(variants):
    """Writes one workspace for all crates, so that the dependencies are compiled once."""
    names = [(variant, size) for variant in variants for size in SIZES]
    for variant, size in names:
        name = f"{variant}_{size}"
        source = FOLDER / name / "src"
        source.mkdir(parents=True, exist_ok=True)
        (FOLDER / name / "Cargo.toml").write_text(manifest(name, variant, ROOT))
        (source / "main.rs").write_text(VARIANTS[variant].source(size))
    members = [f"{variant}_{size}" for variant, size in names]
    if "progenitor" in variants:
        write_generator()
        members.append(GENERATOR_NAME)
    quoted = ", ".join(f'"{member}"' for member in members)
    (FOLDER / "Cargo.toml").write_text(f'[workspace]\nresolver = "3"\nmembers = [{quoted}]\n')
    # The same dependency versions as the other benchmarks.
    shutil.copy(ROOT / "bench" / "Cargo.lock", FOLDER / "Cargo.lock")
    if "progenitor" in variants:
        for size in SIZES:
            document = openapi_document(size)
            code = cargo("run", "--package", GENERATOR_NAME, input=document, stdout=subprocess.PIPE).stdout
            (FOLDER / f"progenitor_{size}" / "src" / "things.rs").write_text(code)


def write_generator():
    source = FOLDER / GENERATOR_NAME / "src"
    source.mkdir(parents=True, exist_ok=True)
    (FOLDER / GENERATOR_NAME / "Cargo.toml").write_text(GENERATOR_MANIFEST)
    (source / "main.rs").write_text(GENERATOR)


def cargo(command, *arguments, environment={}, **options):
    environment = {
        **os.environ,
        "CARGO_TARGET_DIR": str(FOLDER / "target"),
        "CARGO_INCREMENTAL": "0",
        **environment,
    }
    command = ["cargo", command, "--quiet", *arguments]
    return subprocess.run(command, cwd=FOLDER, env=environment, check=True, text=True, **options)


def cpu_milliseconds(name, *command):
    """Returns the CPU time of compiling one crate whose dependencies are already compiled."""
    (FOLDER / name / "src" / "main.rs").touch()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    cargo(*command, "--package", name)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def text_bytes(name):
    program = FOLDER / "target" / "release" / name
    lines = subprocess.run(["size", "-A", program], check=True, capture_output=True, text=True).stdout.splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(".text "))


def expansion_milliseconds(name):
    """Returns the time that rustc spends on macro expansion of one crate."""
    (FOLDER / name / "src" / "main.rs").touch()
    arguments = ["rustc", "--profile", "check", "--package", name, "--", "-Ztime-passes"]
    passes = cargo(*arguments, environment={"RUSTC_BOOTSTRAP": "1"}, capture_output=True)
    seconds = re.search(r"time: +([0-9.]+);.*\smacro_expand_crate$", passes.stdout + passes.stderr, re.MULTILINE)
    return 1000 * float(seconds.group(1))


def measure_once(name, kind):
    if kind == "text":
        return text_bytes(name)
    if kind == "expansion":
        return expansion_milliseconds(name)
    return cpu_milliseconds(name, *COMMANDS[kind])


def measure(variants, kinds, rounds):
    """Returns the minimum over all rounds by variant, kind and size."""
    figures = {variant: {kind: {} for kind in kinds} for variant in variants}
    for kind in kinds:
        for variant in variants:
            compile_dependencies(variant, kind)
        # The size does not vary between rounds.
        for _ in range(1 if kind == "text" else rounds):
            for variant in variants:
                for size in SIZES:
                    figure = measure_once(f"{variant}_{size}", kind)
                    known = figures[variant][kind].setdefault(size, figure)
                    figures[variant][kind][size] = min(known, figure)
                print(f"{variant} {kind}: {figures[variant][kind]}", file=sys.stderr)
    return figures


def compile_dependencies(variant, kind):
    """Compiles the dependencies together with the smallest crate; for `text`, which is not timed, with every crate."""
    sizes = SIZES if kind == "text" else SIZES[:1]
    command = COMMANDS.get(kind) or COMMANDS["release" if kind == "text" else "check"]
    for size in sizes:
        cargo(*command, "--package", f"{variant}_{size}")


def marginal(figures, kind):
    return (figures[kind][LARGE] - figures[kind][SMALL]) / (LARGE - SMALL)


def print_table(figures, kinds):
    units = {"text": "`.text` B"}
    print("Marginal cost of one endpoint, from 100 to 500 endpoints (the leaf crate alone)\n")
    print_row("", [units.get(kind, f"{kind} ms") for kind in kinds])
    print("| --- |" + " ---: |" * len(kinds))
    for variant, of_variant in figures.items():
        costs = [f"{marginal(of_variant, kind):.{0 if kind == 'text' else 1}f}" for kind in kinds]
        print_row(VARIANTS[variant].title, costs)
    if {"pointapi", "reqwest_plain"} <= figures.keys():
        ratios = [ratio(figures, "pointapi", kind) for kind in kinds]
        print_row("ratio of `#[point_api]` to plain reqwest", [f"{ratio:.2f}" for ratio in ratios])
        print_row("goal", [f"<= {GOALS[kind]}" if kind in GOALS else "" for kind in kinds])
    if {"types", "reqwest_plain"} <= figures.keys():
        ratios = [ratio(figures, "types", kind) for kind in kinds]
        print_row("ratio of the types alone to plain reqwest", [f"{ratio:.2f}" for ratio in ratios])
    if {"pointapi", "feignhttp"} <= figures.keys() and "check" in kinds:
        checks = figures["pointapi"]["check"][LARGE] / figures["feignhttp"]["check"][LARGE]
        print(f"\nThe check of {LARGE} endpoints is {checks:.2f} of feignhttp's; goal <= {GOAL_OF_FEIGNHTTP}.")


def ratio(figures, variant, kind):
    return marginal(figures[variant], kind) / marginal(figures["reqwest_plain"], kind)


def print_row(title, cells):
    print(f"| {title} | " + " | ".join(cells) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", action="append", choices=KINDS, help="measure this kind (may be repeated; default: all)")
    parser.add_argument("--only", action="append", choices=VARIANTS, help="measure this variant (may be repeated)")
    parser.add_argument("--rounds", type=int, default=2, help="how often each crate is timed (default: 2)")
    options = parser.parse_args()
    variants = options.only or list(VARIANTS)
    kinds = [kind for kind in KINDS if not options.kind or kind in options.kind]
    write_workspace(variants)
    figures = measure(variants, kinds, options.rounds)
    (FOLDER / "figures.json").write_text(json.dumps(figures, indent=1))
    print_table(figures, kinds)


if __name__ == "__main__":
    main()
