//! A million orders under every fault at once, with another seed each time; `SEED=0x5eed0 ORDERS=20000 cargo bench
//! --bench simulation` repeats a run.

#[path = "../../tests/faults/simulation/world.rs"]
mod world;

use world::World;

fn main() {
    let seed = number("SEED").unwrap_or_else(|| fastrand::u64(..));
    let orders = number("ORDERS").unwrap_or(1_000_000);
    println!("{orders} orders, seed {seed:#x}");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
    println!("{:#?}", runtime.block_on(World::new(seed).place(orders)));
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    let digits = text.trim_start_matches("0x");
    Some(u64::from_str_radix(digits, if digits == text { 10 } else { 16 }).expect("a number"))
}
