//! Arguments without a request: each is made up, in the way in which it would be read.

use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use http::header::HeaderName;
use http::request::Parts;
use http::{Extensions, HeaderMap, HeaderValue, Request};

use super::{Incoming, Reads, Received, Rejection};
use crate::endpoint::Endpoint;
use crate::made_up::{Kind, Maker, NAME, texts};
#[cfg(feature = "multipart")]
use crate::server::multipart::ReceivedPart;

pub(super) const BODY: &str = "the body";

/// The header that stands for those of an argument `#[headers]`.
static OWN_HEADER: HeaderName = HeaderName::from_static("x-made-up");

/// The texts as header values, which arguments borrow.
static VALUES: LazyLock<Vec<HeaderValue>> = LazyLock::new(|| {
    let value =
        |text: &&str| HeaderValue::from_bytes(text.as_bytes()).unwrap_or_else(|_| HeaderValue::from_static(NAME));
    texts().iter().map(value).collect()
});

/// The names of made-up files.
#[cfg(feature = "multipart")]
const FILE_NAMES: &[&str] = &["a \"b\".pdf", "100%0A.pdf", "C:\\scans\\a.pdf"];

/// The texts as parts, of which every third has a file name and a media type.
#[cfg(feature = "multipart")]
static PARTS: LazyLock<Vec<ReceivedPart>> = LazyLock::new(|| {
    let names = FILE_NAMES.iter().cycle().flat_map(|name| [Some(*name), None, None]);
    texts().iter().zip(names).map(|(text, name)| ReceivedPart::made_up(text, name)).collect()
});

impl Incoming {
    /// A request to `endpoint` whose arguments are made up, but for those from its extensions.
    pub(in crate::server) fn made_up(endpoint: &'static Endpoint, extensions: Extensions, maker: Maker) -> Self {
        let mut parts: Parts = Request::new(()).into_parts().0;
        parts.extensions = extensions;
        let received = Received::Whole(Bytes::new());
        let incoming =
            Self::new(endpoint, Arc::new(parts), Vec::new(), (&[], Reads::Nothing), Arc::default(), received);
        Self { maker: Some(maker), ..incoming }
    }

    /// Reports that an extension is needed, which cannot be made up.
    pub(super) fn block_for_extension(&self, type_name: &str) {
        if let Some(maker) = &self.maker {
            maker.block(format!("it takes an extension of the type `{type_name}`: give one by `Contract::extension`"));
        }
    }

    pub(super) fn made_up_path(&self, index: usize) -> Option<&'static str> {
        let maker = self.maker.as_ref()?;
        Some(maker.text(&format!("the path parameter `{}`", self.endpoint.placeholder(index))))
    }

    /// The value of a header, or that it is not there.
    pub(super) fn made_up_header(&self, name: &str) -> Option<Option<&'static HeaderValue>> {
        let (maker, root) = (self.maker.as_ref()?, header(name));
        let value = || VALUES.get(maker.choose(&root, Kind::Text, texts().len()));
        Some(if maker.is_there(&root) { value() } else { None })
    }

    /// The items of a header that is a list.
    pub(super) fn made_up_items(&self, name: &str) -> Option<Vec<&'static str>> {
        let (maker, root) = (self.maker.as_ref()?, header(name));
        let count = maker.choose(&root, Kind::Length, 3);
        Some((0..count).map(|_| maker.text(&root)).collect())
    }

    /// The items of a header that has a fixed number of them: all are one text, so that a rejection is of that text.
    pub(super) fn made_up_array(&self, name: &str, count: usize) -> Option<Vec<&'static str>> {
        let (maker, root) = (self.maker.as_ref()?, header(name));
        Some(vec![maker.text(&root); count])
    }

    pub(super) fn is_made_up_list(&self, name: &str) -> Option<bool> {
        Some(self.maker.as_ref()?.is_there(&header(name)))
    }

    /// The headers of an argument that takes any.
    pub(super) fn made_up_headers(&self) -> Option<HeaderMap> {
        let value = self.made_up_header(OWN_HEADER.as_str())?;
        Some(value.map(|value| (OWN_HEADER.clone(), value.clone())).into_iter().collect())
    }

    pub(super) fn made_up_bytes(&self) -> Option<Bytes> {
        Some(Bytes::from_static(self.maker.as_ref()?.text(BODY).as_bytes()))
    }

    /// The parts of a name: none, one or two.
    #[cfg(feature = "multipart")]
    pub(super) fn made_up_parts(&self, name: &str) -> Option<Vec<&'static ReceivedPart>> {
        let (maker, root) = (self.maker.as_ref()?, format!("the multipart parameter `{name}`"));
        let count = maker.choose(&root, Kind::Length, 3);
        Some((0..count).filter_map(|_| PARTS.get(maker.choose(&root, Kind::Text, texts().len()))).collect())
    }
}

fn header(name: &str) -> String {
    format!("the header parameter `{name}`")
}

/// The rejection that stands for a made-up body which its type does not accept.
pub(super) fn rejected() -> Rejection {
    Rejection::bad_request("the body does not accept its made-up value")
}
