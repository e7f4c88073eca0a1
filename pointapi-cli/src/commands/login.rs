//! `pointapi login`: signs in and keeps the tokens.

use std::io::{self, BufRead, IsTerminal, Write};

use clap::Args;

use crate::context::Context;
use crate::failure::{Failure, Result};
use crate::folders;
use crate::interrupt::{self, Interrupt};
use crate::profile::{self, Profile, Profiles, Scheme, Tokens, variable};
use crate::secret::SecretArguments;
use crate::session::{DEFAULT_BASE_URL, Session};
use crate::stored_login::{is_same_record, normal};
use crate::token_files;

/// Sign in, and keep the tokens for later commands.
///
/// The password comes from a prompt, from stdin, from a file, or, for Point Services, from POINTAPI_PASSWORD or
/// POINTAPI_PASSWORD_FILE, never from an argument. That of Point Services is not kept, only the tokens that it gives. Every
/// other scheme keeps what you enter, since each request needs it: `basic` the user name and the password, `bearer` the
/// token, `header` the key.
/// A profile that exists keeps what is not given: its API, scheme, user name and place of tokens, and, for the same API and
/// scheme, its alias and header.
/// A stored login of the profile is replaced when the sign-in succeeds. Its tokens are removed unless a profile still uses
/// them.
/// The profile is kept in the configuration folder, tokens and secrets in the state folder, in files that only you can
/// read; with `--tokens keyring` these are sealed with a key in the keyring of the operating system.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  pointapi login --username greta@larchfield.example
  pointapi login --username greta --alias branch-7 --profile branch
  pointapi login --username greta --password-stdin < /run/secrets/point
  pointapi login --profile crates --base-url https://crates.io --scheme bearer
  pointapi login --profile shop --base-url https://api.example.com \\
    --scheme header --header X-Api-Key")]
pub(crate) struct Arguments {
    /// The API; default: POINTAPI_BASE_URL, or that of the profile, or Point Services.
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// The user name; asked for on a terminal.
    #[arg(long, short, value_name = "NAME")]
    username: Option<String>,
    /// Act as another account of the same organization; `''` for the own one.
    #[arg(long, value_name = "NAME")]
    alias: Option<String>,
    /// The way to log in; default: that of the profile, or `point`.
    #[arg(long, value_enum)]
    scheme: Option<Scheme>,
    /// The header of the scheme `header`.
    #[arg(long, value_name = "NAME")]
    header: Option<String>,
    /// Where to keep the tokens; default: as the profile, or `file`.
    #[arg(long, value_enum)]
    tokens: Option<Tokens>,
    #[command(flatten)]
    secret: SecretArguments,
}

pub(crate) async fn run(context: &Context, arguments: &Arguments) -> Result<()> {
    let name = profile::chosen(context.profile.profile.as_deref())?;
    let profiles = Profiles::read()?;
    let old = profiles.get(&name);
    let profile = arguments.profile(old)?;
    token_files::prepare(profile.tokens)?;
    let secret = arguments.secret.read(profile.scheme)?;
    let session = Session::entered(name.clone(), profile.clone(), secret);
    let client = session.client()?;
    let mut interrupt = Interrupt::listen();
    tokio::select! {
        signed_in = client.sign_in() => signed_in?,
        () = interrupt.requested() => return Err(interrupt::failure("interrupted")),
    }
    check_kept(&name, &profile).await?;
    Profiles::set(&name, profile.clone())?;
    if let Some(old) = old {
        drop_unreachable(context, &name, old).await?;
    }
    let who = profile.username.map(|username| format!(" as {username}")).unwrap_or_default();
    let alias = profile.alias.map(|alias| format!(", alias `{alias}`")).unwrap_or_default();
    context.output.note(format!("logged in to {}{who} (profile `{name}`{alias})", client.base_url()));
    Ok(())
}

/// Checks that the next command will find the tokens: a store that fails costs no sign-in.
async fn check_kept(name: &str, profile: &Profile) -> Result<()> {
    let (client, _) = Session::of(name.to_owned(), profile.clone()).offline()?;
    if client.sign_in().await.is_ok() {
        return Ok(());
    }
    let folder = folders::state()?;
    let message = format!("signed in, but the tokens could not be kept below `{}`", folder.display());
    Err(Failure::usage(message)
        .advise("check that the folder is yours, that you alone can write to it, and that its disk is not full"))
}

