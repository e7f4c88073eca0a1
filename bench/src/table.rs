//! The table: a row for each client and size, with ratios to the reference and the goals.

use crate::api::Size;
use crate::clients::Kind;
use crate::measure::allocations::Allocations;

/// The figures of one client.
pub struct Row {
    pub kind: Kind,
    pub size: Size,
    /// `None` without valgrind.
    pub instructions: Option<f64>,
    pub allocations: Allocations,
    /// Time ratios with 1 and 64 calls in flight.
    pub times: Option<[f64; 2]>,
}

pub fn print(rows: &[Row]) {
    println!(
        "| response | client | instructions | ratio | goal | allocations | goal | time ratio, 1 in flight | 64 in flight | goal |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for row in rows {
        let is_reference = |other: &&Row| other.kind == Kind::REFERENCE && other.size == row.size;
        let reference = rows.iter().find(is_reference).and_then(|reference| reference.instructions);
        let ratio = row.instructions.zip(reference).map(|(own, reference)| own / reference);
        let [one, many] = row.times.map_or([None; 2], |times| times.map(Some));
        println!(
            "| {} | {} | {} | {} | {} | {:.0} + {:.0} re | {} | {} | {} | {} |",
            row.size.name(),
            row.kind.name(),
            row.instructions.map_or_else(|| "-".into(), |count| format!("{count:.0}")),
            digits(ratio),
            row.kind.instruction_goal(row.size).map_or_else(String::new, |goal| format!("<= {goal:.2}")),
            row.allocations.fresh,
            row.allocations.grown,
            row.kind.allocation_goal(row.size).map_or_else(String::new, |goal| format!("<= {goal}")),
            digits(one),
            digits(many),
            row.kind.time_goal(row.size).map_or_else(String::new, |goal| format!("<= {goal:.2}")),
        );
    }
}

fn digits(ratio: Option<f64>) -> String {
    ratio.map_or_else(|| "-".into(), |ratio| format!("{ratio:.3}"))
}
