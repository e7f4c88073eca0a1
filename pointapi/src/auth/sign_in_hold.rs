//! What a refused password is worth a second try.

/// How long the same credentials are not tried again after the login rejected them.
///
/// ```
/// use pointapi::{Client, Credentials, auth::SignInHold};
///
/// # fn main() -> pointapi::Result<()> {
/// let client = Client::builder()
///     .credentials(Credentials::password("user", "secret"))
///     .sign_in_hold(SignInHold::Forever)
///     .build()?;
/// # drop(client);
/// # Ok(())
/// # }
/// ```
///
/// A hold ends early when the provider hands out other credentials, by
/// [`credentials_changed`](crate::Client::credentials_changed), and by
/// [`reset_sign_in_guard`](crate::Client::reset_sign_in_guard). It never keeps a refresh back, and it is not about
/// sign-ins that nobody answered: those are held for an hour from the second on, whatever is set here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignInHold {
    /// 15 minutes, then an hour, then 6 hours: at most 2 attempts in the first 30 minutes.
    #[default]
    Escalating,
    /// Until one of the above ends it, for accounts that a few wrong passwords lock. Failures then have no
    /// [`retry_after`](crate::Error::retry_after).
    Forever,
}
