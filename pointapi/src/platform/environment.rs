//! A client from environment variables.

use std::env::{self, VarError};
use std::fs;

use crate::auth::Credentials;
use crate::client::{Client, ClientBuilder};
use crate::error::{Error, Result};

/// Returns a builder with the settings of the environment.
pub(super) fn builder() -> Result<ClientBuilder> {
    from_variables(&|name| match env::var(name) {
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Error::config(format!("`{name}` is not Unicode"))),
    })
}

fn from_variables(variable: &dyn Fn(&str) -> Result<Option<String>>) -> Result<ClientBuilder> {
    // Files of services set the variables that they do not use to nothing.
    let read = |name: &str| variable(name).map(|value| value.filter(|value| !value.is_empty()));
    let mut builder = Client::builder().allow_insecure_loopback();
    if let Some(url) = read("POINTAPI_BASE_URL")? {
        builder = builder.base_url(url);
    }
    let password = match (read("POINTAPI_PASSWORD")?, read("POINTAPI_PASSWORD_FILE")?) {
        (Some(_), Some(_)) => {
            return Err(Error::config("set `POINTAPI_PASSWORD` or `POINTAPI_PASSWORD_FILE`, not both"));
        }
        (password, None) => password,
        (None, Some(file)) => Some(first_line(&file)?),
    };
    let alias = read("POINTAPI_USERALIAS")?;
    match (read("POINTAPI_USERNAME")?, password) {
        (Some(username), Some(password)) => {
            let credentials = Credentials::password(username, password);
            Ok(builder.credentials(match alias {
                Some(alias) => credentials.alias(alias),
                None => credentials,
            }))
        }
        (None, None) if alias.is_none() => Ok(builder),
        (None, _) => Err(Error::config("`POINTAPI_USERNAME` is not set")),
        (Some(_), None) => Err(Error::config(
            "`POINTAPI_USERNAME` is set without a password: set `POINTAPI_PASSWORD` or `POINTAPI_PASSWORD_FILE`",
        )),
    }
}

fn first_line(path: &str) -> Result<String> {
    let content = fs::read_to_string(path)
        .map_err(|source| Error::config("the file of `POINTAPI_PASSWORD_FILE` cannot be read").with_source(source))?;
    // Editors on Windows begin a file with a byte order mark.
    content
        .trim_start_matches('\u{feff}')
        .lines()
        .next()
        .filter(|line| !line.is_empty())
        .map(Into::into)
        .ok_or_else(|| Error::config("the file of `POINTAPI_PASSWORD_FILE` has no password in its first line"))
}

// A client needs a transport.
#[cfg(all(test, any(feature = "reqwest", feature = "hyper")))]
mod tests {
    use super::*;

    fn build(variables: &[(&str, &str)]) -> Result<String> {
        let read = |name: &str| {
            Ok(variables.iter().find(|(variable, _)| *variable == name).map(|(_, value)| (*value).to_owned()))
        };
        from_variables(&read)?.build().map(|client| format!("{client:?}"))
    }

    #[test]
    fn default_is_point_services_without_credentials() {
        let client = build(&[]).unwrap();
        assert!(client.contains("https://api.pointservices.com:443"), "{client}");
        assert!(client.contains("Missing"), "{client}");
    }

    #[test]
    fn every_variable_is_used_and_the_password_is_not_shown() {
        let client = build(&[
            ("POINTAPI_BASE_URL", "http://127.0.0.1:1"),
            ("POINTAPI_USERNAME", "greta"),
            ("POINTAPI_PASSWORD", "canary"),
            ("POINTAPI_USERALIAS", "branch"),
        ])
        .unwrap();
        assert!(client.contains("http://127.0.0.1:1"), "{client}");
        assert!(!client.contains("canary"), "{client}");
    }

    #[test]
    fn empty_variable_counts_as_absent() {
        for empty in ["POINTAPI_BASE_URL", "POINTAPI_PASSWORD_FILE", "POINTAPI_USERALIAS"] {
            let client =
                build(&[("POINTAPI_USERNAME", "greta"), ("POINTAPI_PASSWORD", "canary"), (empty, "")]).unwrap();
            assert!(client.contains("https://api.pointservices.com:443"), "{empty}: {client}");
        }
        assert!(build(&[("POINTAPI_USERNAME", "greta"), ("POINTAPI_PASSWORD", "")]).is_err());
    }

    #[test]
    fn first_line_of_a_file_has_no_byte_order_mark() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("password");
        fs::write(&path, "\u{feff}canary\r\n").unwrap();
        assert_eq!(first_line(path.to_str().unwrap()).unwrap(), "canary");
    }

    #[test]
    fn incomplete_pair_is_an_error_that_names_the_other_half() {
        let error = |variables| build(variables).unwrap_err().to_string();
        assert!(error(&[("POINTAPI_USERNAME", "a")]).contains("POINTAPI_PASSWORD"));
        assert!(error(&[("POINTAPI_PASSWORD", "a")]).contains("POINTAPI_USERNAME"));
        assert!(error(&[("POINTAPI_USERALIAS", "a")]).contains("POINTAPI_USERNAME"));
        assert!(error(&[("POINTAPI_PASSWORD", "a"), ("POINTAPI_PASSWORD_FILE", "b")]).contains("not both"));
        assert!(error(&[("POINTAPI_PASSWORD_FILE", "/no/such/file")]).contains("cannot be read"));
    }
}
