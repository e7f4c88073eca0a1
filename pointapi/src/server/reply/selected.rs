//! Selects the way a return type becomes a response.
//!
//! Generated code writes `ReplyFor::<R>::SELECT.__select()`. Method resolution takes the first `__select` whose bound
//! holds, from [`ReplyFor`] through [`PlainReplyFor`], [`StatusReplyFor`] and [`OptionalReplyFor`] to [`DirectReply`], each
//! reached by `Deref`. The last one has no bound, so a return type that cannot be served gets one error, from the bound of
//! `serve`.

use std::marker::PhantomData;
use std::ops::Deref;

use super::by_status::StatusReply;
use super::outcome::{OptionalReply, Reply};
use crate::codec::Codec;
use crate::endpoint::Endpoint;
use crate::response::ReturnType;
use crate::service::HttpResponse;

/// Selects the `Reply` of a return type that the client decodes as it is, if it has one.
pub struct ReplyFor<R>(PhantomData<R>);

impl<R> ReplyFor<R> {
    /// The value to call `__select` on.
    pub const SELECT: Self = Self(PhantomData);
}

impl<R: Reply + ReturnType> ReplyFor<R> {
    /// Selects the type's own implementation. The `__` prefix avoids clashes with methods of user traits.
    #[must_use]
    pub fn __select(&self) -> DecodedReply<R> {
        DecodedReply(PhantomData)
    }
}

impl<R> Deref for ReplyFor<R> {
    type Target = PlainReplyFor<R>;

    fn deref(&self) -> &PlainReplyFor<R> {
        &PlainReplyFor(PhantomData)
    }
}

/// Selects the `Reply` of a return type, if it has one.
pub struct PlainReplyFor<R>(PhantomData<R>);

impl<R: Reply> PlainReplyFor<R> {
    /// Selects the type's own implementation.
    #[must_use]
    pub fn __select(&self) -> DirectReply<R> {
        DirectReply(PhantomData)
    }
}

impl<R> Deref for PlainReplyFor<R> {
    type Target = StatusReplyFor<R>;

    fn deref(&self) -> &StatusReplyFor<R> {
        &StatusReplyFor(PhantomData)
    }
}

/// Selects the reply of an enum with a variant for each status, if the return type has one.
pub struct StatusReplyFor<R>(PhantomData<R>);

impl<R: StatusReply> StatusReplyFor<R> {
    /// Selects the reply by status.
    #[must_use]
    pub fn __select(&self) -> ReplyByStatus<R> {
        ReplyByStatus(PhantomData)
    }
}

impl<R> Deref for StatusReplyFor<R> {
    type Target = OptionalReplyFor<R>;

    fn deref(&self) -> &OptionalReplyFor<R> {
        &OptionalReplyFor(PhantomData)
    }
}

/// Selects the reply of the content of an `Option`, if the return type has one.
pub struct OptionalReplyFor<R>(PhantomData<R>);

impl<R: OptionalReply> OptionalReplyFor<R> {
    /// Selects the reply of the content.
    #[must_use]
    pub fn __select(&self) -> ReplyInOption<R> {
        ReplyInOption(PhantomData)
    }
}

impl<R> Deref for OptionalReplyFor<R> {
    type Target = DirectReply<R>;

    fn deref(&self) -> &DirectReply<R> {
        &DirectReply(PhantomData)
    }
}

/// Replies with the variant of an enum, by [`StatusReply`].
pub struct ReplyByStatus<R>(PhantomData<R>);

/// Replies by the type's own [`Reply`] implementation, and knows what the client decodes.
pub struct DecodedReply<R>(PhantomData<R>);

/// Replies by the type's own [`Reply`] implementation.
pub struct DirectReply<R>(PhantomData<R>);

impl<R> DirectReply<R> {
    /// Fallback for types that cannot be served; `serve` then produces the compile error.
    #[must_use]
    pub fn __select(&self) -> Self {
        Self(PhantomData)
    }
}

/// Replies with the content of an `Option`, or as the endpoint declares for an absent value.
pub struct ReplyInOption<R>(PhantomData<R>);

/// A selected way to reply with an `R`.
pub trait SelectedReply<R> {
    /// The response.
    fn reply<C: Codec>(value: R, endpoint: &'static Endpoint) -> HttpResponse;

    /// The media type of every value, if it is known before the method is called.
    fn media_type<C: Codec>() -> Option<&'static str> {
        None
    }

    /// True if the value is bytes as they are, which the client decodes from any media type.
    fn is_raw<C: Codec>() -> bool {
        false
    }
}

impl<R: Reply + ReturnType> SelectedReply<R> for DecodedReply<R> {
    fn reply<C: Codec>(value: R, endpoint: &'static Endpoint) -> HttpResponse {
        value.reply::<C>(endpoint)
    }

    fn media_type<C: Codec>() -> Option<&'static str> {
        <R as Reply>::media_type::<C>()
    }

    fn is_raw<C: Codec>() -> bool {
        R::accept::<C>() == "*/*"
    }
}

impl<R: StatusReply> SelectedReply<R> for ReplyByStatus<R> {
    fn reply<C: Codec>(value: R, endpoint: &'static Endpoint) -> HttpResponse {
        value.status_reply::<C>(endpoint)
    }
}

impl<R: Reply> SelectedReply<R> for DirectReply<R> {
    fn reply<C: Codec>(value: R, endpoint: &'static Endpoint) -> HttpResponse {
        value.reply::<C>(endpoint)
    }

    fn media_type<C: Codec>() -> Option<&'static str> {
        R::media_type::<C>()
    }
}

impl<R: OptionalReply> SelectedReply<R> for ReplyInOption<R> {
    fn reply<C: Codec>(value: R, endpoint: &'static Endpoint) -> HttpResponse {
        value.optional_reply::<C>(endpoint)
    }
}
