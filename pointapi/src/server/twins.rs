//! Endpoints of a trait and its supertraits with one route, found while the program is compiled.

use crate::endpoint::Endpoint;

/// Lists that are longer are compared when the server is built: this is quadratic, and constant evaluation is slow.
const MOST_COMPARED: usize = 256;

/// The longest message.
const MESSAGE_BYTES: usize = 512;

/// Rejects two endpoints of different names with the same method and path.
///
/// Two of the same name may be one endpoint that is inherited twice, which only the running program can tell.
///
/// # Panics
///
/// At compile time, with the names of both.
#[track_caller]
pub const fn forbid_twins(endpoints: &[&'static Endpoint]) {
    let mut later = 1;
    while endpoints.len() <= MOST_COMPARED && later < endpoints.len() {
        let mut earlier = 0;
        while earlier < later {
            let (a, b) = (endpoints[earlier], endpoints[later]);
            if have_same_route(a, b) && !is_equal(a.name, b.name) {
                let message = Message::new()
                    .with("the endpoints `")
                    .with(a.name)
                    .with("` and `")
                    .with(b.name)
                    .with("` have the same method and path (`")
                    .with(b.template)
                    .with("`), so a server cannot tell them apart; change one of them");
                panic!("{}", message.as_str());
            }
            earlier += 1;
        }
        later += 1;
    }
}

const fn have_same_route(a: &Endpoint, b: &Endpoint) -> bool {
    if a.client_only || b.client_only || a.pieces.len() != b.pieces.len() || !is_same_method(a, b) {
        return false;
    }
    let mut index = a.pieces.len();
    while index > 0 {
        index -= 1;
        if !is_equal(a.pieces[index], b.pieces[index]) {
            return false;
        }
    }
    take_equal_segments(a.template, b.template)
}

/// False if one of the methods is no constant of [`http::Method`]; those are compared when the server is built.
const fn is_same_method(a: &Endpoint, b: &Endpoint) -> bool {
    matches!((a.standard_method(), b.standard_method()), (Some(a), Some(b)) if a == b)
}

/// True if each placeholder takes one segment in both templates or several in both; their literals are equal.
const fn take_equal_segments(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let (mut of_a, mut of_b) = (next_brace(a, 0), next_brace(b, 0));
    while of_a < a.len() && of_b < b.len() {
        if (a[of_a - 1] == b'*') != (b[of_b - 1] == b'*') {
            return false;
        }
        (of_a, of_b) = (next_brace(a, of_a + 1), next_brace(b, of_b + 1));
    }
    true
}

/// The position of the next `}` from `index`, or the end.
const fn next_brace(template: &[u8], mut index: usize) -> usize {
    while index < template.len() && template[index] != b'}' {
        index += 1;
    }
    index
}

const fn is_equal(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut index = a.len();
    while index > 0 {
        index -= 1;
        if a[index] != b[index] {
            return false;
        }
    }
    true
}

/// Text that is put together at compile time.
struct Message {
    bytes: [u8; MESSAGE_BYTES],
    length: usize,
}

impl Message {
    const fn new() -> Self {
        Self { bytes: [0; MESSAGE_BYTES], length: 0 }
    }

    /// Appends `text`, or nothing if it is too long.
    const fn with(mut self, text: &str) -> Self {
        let text = text.as_bytes();
        let mut index = 0;
        while self.length + text.len() - index <= MESSAGE_BYTES && index < text.len() {
            self.bytes[self.length] = text[index];
            self.length += 1;
            index += 1;
        }
        self
    }

    const fn as_str(&self) -> &str {
        match str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "two endpoints have the same method and path",
        }
    }
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;

    static BY_ID: Endpoint = Endpoint::new("by_id", Method::GET, "/orders/{id}", &["/orders/", ""]);
    static BY_NAME: Endpoint = Endpoint::new("by_name", Method::GET, "/orders/{name}", &["/orders/", ""]);
    static DELETE: Endpoint = Endpoint::new("delete", Method::DELETE, "/orders/{id}", &["/orders/", ""]);
    static BELOW: Endpoint = Endpoint::new("below", Method::GET, "/orders/{path*}", &["/orders/", ""]);
    static MANY_FIRST: Endpoint = Endpoint::new("many_first", Method::GET, "/{a*}/x/{b}", &["/", "/x/", ""]);
    static MANY_LAST: Endpoint = Endpoint::new("many_last", Method::GET, "/{a}/x/{b*}", &["/", "/x/", ""]);

    #[test]
    #[should_panic(expected = "the endpoints `by_id` and `by_name` have the same method and path (`/orders/{name}`)")]
    fn two_endpoints_of_one_route_are_named() {
        forbid_twins(&[&DELETE, &BY_ID, &BY_NAME]);
    }

    #[test]
    fn another_method_or_shape_is_another_route() {
        forbid_twins(&[&BY_ID, &DELETE, &BELOW]);
        forbid_twins(&[&MANY_FIRST, &MANY_LAST]);
    }

    #[test]
    fn an_endpoint_that_is_inherited_twice_is_no_conflict() {
        forbid_twins(&[&BY_ID, &BY_ID]);
    }
}
