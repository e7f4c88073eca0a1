//! The request bodies and queries.

use serde::Serialize;

/// Selects the crates to list; absent fields are not sent.
#[derive(Serialize, Default)]
pub(crate) struct Search<'a> {
    pub(crate) q: Option<&'a str>,
    pub(crate) page: Option<u32>,
    pub(crate) per_page: Option<u32>,
    pub(crate) sort: Option<&'a str>,
    pub(crate) category: Option<&'a str>,
    pub(crate) keyword: Option<&'a str>,
}

#[derive(Serialize)]
pub(crate) struct Owners<'a> {
    pub(crate) owners: &'a [&'a str],
}

#[derive(Serialize)]
pub(crate) struct Yank<'a> {
    pub(crate) yanked: bool,
    pub(crate) yank_message: Option<&'a str>,
}

/// The metadata of a new version, shortened.
#[derive(Serialize)]
pub(crate) struct Metadata<'a> {
    pub(crate) name: &'a str,
    pub(crate) vers: &'a str,
}

#[derive(Serialize)]
pub(crate) struct PublisherConfig<'a> {
    #[serde(rename = "crate")]
    pub(crate) krate: &'a str,
    pub(crate) repository_owner: &'a str,
    pub(crate) workflow_filename: &'a str,
}

/// The identity token of a workflow.
#[derive(Serialize)]
pub(crate) struct Jwt<'a> {
    pub(crate) jwt: &'a str,
}

#[derive(Serialize)]
pub(crate) struct NewToken<'a> {
    pub(crate) name: &'a str,
}

#[derive(Serialize)]
pub(crate) struct Email<'a> {
    pub(crate) email: &'a str,
}

#[derive(Serialize)]
pub(crate) struct EmailNotifications {
    pub(crate) id: u64,
    pub(crate) email_notifications: bool,
}

/// Most request bodies are an object with one member.
macro_rules! envelopes {
    ($($name:ident { $member:ident: $content:ident })*) => {$(
        #[derive(Serialize)]
        pub(crate) struct $name<'a> {
            $member: $content<'a>,
        }

        impl<'a> From<$content<'a>> for $name<'a> {
            fn from($member: $content<'a>) -> Self {
                Self { $member }
            }
        }
    )*};
}

envelopes! {
    VersionChange { version: Yank }
    NewPublisherConfig { github_config: PublisherConfig }
    TokenRequest { api_token: NewToken }
    UserChange { user: Email }
}
