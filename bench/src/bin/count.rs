//! Counts allocations: `count CLIENT SIZE BASE_URL` prints the allocations and reallocations of one call.

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

use pointapi_bench::api::Size;
use pointapi_bench::clients::{Error, Kind};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<std::alloc::System> = &INSTRUMENTED_SYSTEM;

/// Calls before counting begins; they open connections and fill caches.
const WARM_UP: usize = 100;
const CALLS: usize = 1000;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, size, base_url] = arguments.as_slice() else {
        return Err("usage: count CLIENT SIZE BASE_URL".into());
    };
    let kind = Kind::from_name(kind).ok_or("unknown client")?;
    let size = Size::from_name(size).ok_or("unknown size; use `small` or `medium`")?;
    let client = kind.client(base_url, size)?;
    client.calls(WARM_UP, 1, size.rows()).await?;
    let region = Region::new(ALLOCATOR);
    client.calls(CALLS, 1, size.rows()).await?;
    let change = region.change();
    let per_call = |count: usize| count as f64 / CALLS as f64;
    println!("{:.1} {:.1}", per_call(change.allocations), per_call(change.reallocations));
    Ok(())
}
