//! Measures heap, tasks and time at scale: `cargo run --release --bin scale`. Exits with 1 if a goal is missed.

use std::process::ExitCode;

use peak_alloc::PeakAlloc;

use pointapi_bench::clients::Error;
use pointapi_bench::clients::pointapi::Transport;
use pointapi_bench::figure;
use pointapi_bench::scale::{calls, clients, document, hour};
use pointapi_bench::server::{self, Server};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

fn main() -> Result<ExitCode, Error> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    if std::env::args().any(|argument| argument == "serve") {
        runtime.block_on(server::serve())?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut figures = hour::measure()?;
    runtime.block_on(async {
        let server = Server::start()?;
        for transport in [Transport::Reqwest, Transport::Hyper] {
            figures.extend(calls::measure(transport, &server.base_url).await?);
            figures.extend(document::measure(transport, &server.base_url).await?);
        }
        figures.extend(clients::measure(&server.base_url).await?);
        Ok::<_, Error>(())
    })?;
    Ok(figure::print(&figures))
}
