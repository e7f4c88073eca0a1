//! A sandbox, and an empty home for the program.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use pointapi_sandbox::Sandbox;
use tempfile::TempDir;
use tokio::task::block_in_place;

pub(super) const PASSWORD: &str = "not-a-real-one";
const PROGRAM: &str = env!("CARGO_BIN_EXE_pointapi");
const TERMINAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/commands/terminal.py");

/// The files of the tour.
const ORDER: &str = include_str!("../../../examples/command_line/order.json");
const FORM: &str = include_str!("../../../examples/command_line/form.pdf");
const DOCUMENT: &str = include_str!("../../../examples/command_line/orders.yaml");

/// A sandbox, and a home with an order to place in it.
pub(super) struct Stage {
    pub(super) sandbox: Sandbox,
    home: TempDir,
}

/// The output and the exit code of a program.
pub(super) struct Ran {
    pub(super) stdout: String,
    /// Empty in a terminal, which shows both.
    pub(super) stderr: String,
    pub(super) code: i32,
}

impl Stage {
    pub(super) async fn new() -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        sandbox.user("greta", PASSWORD);
        let home = tempfile::tempdir().unwrap();
        let template = ORDER.replace("loan-1", "{{label}}").replace("900112222", "{{ssn}}");
        for (name, content) in [
            ("orders.yaml", DOCUMENT),
            ("form.pdf", FORM),
            ("order.json", ORDER),
            ("template.json", &template),
            ("pair.csv", "label,ssn\nloan-2,900112222\nloan-4,9\n"),
            ("loans.csv", "label,ssn\nloan-2,900112222\nloan-3,900112222\nloan-4,9\n"),
        ] {
            fs::write(home.path().join(name), content).unwrap();
        }
        Self { sandbox, home }
    }

    /// A stage whose user is logged in.
    pub(super) async fn logged_in() -> Self {
        let stage = Self::new().await;
        assert_eq!(stage.pipe(&["login", "--username", "greta", "--password-stdin"], PASSWORD).code, 0);
        stage
    }

    pub(super) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.home.path().join(name)
    }

    /// Returns the program in the home, without the environment of the test.
    pub(super) fn program(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.home.path())
            .env("TERM", "xterm-256color")
            .env("POINTAPI_BASE_URL", self.sandbox.base_url())
            .current_dir(self.home.path());
        command
    }

    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.program(PROGRAM);
        command.args(arguments);
        command
    }

    /// Runs the program with pipes.
    pub(super) fn pipe(&self, arguments: &[&str], stdin: &str) -> Ran {
        self.run(self.command(arguments), stdin)
    }

    /// Returns true if there is a terminal: that of Python. Otherwise it prints that the test is skipped.
    ///
    /// # Panics
    ///
    /// Without Python and with `CI=true`.
    pub(super) fn has_terminal(&self) -> bool {
        let is_there = self.program("python3").arg("--version").output().is_ok_and(|output| output.status.success());
        if !is_there {
            let is_ci = std::env::var("CI").is_ok_and(|value| value == "true");
            assert!(!is_ci, "python3 is missing");
            // Not `eprintln!`, whose output the test harness hides.
            writeln!(std::io::stderr(), "SKIPPED a test: python3 is missing").ok();
        }
        is_there
    }

    /// Runs the program in a terminal, in which a person types a text after each expected one.
    pub(super) fn terminal(&self, arguments: &[&str], typed: &[(&str, &str)]) -> Ran {
        self.run(self.in_terminal(&[], arguments, typed), "")
    }

    /// Returns the command that runs the program in a terminal.
    pub(super) fn in_terminal(&self, options: &[&str], arguments: &[&str], typed: &[(&str, &str)]) -> Command {
        let mut command = self.program("python3");
        command.arg(TERMINAL).args(options);
        for (expected, typed) in typed {
            command.args([expected, typed]);
        }
        command.arg("--").arg(PROGRAM).args(arguments);
        command
    }

    pub(super) fn run(&self, mut command: Command, stdin: &str) -> Ran {
        let input = self.path("stdin");
        fs::write(&input, stdin).unwrap();
        command.stdin(fs::File::open(input).unwrap()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let Output { status, stdout, stderr } = block_in_place(|| command.output()).unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { stdout: text(stdout), stderr: text(stderr), code: status.code().unwrap_or(-1) }
    }
}
