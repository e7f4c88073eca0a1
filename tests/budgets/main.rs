//! The budget of every decoder: for any input, memory of four times its size plus 8 MiB, and steps that grow linearly.
//!
//! Memory is counted by an allocator. Steps are instructions, as valgrind counts them: what an allocator does not see,
//! a search within a search, is seen there. The values that a test's own type holds are dropped, as their size is the
//! type's choice.

mod client;
mod documents;
mod headers;
mod logins;
mod platform;
mod row;
mod server;
mod steps;
mod stored;
mod webhooks;

use bytes::Bytes;

use row::{Row, Scene};

const MIB: usize = 1024 * 1024;

fn rows() -> Vec<Row> {
    let tables = [
        client::rows(),
        documents::rows(),
        headers::rows(),
        logins::rows(),
        platform::rows(),
        server::rows(),
        stored::rows(),
        webhooks::rows(),
    ];
    tables.into_iter().flatten().collect()
}

#[test]
fn any_input_takes_at_most_4_times_its_size_and_8_mib() {
    let scene = Scene::new();
    for row in rows() {
        let used = |size: usize| {
            let input = (row.input)(size.min(row.most));
            let length = input.len() as u64;
            let used = allocation_counter::measure(|| (row.decode)(&scene, Bytes::from(input)));
            (length, used)
        };
        let ((length, one), (_, two)) = (used(MIB), used(2 * MIB));
        let budget = row.memory * length + 8 * MIB as u64;
        assert!(one.bytes_max <= budget, "{}: {} KiB for {} KiB", row.name, one.bytes_max / 1024, length / 1024);
        let is_linear = two.bytes_total <= 3 * one.bytes_total + MIB as u64;
        assert!(is_linear, "{}: {} and {} bytes", row.name, one.bytes_total, two.bytes_total);
        let is_linear = two.count_total <= 3 * one.count_total + 1000;
        assert!(is_linear, "{}: {} and {} allocations", row.name, one.count_total, two.count_total);
    }
}
