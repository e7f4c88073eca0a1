//! Tokens that are sealed with a key in the Secret Service of GNOME, which runs for this test alone.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use pointapi_sandbox::Sandbox;

const PROGRAM: &str = env!("CARGO_BIN_EXE_pointapi");
const PASSWORD: &str = "not-a-real-one";

/// Runs its arguments, a shell script, where the keyring is unlocked.
const WITH_KEYRING: &str =
    "printf '\\n' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; eval \"$0\"";

fn has_keyring() -> bool {
    let is_there =
        |program: &&str| Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success());
    let missing = ["dbus-run-session", "gnome-keyring-daemon"].into_iter().find(|program| !is_there(program));
    if let Some(program) = missing {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "{program} is missing");
        // Not `eprintln!`, whose output the test harness hides.
        writeln!(std::io::stderr(), "SKIPPED a test: {program} is missing").ok();
    }
    missing.is_none()
}

/// Runs a script in which `p` is the program; returns what the program prints, and its exit codes.
fn run(sandbox: &Sandbox, home: &Path, script: &str) -> String {
    let script = format!("p() {{ {PROGRAM:?} \"$@\" 2>&1; echo \"exit $?\"; }}; {script}");
    let output = tokio::task::block_in_place(|| {
        Command::new("dbus-run-session")
            .args(["--", "sh", "-c", WITH_KEYRING, &script])
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", home)
            .env("POINTAPI_BASE_URL", sandbox.base_url())
            .stdin(Stdio::null())
            .output()
            .unwrap()
    });
    String::from_utf8(output.stdout).unwrap()
}

/// The bytes of every file below a folder.
fn contents(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(contents(&path)) } else { all.extend(fs::read(path).unwrap()) }
    }
    all
}

fn holds(folder: &Path, text: &str) -> bool {
    contents(folder).windows(text.len()).any(|part| part == text.as_bytes())
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_are_sealed_with_a_key_of_the_keyring() {
    if !has_keyring() {
        return;
    }
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.user("greta", PASSWORD);
    let home = tempfile::tempdir().unwrap();
    let state = home.path().join(".local/state/pointapi");
    let login = format!("echo {PASSWORD} | p login --username greta --password-stdin");

    // The script runs every command, since the keyring's own files are of no use to the next session of D-Bus.
    let printed = run(
        &sandbox,
        home.path(),
        &format!("{login} --tokens file; {login} --tokens keyring; p status --output json; p token; p logout; p token"),
    );
    let codes: Vec<_> = printed.lines().filter_map(|line| line.strip_prefix("exit ")).collect();
    assert_eq!(codes, ["0", "0", "0", "0", "0", "3"], "{printed}");
    let token = printed.lines().find(|line| line.starts_with("sandbox-access-")).unwrap_or_else(|| panic!("{printed}"));
    assert!(!holds(&state, token), "the earlier file keeps its token, or the seal shows it");
    assert!(!holds(&state.join("sealed-tokens"), "access"), "a record is not sealed");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_key_the_tokens_cannot_be_read() {
    if !has_keyring() {
        return;
    }
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.user("greta", PASSWORD);
    let home = tempfile::tempdir().unwrap();
    let login = format!("echo {PASSWORD} | p login --username greta --password-stdin --tokens keyring");
    let printed = run(&sandbox, home.path(), &login);
    assert!(printed.ends_with("exit 0\n"), "{printed}");

    fs::remove_dir_all(home.path().join(".local/share/keyrings")).unwrap();
    let printed = run(&sandbox, home.path(), "p token; p status --all; p logout; p logout --forget; p status --all");
    let reason = "the keyring has no key of this program";
    let codes: Vec<_> = printed.lines().filter_map(|line| line.strip_prefix("exit ")).collect();
    assert_eq!(codes, ["3", "0", "3", "0", "0"], "{printed}");
    assert!(printed.contains("unreadable") && printed.matches(reason).count() == 4, "{printed}");
    let printed = run(&sandbox, home.path(), &format!("{login}; p token"));
    assert!(printed.ends_with("exit 0\n"), "a login makes another key: {printed}");
}
