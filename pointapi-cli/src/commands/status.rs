//! `pointapi status`: the stored logins, without network.

use std::sync::atomic::Ordering;
use std::time::SystemTime;

use clap::Args;
use serde::Serialize;

use crate::context::Context;
use crate::exit;
use crate::failure::{Failure, Result, unless_gone};
use crate::output::Column;
use crate::profile::{Profiles, Scheme};
use crate::session::Session;
use crate::time::shown;

/// Show the stored login, without network.
///
/// With `--all`, a profile whose tokens cannot be read is `unreadable`, and stderr has the reason.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  pointapi status
  pointapi status --all --output json

Exit codes: 0 logged in, or with --all, 3 not logged in.")]
pub(crate) struct Arguments {
    /// Show every profile.
    #[arg(long)]
    all: bool,
}

const COLUMNS: &[Column] = &[
    Column::new("profile", "Profile"),
    Column::new("base_url", "Base URL"),
    Column::new("scheme", "Scheme"),
    Column::new("username", "User name"),
    Column::new("alias", "Alias"),
    Column::new("state", "State"),
    Column::new("access_expires_at", "Token until"),
    Column::new("refresh_expires_at", "Login until"),
];

/// The login of a profile.
#[derive(Serialize)]
struct Status {
    profile: String,
    base_url: String,
    scheme: Scheme,
    username: Option<String>,
    alias: Option<String>,
    state: State,
    access_expires_at: Option<String>,
    refresh_expires_at: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
enum State {
    #[serde(rename = "logged in")]
    LoggedIn,
    /// The next command fetches a token.
    #[serde(rename = "logged in, token expired")]
    Expired,
    #[serde(rename = "logged out")]
    LoggedOut,
    /// The tokens cannot be read, for example because the keyring has no key.
    #[serde(rename = "unreadable")]
    Unreadable,
}

pub(crate) async fn run(context: &Context, arguments: &Arguments) -> Result<()> {
    if arguments.all {
        let mut listing = context.output.listing(COLUMNS);
        for (name, profile) in Profiles::read()?.iter() {
            let session = Session::of(name.clone(), profile.clone());
            let status = status(&session).await.unwrap_or_else(|failure| {
                context.output.note(format!("profile `{name}`: {}", failure.message));
                Status::unreadable(&session)
            });
            listing.push(&status)?;
        }
        return listing.finish();
    }
    let status = status(&Session::open(&context.profile)?).await?;
    unless_gone(context.output.object(COLUMNS, &status))?;
    match status.state {
        State::LoggedOut => {
            let message = format!("profile `{}` is not logged in", status.profile);
            Err(Failure::new(exit::AUTH, message).advise("`pointapi login` signs in"))
        }
        _ => Ok(()),
    }
}

async fn status(session: &Session) -> Result<Status> {
    let (client, has_refresh_token) = session.offline()?;
    let is_usable = client.sign_in().await.is_ok();
    let auth = client.auth_status();
    let is_over = auth.refresh_expires_at().is_some_and(|deadline| deadline <= SystemTime::now());
    let can_refresh = has_refresh_token.load(Ordering::Relaxed) && !is_over;
    let state = match (is_usable, can_refresh) {
        (true, _) => State::LoggedIn,
        (false, true) => State::Expired,
        (false, false) => State::LoggedOut,
    };
    Ok(Status {
        state,
        access_expires_at: auth.access_expires_at().and_then(shown),
        refresh_expires_at: auth.refresh_expires_at().and_then(shown),
        ..Status::unreadable(session)
    })
}

impl Status {
    /// A status of the profile alone, without its tokens.
    fn unreadable(session: &Session) -> Self {
        let profile = session.profile.clone();
        Self {
            profile: session.name.clone(),
            base_url: profile.base_url,
            scheme: profile.scheme,
            username: profile.username,
            alias: profile.alias,
            state: State::Unreadable,
            access_expires_at: None,
            refresh_expires_at: None,
        }
    }
}
