//! `pointapi logout`: drops the tokens of a profile.

use clap::Args;

use crate::context::Context;
use crate::failure::Result;
use crate::profile::Profiles;
use crate::session::Session;

/// Drop the tokens of a profile.
///
/// Point Services cannot revoke a token: one that was copied elsewhere is valid until it expires.
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
    let session = Session::open(&context.profile)?;
    session.client()?.sign_out().await?;
    if arguments.forget {
        let mut profiles = Profiles::read()?;
        profiles.remove(&session.name);
        profiles.write()?;
    }
    context.output.note(format!("logged out of {} (profile `{}`)", session.profile.base_url, session.name));
    Ok(())
}
