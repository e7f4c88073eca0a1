//! The table of clients: a row for each client and size, with ratios to the reference. A second table has the goals.

use std::process::ExitCode;

use crate::api::Size;
use crate::clients::Kind;
use crate::figure::{self, Figure};
use crate::measure::allocations::Allocations;

/// The figures of one client.
pub struct Row {
    pub kind: Kind,
    pub size: Size,
    /// `None` without valgrind.
    pub instructions: Option<f64>,
    pub allocations: Allocations,
    pub times: Option<Times>,
}

/// Times as ratios.
#[derive(Clone, Copy)]
pub struct Times {
    /// With one call in flight, to the reference.
    pub one: f64,
    /// With 64 calls in flight, to the reference.
    pub many: f64,
    /// With 64 calls in flight, to the peer.
    pub many_to_peer: f64,
}

/// Prints both tables; the exit code is 1 if a goal is missed.
pub fn print(rows: &[Row]) -> ExitCode {
    println!(
        "| response | client | instructions | ratio | allocations | time ratio, 1 in flight | 64 in flight | to the same transport |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for row in rows {
        println!(
            "| {} | {} | {} | {} | {:.0} + {:.0} re | {} | {} | {} |",
            row.size.name(),
            row.kind.name(),
            row.instructions.map_or_else(|| "-".into(), |count| format!("{count:.0}")),
            digits(row.ratio(rows)),
            row.allocations.fresh,
            row.allocations.grown,
            digits(row.times.map(|times| times.one)),
            digits(row.times.map(|times| times.many)),
            digits(row.times.map(|times| times.many_to_peer)),
        );
    }
    println!();
    let goals: Vec<_> = rows.iter().flat_map(|row| row.goals(rows)).collect();
    figure::print(&goals)
}

impl Row {
    /// Returns the instructions as a ratio to the reference.
    fn ratio(&self, rows: &[Self]) -> Option<f64> {
        let is_reference = |other: &&Self| other.kind == Kind::REFERENCE && other.size == self.size;
        let reference = rows.iter().find(is_reference).and_then(|reference| reference.instructions);
        self.instructions.zip(reference).map(|(own, reference)| own / reference)
    }

    /// Returns the figures that have a goal.
    fn goals(&self, rows: &[Self]) -> impl Iterator<Item = Figure> {
        let (kind, size) = (self.kind, self.size);
        let subject = |part: &str| format!("{} call, {}: {part}", size.name(), kind.name());
        let instructions = self
            .ratio(rows)
            .zip(kind.instruction_goal(size))
            .map(|(ratio, goal)| Figure::ratio(subject("instructions to hand-written reqwest"), ratio, goal));
        let allocations = kind.allocation_goal(size).map(|goal| {
            Figure::at_most(subject("allocations"), self.allocations.fresh.round() as usize, goal, "allocations")
        });
        let time = self.times.zip(kind.time_goal(size)).map(|(times, goal)| {
            let part = format!("time with 64 in flight, to {}", kind.peer().name());
            Figure::ratio(subject(&part), times.many_to_peer, goal)
        });
        instructions.into_iter().chain(allocations).chain(time)
    }
}

fn digits(ratio: Option<f64>) -> String {
    ratio.map_or_else(|| "-".into(), |ratio| format!("{ratio:.3}"))
}
