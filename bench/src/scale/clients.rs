//! A thousand clients in one process, each with its own login.

use std::time::Duration;

use super::{Seen, heap, tasks};
use crate::clients::Error;
use crate::clients::pointapi::{Client, Transport};

const CLIENTS: usize = 1000;

/// So many of them call too; each reads the certificates of the system for its first connection.
const CALLING: usize = 50;

/// No connection is kept as long as this.
const LONG: Duration = Duration::from_secs(22);

pub async fn measure(base_url: &str) -> Result<Vec<Seen>, Error> {
    let base_url = format!("{base_url}/small");
    let (before, others) = (heap(), tasks());
    let mut clients = Vec::with_capacity(CLIENTS);
    for _ in 0..CLIENTS {
        let client = Client::new(&base_url, Transport::Hyper)?;
        client.sign_in().await?;
        clients.push(client);
    }
    let idle = heap().saturating_sub(before) / CLIENTS;
    let idle_tasks = tasks().saturating_sub(others);

    let before = heap();
    for client in &clients[..CALLING] {
        client.call().await?;
    }
    let busy_tasks = tasks().saturating_sub(others);
    tokio::time::sleep(LONG).await;
    let called = idle + heap().saturating_sub(before) / CALLING;
    Ok(vec![
        Seen::at_most("1 000 clients that are signed in: heap of each", idle / 1024, 64, "KiB"),
        Seen::at_most("the same: tasks in all", idle_tasks, 0, "tasks"),
        Seen::only("50 that have just called, on hyper: tasks in all", format!("{busy_tasks} tasks")),
        Seen::at_most(
            "the same when their connections were idle: tasks in all",
            tasks().saturating_sub(others),
            0,
            "tasks",
        ),
        Seen::at_most("the same: heap of each", called / 1024, 64, "KiB"),
    ])
}
