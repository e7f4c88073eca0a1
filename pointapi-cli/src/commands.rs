//! The commands, one file each.

pub(crate) mod call;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod diff;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod man;
pub(crate) mod orders;
pub(crate) mod report;
pub(crate) mod sandbox;
pub(crate) mod status;
pub(crate) mod token;
pub(crate) mod webhooks;

use pointapi_import::Difference;

use crate::exit;

/// Prints the differences; fails if one of them is breaking.
fn report(differences: &[Difference]) -> std::process::ExitCode {
    for difference in differences {
        println!("{difference}");
    }
    let breaking = differences.iter().filter(|difference| difference.is_breaking).count();
    eprintln!("{} differences, {breaking} of them breaking", differences.len());
    if breaking > 0 { exit::FAILED.into() } else { exit::DONE.into() }
}
