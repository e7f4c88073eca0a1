//! Profiles: a base URL, a login and an account under a name.
//!
//! They contain no secret; tokens, and the secrets of schemes without tokens, are in the token store.

use std::collections::BTreeMap;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use crate::failure::{Failure, Result};
use crate::folders;

/// The name of the profile that is used if none is named.
const DEFAULT: &str = "default";

/// A way to log in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Scheme {
    /// User name and password of Point Services, which issues tokens.
    #[default]
    Point,
    /// A fixed token in `Authorization: Bearer`.
    Bearer,
    /// User name and password with every request (RFC 7617).
    Basic,
    /// A key in a header of any name.
    Header,
}

/// Where the tokens of a profile are kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Tokens {
    /// In files that only their owner can read.
    #[default]
    File,
    /// In such files, sealed with a key in the keyring of the operating system.
    Keyring,
}

impl Tokens {
    fn is_file(&self) -> bool {
        *self == Self::File
    }
}

/// An API and an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Profile {
    pub(crate) base_url: String,
    #[serde(default)]
    pub(crate) scheme: Scheme,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) username: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) alias: Option<String>,
    /// The header of [`Scheme::Header`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) header: Option<String>,
    #[serde(default, skip_serializing_if = "Tokens::is_file")]
    pub(crate) tokens: Tokens,
}

/// The file of all profiles.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Profiles {
    #[serde(default)]
    profiles: BTreeMap<String, Profile>,
}

impl Profiles {
    /// Reads the file; without one there are no profiles.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or is malformed.
    pub(crate) fn read() -> Result<Self> {
        let path = path()?;
        match fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).map_err(|error| Failure::file(&path, error)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(Failure::file(&path, error)),
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Profile> {
        self.profiles.get(name)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&String, &Profile)> {
        self.profiles.iter()
    }

    /// Adds or replaces a profile in the file.
    ///
    /// # Errors
    ///
    /// If it cannot be read or written.
    pub(crate) fn set(name: &str, profile: Profile) -> Result<()> {
        Self::change(|profiles| drop(profiles.insert(name.to_owned(), profile)))
    }

    /// Removes a profile from the file.
    ///
    /// # Errors
    ///
    /// If it cannot be read or written.
    pub(crate) fn remove(name: &str) -> Result<()> {
        Self::change(|profiles| drop(profiles.remove(name)))
    }

    /// Changes the file while no other process does.
    fn change(change: impl FnOnce(&mut BTreeMap<String, Profile>)) -> Result<()> {
        let folder = folders::config()?;
        let _lock = folders::locked(&folder, "profiles.lock")?;
        let mut profiles = Self::read()?;
        change(&mut profiles.profiles);
        profiles.write(&folder)
    }

    /// Replaces the file in one step.
    fn write(&self, folder: &Path) -> Result<()> {
        let path = path()?;
        let text = toml::to_string(self).map_err(|error| Failure::file(&path, error))?;
        let write = || {
            let mut file = NamedTempFile::new_in(folder)?;
            file.write_all(text.as_bytes())?;
            file.persist(&path)?;
            Ok::<_, std::io::Error>(())
        };
        write().map_err(|error| Failure::file(&path, error))
    }
}

/// Returns the name of the chosen profile: the option, or `POINTAPI_PROFILE`, or `default`.
///
/// # Errors
///
/// If it is not a name.
pub(crate) fn chosen(option: Option<&str>) -> Result<String> {
    let name = match option {
        Some(name) => name.to_owned(),
        None => variable("POINTAPI_PROFILE")?.unwrap_or_else(|| DEFAULT.to_owned()),
    };
    let is_part = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.');
    if name.starts_with(|character: char| character.is_ascii_alphanumeric()) && name.chars().all(is_part) {
        return Ok(name);
    }
    Err(Failure::usage(format!("`{name}` is not the name of a profile: use letters, digits, `-`, `_` and `.`")))
}

/// Reads a variable of the environment; an empty one counts as absent.
///
/// # Errors
///
/// If it is not Unicode.
pub(crate) fn variable(name: &str) -> Result<Option<String>> {
    match std::env::var_os(name) {
        Some(value) if value.is_empty() => Ok(None),
        Some(value) => {
            let not_unicode = |_| Failure::usage(format!("the environment variable `{name}` is not Unicode"));
            value.into_string().map(Some).map_err(not_unicode)
        }
        None => Ok(None),
    }
}

/// Reads `POINTAPI_USERALIAS`, which is about Point Services alone.
///
/// # Errors
///
/// If it is not Unicode.
pub(crate) fn alias_of_environment(scheme: Scheme) -> Result<Option<String>> {
    if scheme == Scheme::Point { variable("POINTAPI_USERALIAS") } else { Ok(None) }
}

fn path() -> Result<PathBuf> {
    Ok(folders::config()?.join("profiles.toml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_survives_its_file() {
        let profile = Profile {
            base_url: "https://api.example.com".into(),
            scheme: Scheme::Header,
            username: None,
            alias: None,
            header: Some("X-Api-Key".into()),
            tokens: Tokens::File,
        };
        let mut profiles = Profiles::default();
        profiles.profiles.insert("work".into(), profile.clone());
        let text = toml::to_string(&profiles).unwrap();
        let read: Profiles = toml::from_str(&text).unwrap();
        assert_eq!(read.get("work"), Some(&profile), "{text}");
    }

    #[test]
    fn a_profile_has_a_plain_name() {
        for name in ["work", "a.b-c_7"] {
            assert_eq!(chosen(Some(name)).unwrap(), name);
        }
        for name in ["", "../work", "a/b", ".hidden", "ü"] {
            assert_eq!(chosen(Some(name)).unwrap_err().code, crate::exit::USAGE, "{name}");
        }
    }
}
