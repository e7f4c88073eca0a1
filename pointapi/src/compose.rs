//! API traits as supertraits of API traits: `trait Point: UserManagement + Orders {}` yields one client that implements
//! all three.
//!
//! The macro sees neither the methods nor the client of a supertrait. Two traits connect them: through
//! [`GeneratedClient`] the methods of a supertrait reach the state of the client that they are called on, and through
//! [`ApiTrait`] a trait finds the endpoints of its supertraits.

use crate::call::Api;
use crate::endpoint::Endpoint;

/// A generated client.
///
/// A generated client implements it for every `Key`. The blanket implementation of an API trait, such as
/// `impl<C: GeneratedClient<dyn Orders>> Orders for C`, names its own trait object there, so that other crates can still
/// implement `Orders` for their types.
pub trait GeneratedClient<Key: ?Sized>: Send + Sync {
    /// The trait object of the client's own trait.
    type Trait: ?Sized;

    /// Returns the state of the client.
    fn api(&self) -> &Api;
}

/// The trait object of an API trait.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not come from a `#[point_api]` trait",
    label = "not an API trait",
    note = "mark the trait `#[point_api]`, or remove it from the supertraits"
)]
pub trait ApiTrait {
    /// The endpoints of the trait and of its supertraits.
    const ENDPOINTS: &'static [&'static Endpoint];
}

/// Returns the state of a generated client. Generated code calls it to name the `Key`, which a method call could not.
pub fn api_of<Key: ?Sized, C: GeneratedClient<Key>>(client: &C) -> &Api {
    client.api()
}

/// The largest number of endpoints of a trait and its supertraits together.
const MAX_ENDPOINTS: usize = 2048;

/// A list of endpoints, joined from several at compile time; those that are inherited on two paths are in it twice.
pub struct JoinedEndpoints {
    endpoints: [&'static Endpoint; MAX_ENDPOINTS],
    length: usize,
}

impl JoinedEndpoints {
    /// Joins the lists in order.
    ///
    /// # Panics
    ///
    /// At compile time, if there are more than 2048 endpoints.
    #[must_use]
    pub const fn of(lists: &[&[&'static Endpoint]]) -> Self {
        static NONE: Endpoint = Endpoint::new("", http::Method::GET, "", &[]);
        let mut joined = Self { endpoints: [&NONE; MAX_ENDPOINTS], length: 0 };
        let mut list = 0;
        while list < lists.len() {
            let mut index = 0;
            while index < lists[list].len() {
                assert!(joined.length < MAX_ENDPOINTS, "a trait and its supertraits have more than 2048 endpoints");
                joined.endpoints[joined.length] = lists[list][index];
                joined.length += 1;
                index += 1;
            }
            list += 1;
        }
        joined
    }

    /// Returns the joined list.
    #[must_use]
    pub const fn as_slice(&self) -> &[&'static Endpoint] {
        self.endpoints.split_at(self.length).0
    }
}
