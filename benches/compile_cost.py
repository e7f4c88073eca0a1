#!/usr/bin/env python3
"""What one more endpoint costs to compile: this crate against hand-written reqwest code for the same endpoints.

Writes crates of 10, 100 and 500 endpoints under target/compile_cost, each endpoint with types of its own and really
called, compiles the leaf crates alone, and prints one table of the marginal cost per endpoint between 100 and 500.

    benches/compile_cost.py                  everything
    benches/compile_cost.py --check-only     without the release builds, which take minutes
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

from compile_cost_sources import VARIANTS, manifest

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "target" / "compile_cost"
SIZES = (10, 100, 500)
SMALL, LARGE = 100, 500

# The figure may be at most so much of that of plain hand-written reqwest code.
GOALS = {"check ms": 0.55, "release ms": 0.55, ".text B": 0.65}


def write_workspace(variants):
    """One workspace for all, so that the dependencies are compiled once."""
    names = []
    for variant in variants:
        for size in SIZES:
            name = f"{variant}_{size}"
            names.append(name)
            source = FOLDER / name / "src"
            source.mkdir(parents=True, exist_ok=True)
            (FOLDER / name / "Cargo.toml").write_text(manifest(name, variant, ROOT))
            (source / "main.rs").write_text(VARIANTS[variant].source(size))
    members = ", ".join(f'"{name}"' for name in names)
    (FOLDER / "Cargo.toml").write_text(f'[workspace]\nresolver = "3"\nmembers = [{members}]\n')
    # The versions that the tests run with.
    shutil.copy(ROOT / "Cargo.lock", FOLDER / "Cargo.lock")


def cargo(*arguments):
    environment = {**os.environ, "CARGO_TARGET_DIR": str(FOLDER / "target"), "CARGO_INCREMENTAL": "0"}
    subprocess.run(["cargo", *arguments, "--quiet"], cwd=FOLDER, env=environment, check=True)


def cpu_milliseconds(name, *command):
    """The CPU time of compiling one crate whose dependencies are there."""
    source = FOLDER / name / "src" / "main.rs"
    source.touch()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    cargo(*command, "--package", name)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def text_bytes(name):
    program = FOLDER / "target" / "release" / name
    lines = subprocess.run(["size", "-A", program], check=True, capture_output=True, text=True).stdout.splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(".text "))


def measure(variant, repeats, is_release):
    """The figures of one variant by size; of several checks the least."""
    compile_dependencies(variant, is_release)
    figures = {}
    for size in SIZES:
        name = f"{variant}_{size}"
        figures[size] = {"check ms": min(cpu_milliseconds(name, "check") for _ in range(repeats))}
        if is_release:
            figures[size]["release ms"] = cpu_milliseconds(name, "build", "--release")
            figures[size][".text B"] = text_bytes(name)
        print(f"{name}: {figures[size]}", file=sys.stderr)
    return figures


def compile_dependencies(variant, is_release):
    """Along with the smallest crate, which is compiled again when it is measured."""
    name = f"{variant}_{SIZES[0]}"
    cargo("check", "--package", name)
    if is_release:
        cargo("build", "--release", "--package", name)


def marginal(figures, kind):
    return (figures[LARGE][kind] - figures[SMALL][kind]) / (LARGE - SMALL)


def print_table(results, kinds):
    print("Marginal cost of one endpoint, from 100 to 500 endpoints (CPU time of the leaf crate alone)\n")
    print("| | " + " | ".join(kinds) + " |")
    print("| --- |" + " ---: |" * len(kinds))
    for variant, figures in results.items():
        cells = [f"{marginal(figures, kind):.{0 if kind == '.text B' else 1}f}" for kind in kinds]
        print(f"| {VARIANTS[variant].title} | " + " | ".join(cells) + " |")
    if {"pointapi", "reqwest_plain"} <= results.keys():
        ratios = [marginal(results["pointapi"], kind) / marginal(results["reqwest_plain"], kind) for kind in kinds]
        print("| ratio of the first to plain reqwest | " + " | ".join(f"{ratio:.2f}" for ratio in ratios) + " |")
        print("| goal | " + " | ".join(f"<= {GOALS[kind]}" for kind in kinds) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check-only", action="store_true", help="no release builds")
    parser.add_argument("--repeats", type=int, default=3, help="how often each check is timed (default: 3)")
    parser.add_argument("--only", action="append", choices=VARIANTS, help="measure this variant (may be repeated)")
    options = parser.parse_args()
    variants = options.only or list(VARIANTS)
    write_workspace(variants)
    results = {variant: measure(variant, options.repeats, not options.check_only) for variant in variants}
    (FOLDER / "figures.json").write_text(json.dumps(results, indent=1))
    print_table(results, [kind for kind in GOALS if not options.check_only or kind == "check ms"])


if __name__ == "__main__":
    main()
