//! The secrets, and a search for them in all encodings.

pub(crate) const PASSWORD: &str = "Zq7-correct-horse-battery";
pub(crate) const ACCESS_TOKEN: &str = "eyCanaryAccess.abcDEF123.sig-nature_77";
pub(crate) const REFRESH_TOKEN: &str = "canary-refresh-5521-abcdef";
pub(crate) const SSN: &str = "912-47-6031";
pub(crate) const DOCUMENT: &str = "%PDF-canary-document-bytes";
pub(crate) const COOKIE: &str = "canary-cookie-value-4410";

pub(crate) const SECRETS: [(&str, &str); 6] = [
    ("the password", PASSWORD),
    ("the access token", ACCESS_TOKEN),
    ("the refresh token", REFRESH_TOKEN),
    ("the SSN", SSN),
    ("the document", DOCUMENT),
    ("the cookie", COOKIE),
];

/// Returns the first secret that `text` contains in any encoding, and the text around it.
pub(crate) fn find(text: &str) -> Option<(&'static str, String)> {
    SECRETS.iter().find_map(|(name, secret)| {
        let list = format!("{:?}", secret.as_bytes());
        let forms =
            [secret.to_string(), list[1..list.len() - 1].to_owned(), percent_encoded(secret), hex(secret.as_bytes())];
        let position = forms.iter().find_map(|form| text.find(form))?;
        let around = |end: usize| (0..=end).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
        let (start, end) = (around(position.saturating_sub(300)), around((position + 300).min(text.len())));
        Some((*name, text[start..end].to_owned()))
    })
}

pub(crate) fn percent_encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
