//! The declaration of the platform's traits.

/// Declares an API trait of the platform: the options of `point_api` in parentheses, then the trait.
///
/// Its outputs are those whose features are on. A program that enables neither `server` nor `openapi` compiles the client
/// alone.
macro_rules! platform_api {
    (($($options:tt)*) $($declaration:tt)*) => {
        #[cfg_attr(
            not(any(feature = "server", feature = "openapi")),
            crate::point_api(crate = crate, $($options)*)
        )]
        #[cfg_attr(
            all(feature = "server", not(feature = "openapi")),
            crate::point_api(crate = crate, server, $($options)*)
        )]
        #[cfg_attr(
            all(feature = "openapi", not(feature = "server")),
            crate::point_api(crate = crate, openapi, $($options)*)
        )]
        #[cfg_attr(
            all(feature = "server", feature = "openapi"),
            crate::point_api(crate = crate, server, openapi, $($options)*)
        )]
        $($declaration)*
    };
}

pub(in crate::platform) use platform_api;
