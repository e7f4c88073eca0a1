//! Heap, tasks and time at scale. Each module measures one case and returns figures with their goals.

pub mod calls;
pub mod clients;
pub mod document;
pub mod hour;

use peak_alloc::PeakAlloc;
use tokio::runtime::Handle;

/// One figure.
pub struct Figure {
    pub subject: String,
    pub value: String,
    pub goal: String,
    pub is_met: bool,
}

impl Figure {
    /// A figure with an upper limit.
    fn at_most(subject: impl Into<String>, value: usize, most: usize, unit: &str) -> Self {
        Self {
            subject: subject.into(),
            value: format!("{value} {unit}"),
            goal: format!("<= {most} {unit}"),
            is_met: value <= most,
        }
    }

    /// A figure without a goal.
    fn without_goal(subject: impl Into<String>, value: impl Into<String>) -> Self {
        Self { subject: subject.into(), value: value.into(), goal: String::new(), is_met: true }
    }
}

/// Prints a table and returns whether every goal is met.
pub fn print(all: &[Figure]) -> bool {
    println!("| subject | figure | goal |\n| --- | --- | --- |");
    for Figure { subject, value, goal, is_met } in all {
        println!("| {subject} | {value} | {goal}{} |", if *is_met { "" } else { " (missed)" });
    }
    all.iter().all(|figure| figure.is_met)
}

/// Returns the heap in use, in bytes.
fn heap() -> usize {
    PeakAlloc.current_usage()
}

/// Returns the peak growth of the heap while `work` runs, and its output.
async fn growth<T>(work: impl Future<Output = T>) -> (usize, T) {
    let before = heap();
    PeakAlloc.reset_peak_usage();
    let output = work.await;
    (PeakAlloc.peak_usage().saturating_sub(before), output)
}

fn tasks() -> usize {
    Handle::current().metrics().num_alive_tasks()
}
