//! `pointapi login`: signs in and keeps the tokens.

use std::io::{self, BufRead, IsTerminal, Write};

use clap::Args;

use crate::context::Context;
use crate::failure::{Failure, Result};
use crate::profile::{self, Profile, Profiles, Scheme, variable};
use crate::secret::SecretArguments;
use crate::session::{DEFAULT_BASE_URL, Session};

/// Sign in, and keep the tokens for later commands.
///
/// The password comes from a prompt, from stdin, from a file, or from POINTAPI_PASSWORD or POINTAPI_PASSWORD_FILE, never
/// from an argument. That of Point Services is not kept, only the tokens that it gives. Every other scheme keeps what you
/// enter, since each request needs it: `basic` the user name and the password, `bearer` the token, `header` the key.
/// A stored login of the account is replaced when the sign-in succeeds.
/// The profile is kept in the configuration folder, tokens and secrets in the state folder, in files that only you can
/// read.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  pointapi login --username greta@larchfield.example
  pointapi login --username greta --alias branch-7 --profile branch
  pointapi login --username greta --password-stdin < /run/secrets/point
  pointapi login --profile crates --base-url https://crates.io --scheme bearer
  pointapi login --profile shop --base-url https://api.example.com --scheme header --header X-Api-Key")]
pub(crate) struct Arguments {
    /// The API; default: that of the profile, or POINTAPI_BASE_URL, or Point Services.
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// The user name; asked for on a terminal.
    #[arg(long, short, value_name = "NAME")]
    username: Option<String>,
    /// Act as another account of the same organization.
    #[arg(long, value_name = "NAME")]
    alias: Option<String>,
    /// The way to log in.
    #[arg(long, value_enum, default_value_t)]
    scheme: Scheme,
    /// The header of the scheme `header`.
    #[arg(long, value_name = "NAME", required_if_eq("scheme", "header"))]
    header: Option<String>,
    #[command(flatten)]
    secret: SecretArguments,
}

pub(crate) async fn run(context: &Context, arguments: &Arguments) -> Result<()> {
    let name = profile::chosen(context.profile.profile.as_deref())?;
    let profile = arguments.profile(Profiles::read()?.get(&name))?;
    let secret = arguments.secret.read(match profile.scheme {
        Scheme::Point | Scheme::Basic => "password",
        Scheme::Bearer => "token",
        Scheme::Header => "key",
    })?;
    let session = Session::entered(name.clone(), profile.clone(), secret);
    let client = session.client()?;
    client.sign_in().await?;
    Profiles::set(&name, profile.clone())?;
    let who = profile.username.as_deref().map(|username| format!(" as {username}")).unwrap_or_default();
    context.output.note(format!("logged in to {}{who} (profile `{name}`)", client.base_url()));
    Ok(())
}

impl Arguments {
    /// Returns the profile to be; what is not given comes from the one that it replaces.
    fn profile(&self, old: Option<&Profile>) -> Result<Profile> {
        let base_url = match &self.base_url {
            Some(url) => Some(url.clone()),
            None => variable("POINTAPI_BASE_URL")?,
        };
        let needs_username = matches!(self.scheme, Scheme::Point | Scheme::Basic);
        let username = match &self.username {
            Some(username) => Some(username.clone()),
            None if needs_username => Some(self.missing_username(old)?),
            None => None,
        };
        Ok(Profile {
            base_url: base_url.or_else(|| Some(old?.base_url.clone())).unwrap_or_else(|| DEFAULT_BASE_URL.to_owned()),
            scheme: self.scheme,
            username,
            alias: self.alias.clone(),
            header: self.header.clone(),
        })
    }

    fn missing_username(&self, old: Option<&Profile>) -> Result<String> {
        let known = match variable("POINTAPI_USERNAME")? {
            Some(username) => Some(username),
            None => old.and_then(|profile| profile.username.clone()),
        };
        match known {
            Some(username) => Ok(username),
            None if io::stdin().is_terminal() => ask("user name"),
            None => Err(Failure::usage("there is no user name: use `--username NAME`")),
        }
    }
}

fn ask(name: &str) -> Result<String> {
    eprint!("{name}: ");
    io::stderr().flush().ok();
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    read.map_err(|error| Failure::usage(format!("could not read the {name}: {error}")))?;
    match line.trim() {
        "" => Err(Failure::usage(format!("the {name} is empty"))),
        name => Ok(name.to_owned()),
    }
}
