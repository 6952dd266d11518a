//! What an agent says, event by event and without a gap, whatever happens to the connection.

use std::collections::VecDeque;

use sandboxes::{Client, ClientError, client::Event};
use tokio::sync::{mpsc, oneshot};

use super::super::Trouble;

/// Connections in a row that may break before anything new has arrived. The step is tried again later then.
const FRUITLESS: u32 = 5;

/// What a person reads whose agent has died while nobody listened.
const GONE: &str = "The agent's process has ended, and nobody heard why. The next message starts it again.";

/// Something that was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    Said {
        number: u64,
        envelope: String,
    },
    /// The server inside has thrown these away: whoever reads should know.
    Missed {
        from: u64,
        to: u64,
    },
}

/// What to do with an event, by its number: pure.
#[derive(Debug, PartialEq, Eq)]
enum Order {
    Next,
    Known,
    /// Some are missing before it.
    Gap,
}

fn order(last: u64, number: u64) -> Order {
    match number {
        number if number <= last => Order::Known,
        number if number == last + 1 => Order::Next,
        _ => Order::Gap,
    }
}

/// Hears everything behind `last`, for as long as somebody takes it. It never waits for whoever writes it down: a reader that
/// is slow loses events. Says once that it listens.
pub async fn listen(
    client: &Client,
    server: &str,
    mut last: u64,
    heard: mpsc::UnboundedSender<Heard>,
    listens: oneshot::Sender<()>,
) -> Result<(), Trouble> {
    let (mut fruitless, mut listens) = (0, Some(listens));
    // A gap is read again once, from the last one before it.
    let mut asked_again = false;
    while fruitless < FRUITLESS {
        let mut events = match client.events(server, Some(last)).await {
            Ok(events) => events,
            Err(error @ (ClientError::Gone | ClientError::Unauthorized)) => return Err(error.into()),
            Err(error) if error.is_not_found() => return Err(Trouble::Lasting(GONE.into())),
            Err(_) => {
                fruitless += 1;
                continue;
            }
        };
        if let Some(listens) = listens.take() {
            // Nobody waits for it when the agent has its message already.
            listens.send(()).ok();
        }
        let before = last;
        let mut taken = VecDeque::new();
        while let Ok(Some(Event { id: number, envelope })) = events.next().await {
            match order(last, number) {
                Order::Known => continue,
                Order::Gap if !asked_again => {
                    asked_again = true;
                    break;
                }
                Order::Gap => taken.push_back(Heard::Missed { from: last + 1, to: number - 1 }),
                Order::Next => {}
            }
            asked_again = false;
            last = number;
            taken.push_back(Heard::Said { number, envelope });
            for heard_now in taken.drain(..) {
                if heard.send(heard_now).is_err() {
                    return Ok(());
                }
            }
        }
        fruitless = if last > before { 0 } else { fruitless + 1 };
    }
    Err(Trouble::Passing("the connection to the agent breaks again and again".into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_next_known_or_behind_a_gap() {
        assert_eq!(order(0, 1), Order::Next);
        assert_eq!(order(7, 8), Order::Next);
        assert_eq!(order(7, 7), Order::Known);
        assert_eq!(order(7, 3), Order::Known);
        assert_eq!(order(7, 9), Order::Gap);
    }
}
