//! `pointapi token`: a fresh access token.

use clap::Args;

use crate::context::Context;
use crate::failure::{Failure, Result};
use crate::profile::Scheme;
use crate::session::Session;

/// Print a fresh access token, for another program.
///
/// Pass it by the environment or by stdin: other users of the machine can read the arguments of a process.
#[derive(Debug, Args)]
#[command(after_help = r#"Examples:
  pointapi token
  export ACCESS_TOKEN=$(pointapi token)
  printf 'header = "Authorization: Bearer %s"\n' "$(pointapi token)" |
    curl --config - https://api.example.com/orders

Exit codes: 0 printed, 2 the scheme of the profile has no token, 3 not logged in, 6 the server could not be reached."#)]
pub(crate) struct Arguments {}

pub(crate) async fn run(context: &Context, _: &Arguments) -> Result<()> {
    context.output.without_format("token")?;
    let session = Session::open(&context.profile)?;
    if session.profile.scheme == Scheme::Basic {
        let message = format!("profile `{}` has no token: the scheme `basic` sends the password", session.name);
        return Err(Failure::usage(message));
    }
    let token = session.client()?.access_token().await?;
    context.output.line(token.expose())
}