/// Drops the tokens of the replaced login unless a profile still uses them: no later command could remove them.
async fn drop_unreachable(context: &Context, name: &str, old: &Profile) -> Result<()> {
    if Profiles::read()?.iter().any(|(_, profile)| is_same_record(profile, old)) {
        return Ok(());
    }
    let dropped = async { Result::<()>::Ok(Session::of(name.to_owned(), old.clone()).client()?.sign_out().await?) };
    if let Err(failure) = dropped.await {
        context.output.note(format!("the tokens of the earlier login remain: {}", failure.message));
    }
    Ok(())
}

impl Arguments {
    /// Returns the profile to be; what is not given comes from the one that it replaces.
    fn profile(&self, old: Option<&Profile>) -> Result<Profile> {
        let scheme = self.scheme.or(old.map(|old| old.scheme)).unwrap_or_default();
        let base_url = self.base_url(scheme, old)?;
        let kept = old.filter(|old| old.scheme == scheme && is_same_api(&old.base_url, &base_url));
        let header = self.header.clone().or_else(|| kept?.header.clone());
        if scheme == Scheme::Header && header.is_none() {
            return Err(Failure::usage("the scheme `header` needs the name of a header: use `--header NAME`"));
        }
        Ok(Profile {
            username: self.username(scheme, old)?,
            alias: self.alias(scheme, kept)?,
            base_url,
            scheme,
            header,
            tokens: self.tokens.or(old.map(|old| old.tokens)).unwrap_or_default(),
        })
    }

    fn base_url(&self, scheme: Scheme, old: Option<&Profile>) -> Result<String> {
        if let Some(url) = &self.base_url {
            return Ok(url.clone());
        }
        match (variable("POINTAPI_BASE_URL")?, old) {
            // The secret of one API must not go to another because a variable is set.
            (Some(url), Some(old)) if scheme != Scheme::Point && !is_same_api(&url, &old.base_url) => {
                let message = format!("the profile is for {}, and `POINTAPI_BASE_URL` is another API", old.base_url);
                Err(Failure::usage(message).advise("unset `POINTAPI_BASE_URL`, or name the API with `--base-url URL`"))
            }
            // Nor because a profile of another API has the name.
            (None, Some(old)) if scheme == Scheme::Point && old.scheme != scheme => {
                let message = format!("the profile is for {}, which is not one of Point Services", old.base_url);
                Err(Failure::usage(message).advise("name the API with `--base-url URL`"))
            }
            (Some(url), _) => Ok(url),
            (None, old) => Ok(old.map_or(DEFAULT_BASE_URL, |old| &old.base_url).to_owned()),
        }
    }

    fn alias(&self, scheme: Scheme, kept: Option<&Profile>) -> Result<Option<String>> {
        let alias = match &self.alias {
            Some(alias) => Some(alias.clone()),
            None => profile::alias_of_environment(scheme)?.or_else(|| kept?.alias.clone()),
        };
        Ok(alias.filter(|alias| !alias.is_empty()))
    }

    fn username(&self, scheme: Scheme, old: Option<&Profile>) -> Result<Option<String>> {
        let environment = if scheme == Scheme::Point { variable("POINTAPI_USERNAME")? } else { None };
        let known = self.username.clone().or(environment).or_else(|| old?.username.clone());
        match known {
            None if matches!(scheme, Scheme::Bearer | Scheme::Header) => Ok(None),
            None if io::stdin().is_terminal() => ask("user name").map(Some),
            None => Err(Failure::usage("there is no user name: use `--username NAME`")),
            known => Ok(known),
        }
    }
}

/// Returns true if clients send the requests of both URLs to the same place, however they are spelled.
fn is_same_api(one: &str, other: &str) -> bool {
    one == other || normal(one) == normal(other)
}

fn ask(name: &str) -> Result<String> {
    let mut stderr = io::stderr();
    write!(stderr, "{name}: ").and_then(|()| stderr.flush()).ok();
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    read.map_err(|error| Failure::usage(format!("could not read the {name}: {error}")))?;
    match line.trim() {
        "" => Err(Failure::usage(format!("the {name} is empty"))),
        name => Ok(name.to_owned()),
    }
}
