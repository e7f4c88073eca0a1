use std::time::Duration;

use proptest::prelude::*;

use super::*;

const HOUR: u64 = 3600;

fn time(text: &str) -> SystemTime {
    let timestamp: Timestamp = text.parse().expect("a timestamp");
    SystemTime::try_from(timestamp).expect("a system time")
}

fn zones() -> [TimeZone; 2] {
    [TimeZone::get(ZONE).expect("the zone data of this machine"), TimeZone::posix(FALLBACK).expect("the fallback rule")]
}

/// Case, issued, deadline, lifetime in seconds.
const ROWS: [(&str, &str, &str, u64); 15] = [
    ("normal, winter", "2026-01-15T15:30:00Z", "2026-01-17T05:00:00Z", 37 * HOUR + 1800),
    ("normal, summer", "2026-07-15T15:30:00Z", "2026-07-17T04:00:00Z", 36 * HOUR + 1800),
    ("1 s before midnight", "2026-01-15T04:59:59Z", "2026-01-16T05:00:00Z", 24 * HOUR + 1),
    ("exact midnight", "2026-01-15T05:00:00Z", "2026-01-16T05:00:00Z", 24 * HOUR),
    ("1 s after midnight", "2026-01-15T05:00:01Z", "2026-01-17T05:00:00Z", 48 * HOUR - 1),
    ("spring forward, day before", "2026-03-07T15:00:00Z", "2026-03-09T04:00:00Z", 37 * HOUR),
    ("spring, lands exactly", "2026-03-08T04:00:00Z", "2026-03-09T04:00:00Z", 24 * HOUR),
    ("spring, late Saturday", "2026-03-08T04:30:00Z", "2026-03-10T04:00:00Z", 47 * HOUR + 1800),
    ("spring, on the day", "2026-03-08T15:00:00Z", "2026-03-10T04:00:00Z", 37 * HOUR),
    ("fall back, day before", "2026-10-31T15:00:00Z", "2026-11-02T05:00:00Z", 38 * HOUR),
    ("fall, early Sunday", "2026-11-01T04:30:00Z", "2026-11-02T05:00:00Z", 24 * HOUR + 1800),
    ("fall, lands exactly", "2026-11-01T05:00:00Z", "2026-11-02T05:00:00Z", 24 * HOUR),
    ("fall, first 01:30", "2026-11-01T05:30:00Z", "2026-11-03T05:00:00Z", 47 * HOUR + 1800),
    ("fall, second 01:30", "2026-11-01T06:30:00Z", "2026-11-03T05:00:00Z", 46 * HOUR + 1800),
    ("longest possible", "2026-10-31T04:00:01Z", "2026-11-02T05:00:00Z", 49 * HOUR - 1),
];

#[test]
fn every_row_holds_with_zone_data_and_with_the_fallback() {
    for (case, issued, expected, life) in ROWS {
        for zone in zones() {
            let deadline = deadline_in(time(issued), zone).expect(case);
            assert_eq!(deadline, time(expected), "{case}");
            assert_eq!(deadline.duration_since(time(issued)).expect(case), Duration::from_secs(life), "{case}");
        }
    }
}

#[test]
fn a_time_outside_the_calendar_has_no_deadline() {
    let far = SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 50);
    assert_eq!(deadline(far), None);
}

fn seconds_of_2007_to_2037() -> std::ops::Range<u64> {
    let first = time("2007-01-01T00:00:00Z");
    let last = time("2037-12-30T00:00:00Z");
    let since_epoch = |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH).expect("later").as_secs();
    since_epoch(first)..since_epoch(last)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_lifetime_is_24_to_49_hours_and_ends_at_midnight(
        second in seconds_of_2007_to_2037(),
        later in 0..3 * 24 * HOUR,
        nanosecond in 0..1_000_000_000_u32,
    ) {
        let issued = SystemTime::UNIX_EPOCH + Duration::new(second, nanosecond);
        let [zone_data, fallback] = zones();
        let deadline = deadline_in(issued, zone_data.clone()).expect("in the calendar");
        prop_assert_eq!(deadline, deadline_in(issued, fallback.clone()).expect("in the calendar"));

        let life = deadline.duration_since(issued).expect("ahead");
        prop_assert!(life >= Duration::from_secs(24 * HOUR) && life < Duration::from_secs(49 * HOUR));

        let local = Timestamp::try_from(deadline).expect("in the calendar").to_zoned_datetime(fallback);
        prop_assert_eq!((local.hour(), local.minute(), local.second(), local.subsec_nanosecond()), (0, 0, 0, 0));

        let next = deadline_in(issued + Duration::from_secs(later), zone_data).expect("in the calendar");
        prop_assert!(next >= deadline);
    }
}
