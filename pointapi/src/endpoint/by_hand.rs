//! The descriptions of requests without a trait method.

use std::sync::{Mutex, PoisonError};

use http::Method;

use super::Endpoint;

/// Requests without a trait method.
impl Endpoint {
    /// Returns the endpoint that stands for requests built by hand with `method`.
    pub(crate) fn for_method(method: &Method) -> &'static Self {
        macro_rules! one_of {
            ($($method:ident)*) => {
                match *method {
                    $(Method::$method => {
                        static BY_HAND: Endpoint = Endpoint::by_hand(Method::$method);
                        &BY_HAND
                    })*
                    _ => Self::for_extension_method(method),
                }
            };
        }
        one_of!(GET HEAD OPTIONS TRACE PUT DELETE POST PATCH CONNECT)
    }

    /// Keeps one description for each method that the program uses. Beyond 64 of them, all others share one that says
    /// `POST`, so that a program that takes methods from elsewhere uses bounded memory.
    fn for_extension_method(method: &Method) -> &'static Self {
        static KNOWN: Mutex<Vec<&'static Endpoint>> = Mutex::new(Vec::new());
        static OTHER: Endpoint = Endpoint::by_hand(Method::POST);
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(endpoint) = known.iter().find(|endpoint| endpoint.method == *method) {
            return endpoint;
        }
        if known.len() >= 64 {
            return &OTHER;
        }
        let endpoint: &'static Self = Box::leak(Box::new(Self::by_hand(method.clone())));
        known.push(endpoint);
        endpoint
    }

    const fn by_hand(method: Method) -> Self {
        let mut endpoint = Self::new("request", method, "", &[""]);
        endpoint.by_hand = true;
        endpoint
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_by_hand_has_its_own_method() {
        let search = Method::from_bytes(b"SEARCH").expect("a token");
        let endpoint = Endpoint::for_method(&search);
        assert_eq!(*endpoint.method(), search);
        assert!(endpoint.is_once());
        assert!(std::ptr::eq(endpoint, Endpoint::for_method(&search)));
        assert_eq!(*Endpoint::for_method(&Method::PUT).method(), Method::PUT);
    }
}
