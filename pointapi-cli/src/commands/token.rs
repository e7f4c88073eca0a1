//! `pointapi token`: a fresh access token.

use clap::Args;

use crate::context::Context;
use crate::failure::Result;
use crate::session::Session;

/// Print a fresh access token, for another program.
///
/// Pass it by the environment or by stdin: other users of the machine can read the arguments of a process.
#[derive(Debug, Args)]
#[command(after_help = r#"Examples:
  pointapi token
  export ACCESS_TOKEN=$(pointapi token)
  printf 'header = "Authorization: Bearer %s"\n' "$(pointapi token)" | curl --config - https://api.example.com/orders

Exit codes: 0 printed, 3 not logged in, 6 the server could not be reached."#)]
pub(crate) struct Arguments {}

pub(crate) async fn run(context: &Context, _: &Arguments) -> Result<()> {
    let token = Session::open(&context.profile)?.client()?.access_token().await?;
    context.output.line(token.expose())
}
