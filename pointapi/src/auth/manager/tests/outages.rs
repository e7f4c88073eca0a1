//! Outages of the login: sign-ins are spread, so that they outlast it without a hold of an hour.

use futures_util::future::join_all;

use super::{super::*, script::*};
use crate::auth::TokenError;
use crate::auth::api::token_error::RejectionBody;

type Response = fn() -> TokenError;

fn status(code: u16) -> TokenError {
    TokenError::from_status(http::StatusCode::from_u16(code).expect("a status"), RejectionBody::Bare, None)
}

/// Calls once a second for the token of each manager; returns the number of seconds until all have one.
async fn seconds_until_a_token(world: &World, managers: &[TokenManager], limit: u64) -> Option<u64> {
    for second in 0..=limit {
        if join_all(managers.iter().map(token)).await.iter().all(Result::is_ok) {
            return Some(second);
        }
        world.clock.advance(seconds(1));
    }
    None
}

#[tokio::test(start_paused = true)]
async fn calls_succeed_within_60_s_of_the_end_of_a_short_outage() {
    let rows: [(&str, u64, bool, Response); 5] = [
        ("404", 90, false, || status(404)),
        ("404, proven credentials", 90, true, || status(404)),
        ("418", 90, false, || status(418)),
        ("a redirect to a page of maintenance", 60, false, || status(302)),
        ("resets, proven credentials", 60, true, || TokenError::unanswered("reset")),
    ];
    for (case, outage, is_proven, response) in rows {
        for (seed, aliases) in (0..3).flat_map(|seed| [(seed, &[None][..]), (seed, &[Some("a"), Some("b"), Some("c")])])
        {
            let (world, login) = (World::new(), Arc::new(Login::of("greta")));
            if is_proven {
                login.on_sign_in([Reply::Tokens(tokens("alone"))]);
                token(&world.manager(&login, Some("proves"), seed)).await.expect("signed in");
            }
            let managers: Vec<_> = aliases.iter().map(|alias| world.manager(&login, *alias, seed)).collect();
            login.on_sign_in((0..1000).map(|_| Reply::Error(response())));
            assert_eq!(seconds_until_a_token(&world, &managers, outage).await, None, "{case}");
            login.mend_sign_in();
            let waited = seconds_until_a_token(&world, &managers, 60).await;
            assert!(waited.is_some(), "{case}, {} aliases: {:?}", aliases.len(), managers[0].status().last_failure());
        }
    }
}
