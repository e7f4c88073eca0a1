//! What grows where much happens in one process: each part is a file, and says what it saw beside what it may be.

pub mod calls;
pub mod clients;
pub mod document;
pub mod hour;

use peak_alloc::PeakAlloc;
use tokio::runtime::Handle;

/// One figure.
pub struct Seen {
    pub what: String,
    pub figure: String,
    pub goal: String,
    pub is_met: bool,
}

impl Seen {
    /// A figure that may be `most`.
    fn at_most(what: impl Into<String>, figure: usize, most: usize, unit: &str) -> Self {
        Self {
            what: what.into(),
            figure: format!("{figure} {unit}"),
            goal: format!("<= {most} {unit}"),
            is_met: figure <= most,
        }
    }

    /// A figure without a goal.
    fn only(what: impl Into<String>, figure: impl Into<String>) -> Self {
        Self { what: what.into(), figure: figure.into(), goal: String::new(), is_met: true }
    }
}

/// Prints a table; true if every goal is met.
pub fn print(all: &[Seen]) -> bool {
    println!("| what | figure | goal |\n| --- | --- | --- |");
    for Seen { what, figure, goal, is_met } in all {
        println!("| {what} | {figure} | {goal}{} |", if *is_met { "" } else { " (missed)" });
    }
    all.iter().all(|seen| seen.is_met)
}

/// Bytes of the heap that are in use.
fn heap() -> usize {
    PeakAlloc.current_usage()
}

/// The most that the heap grew while `work` ran, and what it gave.
async fn growth<T>(work: impl Future<Output = T>) -> (usize, T) {
    let before = heap();
    PeakAlloc.reset_peak_usage();
    let output = work.await;
    (PeakAlloc.peak_usage().saturating_sub(before), output)
}

fn tasks() -> usize {
    Handle::current().metrics().num_alive_tasks()
}
