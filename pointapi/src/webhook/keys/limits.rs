//! How often keys are fetched, and which key ids are known to be none.

use std::collections::VecDeque;
use std::time::Duration;

use crate::clock::Moment;

/// So long after a fetch begins, an unknown key id or a stale set is no reason for another.
const COOL_DOWN: Duration = Duration::from_secs(30);
const MINUTE: Duration = Duration::from_secs(60);
/// The platform's samples ask for no more in a minute.
const FETCHES_A_MINUTE: usize = 5;

/// When the last fetches began.
#[derive(Default)]
pub(super) struct Fetches {
    begun: VecDeque<Moment>,
}

impl Fetches {
    pub(super) fn begin(&mut self, now: Moment) {
        if self.begun.len() == FETCHES_A_MINUTE {
            self.begun.pop_front();
        }
        self.begun.push_back(now);
    }

    /// Whether another may begin; sooner after the last one if it is `urgent`.
    pub(super) fn may_begin(&self, urgent: bool, now: Moment) -> bool {
        let is_over = |begun: Option<&Moment>, pause| begun.is_none_or(|begun| begun.after(pause).is_over(now));
        let is_full = self.begun.len() == FETCHES_A_MINUTE;
        (!is_full || is_over(self.begun.front(), MINUTE)) && (urgent || is_over(self.begun.back(), COOL_DOWN))
    }
}

/// Key ids that were looked for and not found.
#[derive(Default)]
pub(super) struct UnknownIds {
    /// Oldest first, each with the moment when it is worth another look.
    ids: VecDeque<(String, Moment)>,
}

const MOST_UNKNOWN: usize = 256;
/// An issuer may sign with a new key a little before every cache shows it, so an id is not unknown for long.
const UNKNOWN_FOR: Duration = Duration::from_secs(5 * 60);

impl UnknownIds {
    pub(super) fn note(&mut self, id: &str, now: Moment) {
        if self.ids.len() == MOST_UNKNOWN {
            self.ids.pop_front();
        }
        self.ids.push_back((id.to_owned(), now.after(UNKNOWN_FOR)));
    }

    pub(super) fn contains(&self, id: &str, now: Moment) -> bool {
        self.ids.iter().any(|(unknown, until)| unknown == id && !until.is_over(now))
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    fn at(seconds: u64) -> Moment {
        Moment { wall: SystemTime::UNIX_EPOCH, monotonic: Duration::from_secs(seconds) }
    }

    #[test]
    fn fetches_are_30_seconds_apart_and_5_a_minute_if_urgent() {
        let mut fetches = Fetches::default();
        assert!(fetches.may_begin(false, at(0)));
        fetches.begin(at(0));
        assert!(!fetches.may_begin(false, at(29)));
        assert!(fetches.may_begin(false, at(30)));
        for second in 1..5 {
            assert!(fetches.may_begin(true, at(second)));
            fetches.begin(at(second));
        }
        assert!(!fetches.may_begin(true, at(59)));
        assert!(fetches.may_begin(true, at(60)));
        fetches.begin(at(60));
        assert!(!fetches.may_begin(true, at(60)));
        assert!(fetches.may_begin(true, at(61)));
    }

    #[test]
    fn the_last_256_unknown_ids_are_kept_for_5_minutes() {
        let mut unknown = UnknownIds::default();
        for number in 0..257 {
            unknown.note(&number.to_string(), at(0));
        }
        assert!(!unknown.contains("0", at(0)));
        assert!(unknown.contains("1", at(299)) && unknown.contains("256", at(299)));
        assert!(!unknown.contains("256", at(300)));
        assert_eq!(unknown.ids.len(), 256);
    }
}
