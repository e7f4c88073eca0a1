//! 1 000 clients in one process, each with its own login.

use std::time::Duration;

use super::tasks;
use crate::clients::Error;
use crate::clients::pointapi::{Client, Transport};
use crate::figure::Figure;
use crate::heap;

const CLIENTS: usize = 1000;

/// The number of clients that also make a call.
const CALLING: usize = 50;

/// Longer than an idle connection is kept.
const IDLE: Duration = Duration::from_secs(22);

pub async fn measure(base_url: &str) -> Result<Vec<Figure>, Error> {
    let base_url = format!("{base_url}/small");
    let (before, others) = (heap::in_use(), tasks());
    let mut clients = Vec::with_capacity(CLIENTS);
    for _ in 0..CLIENTS {
        let client = Client::new(&base_url, Transport::Hyper)?;
        client.sign_in().await?;
        clients.push(client);
    }
    let idle = heap::in_use().saturating_sub(before) / CLIENTS;
    let idle_tasks = tasks().saturating_sub(others);

    let before = heap::in_use();
    for client in &clients[..CALLING] {
        client.call().await?;
    }
    let busy_tasks = tasks().saturating_sub(others);
    tokio::time::sleep(IDLE).await;
    let called = idle + heap::in_use().saturating_sub(before) / CALLING;
    Ok(vec![
        Figure::at_most("1 000 signed-in clients: heap of each", idle / 1024, 64, "KiB"),
        Figure::at_most("1 000 signed-in clients: tasks", idle_tasks, 0, "tasks"),
        Figure::without_goal("50 of them after a call on hyper: tasks", format!("{busy_tasks} tasks")),
        Figure::at_most("50 of them with idle connections closed: tasks", tasks().saturating_sub(others), 0, "tasks"),
        Figure::at_most("50 of them with idle connections closed: heap of each", called / 1024, 64, "KiB"),
    ])
}
