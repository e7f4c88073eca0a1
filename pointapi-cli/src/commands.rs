//! The commands, one file each.

pub(crate) mod call;
pub(crate) mod check;
pub(crate) mod diff;
pub(crate) mod import;
pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod sandbox;
pub(crate) mod status;
pub(crate) mod token;

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
