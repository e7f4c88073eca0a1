//! Steps of a decoder: the instructions that valgrind counts while it runs.
//!
//! The test starts its own binary under callgrind. Only `decode_counted_row` is counted, and each return from it writes a file.

use std::fs;
use std::path::Path;
use std::process::Command;

use bytes::Bytes;

use crate::row::{Row, Scene};
use crate::rows;

/// The smallest input in bytes. Each row runs with one, two and four times this size.
const SIZE: usize = 2 * 1024;

/// Differences that do not come from the size: hash seeds, growth of buffers.
const NOISE: u64 = 60_000;

/// The function that is counted, as valgrind names it.
const COUNTED: &str = concat!(module_path!(), "::decode_counted_row");

#[test]
fn steps_grow_linearly_with_the_input() {
    let rows = rows();
    // A busy machine reads a socket in more pieces, which only adds instructions: the lesser count is that of the decoder.
    let (Some(once), Some(again)) = (counts(), counts()) else { return };
    assert_eq!((once.len(), again.len()), (3 * rows.len(), 3 * rows.len()), "each row is counted three times");
    let counts: Vec<_> = once.into_iter().zip(again).map(|(once, again)| once.min(again)).collect();
    for (row, counts) in rows.iter().zip(counts.chunks(3)) {
        let &[one, two, four] = counts else { unreachable!("chunks of three") };
        let (first, second) = (two.saturating_sub(one), four.saturating_sub(two));
        println!("{:>6} {}", second / (2 * SIZE) as u64, row.name);
        assert!(second <= first * 5 / 2 + NOISE, "{}: {one}, {two} and {four} instructions", row.name);
        assert!(
            second <= row.instructions * (2 * SIZE) as u64,
            "{}: {second} instructions for {} bytes",
            row.name,
            2 * SIZE
        );
    }
}

/// Returns the count of each call of `decode_counted_row`; `None` if there is no valgrind.
fn counts() -> Option<Vec<u64>> {
    let folder = tempfile::tempdir().unwrap();
    let valgrind = Command::new("valgrind")
        .arg("--tool=callgrind")
        .args([format!("--toggle-collect={COUNTED}"), format!("--dump-after={COUNTED}")])
        .arg(format!("--callgrind-out-file={}", folder.path().join("out").display()))
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "steps::each_row_is_decoded_once_at_each_size", "--ignored", "--test-threads=1"])
        .output();
    let output = match valgrind {
        Ok(output) => output,
        Err(error) if std::env::var_os("CI").is_none() => {
            println!("skipped: steps are counted by valgrind, which could not start: {error}");
            return None;
        }
        Err(error) => panic!("steps are counted by valgrind: {error}"),
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some((1..).map_while(|part| total(&folder.path().join(format!("out.{part}")))).collect())
}

/// Returns the instructions in a file of callgrind.
fn total(path: &Path) -> Option<u64> {
    let text = fs::read_to_string(path).ok()?;
    let total = text.lines().find_map(|line| line.strip_prefix("totals: "))?;
    total.trim().parse().ok()
}

#[test]
#[ignore = "`steps_grow_linearly_with_the_input` runs it under valgrind"]
fn each_row_is_decoded_once_at_each_size() {
    let scene = Scene::new();
    for row in rows() {
        for size in [SIZE, 2 * SIZE, 4 * SIZE] {
            let input = Bytes::from((row.input)(size.min(row.most)));
            decode_counted_row(&row, &scene, input);
        }
    }
}

#[inline(never)]
fn decode_counted_row(row: &Row, scene: &Scene, input: Bytes) {
    (row.decode)(scene, input);
}
