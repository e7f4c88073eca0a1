//! Figures with their goals, one row each. Every program prints its figures in this form, which `goals` reads.

use std::process::ExitCode;

/// The header of the table, by which `goals` finds it.
pub const HEADER: &str = "| subject | figure | goal |";

/// One figure.
pub struct Figure {
    pub subject: String,
    pub value: String,
    pub goal: String,
    pub is_met: bool,
}

impl Figure {
    /// A figure with an upper limit.
    pub fn at_most(subject: impl Into<String>, value: usize, most: usize, unit: &str) -> Self {
        Self {
            subject: subject.into(),
            value: format!("{value} {unit}"),
            goal: format!("<= {most} {unit}"),
            is_met: value <= most,
        }
    }

    /// A figure with a lower limit.
    pub fn at_least(subject: impl Into<String>, value: usize, least: usize, unit: &str) -> Self {
        Self {
            subject: subject.into(),
            value: format!("{value} {unit}"),
            goal: format!(">= {least} {unit}"),
            is_met: value >= least,
        }
    }

    /// A ratio with an upper limit.
    pub fn ratio(subject: impl Into<String>, value: f64, most: f64) -> Self {
        Self {
            subject: subject.into(),
            value: format!("{value:.3}"),
            goal: format!("<= {most:.2}"),
            is_met: value <= most,
        }
    }

    /// A figure without a goal.
    pub fn without_goal(subject: impl Into<String>, value: impl Into<String>) -> Self {
        Self { subject: subject.into(), value: value.into(), goal: String::new(), is_met: true }
    }
}

/// Prints a table; the exit code is 1 if a goal is missed.
pub fn print(all: &[Figure]) -> ExitCode {
    println!("{HEADER}\n| --- | --- | --- |");
    for Figure { subject, value, goal, is_met } in all {
        println!("| {subject} | {value} | {goal}{} |", if *is_met { "" } else { " (missed)" });
    }
    if all.iter().all(|figure| figure.is_met) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Returns the median.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}
