//! `pointapi logout`: drops the tokens of a profile.

use clap::Args;

use crate::context::Context;
use crate::failure::Result;
use crate::profile::{self, Profiles};
use crate::session::Session;
use crate::token_files;

/// Drop the tokens of a profile.
///
/// The account is that of the profile, also where the environment names another one.
/// Point Services cannot revoke a token: one that was copied elsewhere is valid until it expires.
/// Without the key of sealed tokens, `--forget` removes the profile alone.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  pointapi logout
  pointapi logout --profile branch --forget")]
pub(crate) struct Arguments {
    /// Remove the profile too.
    #[arg(long)]
    forget: bool,
}

pub(crate) async fn run(context: &Context, arguments: &Arguments) -> Result<()> {
    let session = Session::stored(profile::chosen(context.profile.profile.as_deref())?)?;
    if arguments.forget
        && let Some(failure) = token_files::missing_key(session.profile.tokens)?
    {
        Profiles::remove(&session.name)?;
        let note = format!("removed profile `{}`, but not its sealed tokens: {}", session.name, failure.message);
        context.output.note(note);
        return Ok(());
    }
    session.client()?.sign_out().await?;
    if arguments.forget {
        Profiles::remove(&session.name)?;
    }
    context.output.note(format!("logged out of {} (profile `{}`)", session.profile.base_url, session.name));
    Ok(())
}
