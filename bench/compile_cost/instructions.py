#!/usr/bin/env python3
"""Counts the compiler's instructions for one more endpoint, with callgrind, and prints them as JSON.

`check` is `cargo check` of the leaf crate, `expansion` is parsing and macro expansion alone. Each is the difference
between crates of 10 and 60 endpoints, divided by 50. Other load on the machine does not change the counts.

    bench/compile_cost/instructions.py

Needs valgrind. `RUSTC_BOOTSTRAP=1` enables `-Zunpretty=expanded` on a stable compiler.
"""

import json
import re

import run

SMALL, LARGE = 10, 60
VARIANT = "pointapi"

# Cargo calls this instead of rustc. Only the leaf crate runs under valgrind.
WRAPPER = """#!/usr/bin/env bash
for argument in "$@"; do
    if [ "$argument" = "$COUNTED_CRATE" ]; then
        exec valgrind --tool=callgrind --callgrind-out-file=/dev/null --trace-children=yes "$@"
    fi
done
exec "$@"
"""

ARGUMENTS = {
    "check": ["check"],
    "expansion": ["rustc", "--profile", "check", "--", "-Zunpretty=expanded"],
}


def instructions(name, kind):
    wrapper = run.FOLDER / "wrapper"
    wrapper.write_text(WRAPPER)
    wrapper.chmod(0o755)
    (run.FOLDER / name / "src" / "main.rs").touch()
    environment = {"RUSTC_WRAPPER": str(wrapper), "COUNTED_CRATE": name, "RUSTC_BOOTSTRAP": "1"}
    command, *rest = ARGUMENTS[kind]
    output = run.cargo(command, "--package", name, *rest, environment=environment, capture_output=True)
    # `--trace-children` follows rustup's proxy into rustc, which is the larger count.
    counts = re.findall(r"Collected : (\d+)", output.stderr)
    if not counts:
        raise SystemExit(f"callgrind printed no count for {name}:\n{output.stderr}")
    return max(map(int, counts))


def main():
    run.SIZES = (SMALL, LARGE)
    run.write_workspace([VARIANT])
    figures = {}
    for kind in ARGUMENTS:
        run.cargo("check", "--package", f"{VARIANT}_{SMALL}", environment={"RUSTC_BOOTSTRAP": "1"})
        small, large = (instructions(f"{VARIANT}_{size}", kind) for size in (SMALL, LARGE))
        figures[kind] = round((large - small) / (LARGE - SMALL))
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
