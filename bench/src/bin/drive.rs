//! Repeats the call with one client, for use under a profiler: `drive CLIENT SIZE BASE_URL CALLS IN_FLIGHT`.

use pointapi_bench::api::Size;
use pointapi_bench::clients::{Error, Kind};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, size, base_url, calls, in_flight] = arguments.as_slice() else {
        return Err("usage: drive CLIENT SIZE BASE_URL CALLS IN_FLIGHT".into());
    };
    let kind = Kind::from_name(kind).ok_or("unknown client")?;
    let size = Size::from_name(size).ok_or("unknown size; use `small` or `medium`")?;
    kind.client(base_url, size)?.calls(calls.parse()?, in_flight.parse()?, size.rows()).await
}
