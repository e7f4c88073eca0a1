//! The placeholders of a path template.

use super::Endpoint;

impl Endpoint {
    /// Returns the name of a placeholder, counted from 0.
    pub(crate) fn placeholder(&self, index: usize) -> &'static str {
        let written = self.written_placeholder(index);
        written.strip_suffix('*').unwrap_or(written)
    }

    /// Returns true for a placeholder that takes several segments (`{path*}`).
    #[cfg(feature = "server")]
    pub(crate) fn takes_segments(&self, index: usize) -> bool {
        self.written_placeholder(index).ends_with('*')
    }

    fn written_placeholder(&self, index: usize) -> &'static str {
        let mut rest = self.template;
        let mut names = std::iter::from_fn(|| {
            loop {
                let (_, after) = rest.split_once('{')?;
                let Some(escaped) = after.strip_prefix('{') else {
                    let (name, after) = after.split_once('}')?;
                    rest = after;
                    return Some(name);
                };
                rest = escaped;
            }
        });
        names.nth(index).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;

    #[test]
    fn escaped_braces_are_not_counted_among_placeholders() {
        let endpoint = Endpoint::new("list", Method::GET, "/{{x}}/{name*}/{{y}}/{z}", &["/{x}/", "/{y}/", ""]);
        assert_eq!([0, 1, 2].map(|index| endpoint.written_placeholder(index)), ["name*", "z", ""]);
    }
}
