# Shared by `.ci/run` and `.ci/nightly`: names each step, times it, and installs what a step needs.

cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Tests that need a program fail without it instead of skipping.
export CI=true
export CARGO_TERM_COLOR=never
# What is built once needs no state for the next build.
export CARGO_INCREMENTAL=0
# Some steps start what others have built, from `target`.
unset CARGO_TARGET_DIR CARGO_BUILD_TARGET_DIR

timings=()

# step NAME COMMAND...: runs the command and keeps its wall-clock and CPU seconds.
step() {
    local name=$1 began=$SECONDS before
    shift
    before=$(cpu_seconds)
    echo "== $name"
    "$@"
    timings+=("$(printf '%5d s %6d s  %s' $((SECONDS - began)) $(($(cpu_seconds) - before)) "$name")")
}

# skip NAME REASON: says loudly that a step was not run.
skip() {
    echo "== $1: SKIPPED, $2"
    timings+=("$(printf '%7s %8s  %s: skipped, %s' - - "$1" "$2")")
}

# The CPU time of all commands that have ended.
cpu_seconds() {
    local fields
    read -r -a fields <"/proc/$$/stat"
    echo $(((fields[15] + fields[16]) / $(getconf CLK_TCK)))
}

summary() {
    printf '\n%7s %8s\n' wall CPU
    printf '%s\n' "${timings[@]}"
}
trap summary EXIT

# need PROGRAM_OR_FILE PACKAGE: installs a Debian package unless its program or file exists.
need() {
    local probe=$1 package=$2 as_root=()
    if command -v "$probe" >/dev/null || [ -e "$probe" ]; then return; fi
    if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
    if [ -z "${updated:-}" ]; then
        "${as_root[@]}" apt-get update -qq
        updated=yes
    fi
    "${as_root[@]}" apt-get install -y -qq --no-install-recommends "$package" >/dev/null
}

# need_cargo PROGRAM: installs a program of crates.io unless it exists.
need_cargo() {
    if ! command -v "$1" >/dev/null; then cargo install --quiet --locked "$1"; fi
}

# need_python PROGRAM: installs a program of PyPI into a virtual environment unless it exists.
need_python() {
    export PATH="$PWD/target/python/bin:$PATH"
    if command -v "$1" >/dev/null; then return; fi
    if ! python3 -c 'import ensurepip' 2>/dev/null; then need /nonexistent python3-venv; fi
    [ -x target/python/bin/pip ] || python3 -m venv target/python
    target/python/bin/pip install --quiet "$1"
}

has_nightly() {
    cargo +nightly --version >/dev/null 2>&1
}

# The published crates, in the order in which they depend on each other.
published() {
    cargo metadata --no-deps --format-version 1 | python3 -c '
import json, sys
packages = {p["name"]: p for p in json.load(sys.stdin)["packages"] if p["publish"] != []}
done = []
def visit(name):
    if name not in done:
        for dependency in packages[name]["dependencies"]:
            if dependency["name"] in packages and dependency["kind"] != "dev":
                visit(dependency["name"])
        done.append(name)
for name in sorted(packages):
    visit(name)
print("\n".join(done))'
}

# lint_features FEATURE...: lints the library with each of the features alone, and its tests without a feature. An empty
# name is the library without a feature: its tests switch on some, such as `json`.
lint_features() {
    local feature
    cargo clippy --quiet -p pointapi --no-default-features --lib --tests -- -D warnings
    for feature; do
        cargo clippy --quiet -p pointapi --no-default-features --features "$feature" -- -D warnings
    done
}
