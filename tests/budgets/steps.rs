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
#[ignore = "takes minutes under valgrind"]
fn steps_grow_linearly_with_the_input() {
    let rows = rows();
    let Some(mut counts) = counts(rows.len()) else { return };
    if !faults(&rows, &counts).is_empty() {
        // A busy machine reads a socket in more pieces, which only adds instructions: the lesser count is the decoder's.
        let again = self::counts(rows.len()).expect("valgrind has just run");
        counts.iter_mut().zip(again).for_each(|(once, again)| *once = again.min(*once));
    }
    let faults = faults(&rows, &counts);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Returns the rows that exceed a bound, each with its counts.
fn faults(rows: &[Row], counts: &[u64]) -> Vec<String> {
    let exceeding = rows.iter().zip(counts.chunks(3)).filter_map(|(row, counts)| {
        let &[one, two, four] = counts else { unreachable!("chunks of three") };
        let (first, second) = (two.saturating_sub(one), four.saturating_sub(two));
        println!("{:>6} {}", second / (2 * SIZE) as u64, row.name);
        let is_linear = second <= first * 5 / 2 + NOISE;
        let is_in_budget = second <= row.instructions * (2 * SIZE) as u64;
        (!is_linear || !is_in_budget).then(|| {
            let budget = row.instructions;
            format!("{}: {one}, {two} and {four} instructions, at most {budget} for each byte", row.name)
        })
    });
    exceeding.collect()
}

/// Returns the count of each call of `decode_counted_row`, three for each row; `None` if there is no valgrind.
fn counts(rows: usize) -> Option<Vec<u64>> {
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
    let counts: Vec<_> = (1..).map_while(|part| total(&folder.path().join(format!("out.{part}")))).collect();
    assert_eq!(counts.len(), 3 * rows, "each row is counted three times");
    Some(counts)
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
