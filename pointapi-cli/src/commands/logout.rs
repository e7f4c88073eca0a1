//! `pointapi logout`: drops the tokens of a profile.

use clap::Args;

use crate::context::Context;
use crate::failure::{Failure, Result};
use crate::profile::{self, Profiles, variable};
use crate::session::Session;
use crate::token_files;

/// Drop the tokens of a profile.
///
/// The account is that of the profile, also where the environment names another one; without a profile, it is that of the
/// environment.
/// Point Services cannot revoke a token: one that was copied elsewhere is valid until it expires.
/// Without the key of sealed tokens, `--forget` removes the profile alone.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  pointapi logout
  pointapi logout --profile branch --forget

Exit codes: 0 logged out, 2 the tokens could not be removed, 3 there is no such profile.")]
pub(crate) struct Arguments {
    /// Remove the profile too.
    #[arg(long)]
    forget: bool,
}

pub(crate) async fn run(context: &Context, arguments: &Arguments) -> Result<()> {
    let name = profile::chosen(context.profile.profile.as_deref())?;
    // Commands with the account of the environment keep its tokens too.
    let has_profile = Profiles::read()?.get(&name).is_some();
    let session = match variable("POINTAPI_USERNAME")? {
        // Its password is not needed, and may have been withdrawn.
        Some(username) if !has_profile => Session::of_environment(name, variable("POINTAPI_BASE_URL")?, username)?,
        _ => Session::stored(name)?,
    };
    if arguments.forget
        && let Some(failure) = token_files::missing_key(session.profile.tokens)?
    {
        Profiles::remove(&session.name)?;
        let note = format!("removed profile `{}`, but not its sealed tokens: {}", session.name, failure.message);
        context.output.note(note);
        return Ok(());
    }
    session.client()?.sign_out().await.map_err(|error| {
        let advice = "check that the folder of the tokens is yours alone to write, and that its disk is not full";
        Failure::usage(error.to_string()).advise(advice)
    })?;
    if arguments.forget {
        Profiles::remove(&session.name)?;
    }
    let whose =
        if has_profile { format!("profile `{}`", session.name) } else { "the account of the environment".to_owned() };
    context.output.note(format!("logged out of {} ({whose})", session.profile.base_url));
    Ok(())
}
