//! Runs the programs of this folder and prints one table of all goals: `cargo run --release --bin goals [PROGRAM]...`.
//! Exits with 1 if a goal is missed.
//!
//! Without arguments it runs those that take a few minutes at most; `all` runs every program.

use std::process::{Command, ExitCode, Stdio};

use pointapi_bench::clients::Error;
use pointapi_bench::figure::HEADER;
use pointapi_bench::measure::{build, sibling};

/// A program that prints figures.
struct Program {
    name: &'static str,
    arguments: &'static [&'static str],
    /// The feature without which it is not built.
    feature: Option<&'static str>,
    is_short: bool,
}

impl Program {
    const fn new(name: &'static str) -> Self {
        Self { name, arguments: &[], feature: None, is_short: true }
    }

    const fn with_feature(name: &'static str) -> Self {
        Self { feature: Some(name), ..Self::new(name) }
    }
}

const PROGRAMS: [Program; 9] = [
    Program { is_short: false, ..Program::new("tail") },
    Program { arguments: &["pointapi-reqwest", "pointapi-hyper"], ..Program::new("bench") },
    Program::new("fleet"),
    Program::new("waiters"),
    Program::with_feature("served"),
    Program::with_feature("bodies"),
    Program::new("cold"),
    Program::new("scale"),
    Program::with_feature("webhook"),
];

fn main() -> Result<ExitCode, Error> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_chosen = |program: &&Program| match arguments.as_slice() {
        [] => program.is_short,
        [all] if all == "all" => true,
        names => names.iter().any(|name| name == program.name),
    };
    let programs: Vec<_> = PROGRAMS.iter().filter(is_chosen).collect();
    build(&["--bins"])?;
    let features: Vec<_> = programs.iter().filter_map(|program| program.feature).collect();
    if !features.is_empty() {
        let joined = features.join(",");
        let names = features.iter().flat_map(|name| ["--bin", name]);
        build(&["--features", &joined].into_iter().chain(names).collect::<Vec<_>>())?;
    }
    let mut rows = Vec::new();
    for program in programs {
        eprintln!("{}", program.name);
        rows.extend(run(program)?);
    }
    println!("| program | subject | figure | goal |\n| --- | --- | --- | --- |");
    rows.iter().for_each(|row| println!("{row}"));
    let is_missed = rows.iter().any(|row| row.contains("(missed)"));
    Ok(if is_missed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Runs a program; returns the rows of its figures that have a goal, each with the program's name.
fn run(program: &Program) -> Result<Vec<String>, Error> {
    let output = Command::new(sibling(program.name)?).args(program.arguments).stderr(Stdio::inherit()).output()?;
    let text = String::from_utf8(output.stdout)?;
    let table = text.lines().skip_while(|line| *line != HEADER).skip(2).take_while(|line| line.starts_with('|'));
    let rows: Vec<_> = table.map(|row| format!("| {} {row}", program.name)).collect();
    if rows.is_empty() {
        return Err(format!("`{}` printed no figures", program.name).into());
    }
    let has_goal = |row: &String| !row.ends_with("|  |");
    Ok(rows.into_iter().filter(has_goal).collect())
}
