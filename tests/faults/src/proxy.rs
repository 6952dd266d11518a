//! The proxy: where it listens, and the switches of its faults.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::{AbortHandle, JoinSet};

use crate::shared::{Armed, Faults, Shared};
use crate::{Pattern, Side, link};

/// Stops, and closes its connections, when it is dropped.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: AbortHandle,
}

impl Proxy {
    /// Listens on a free port of the loopback interface, for clients of `upstream`, which need not be there yet.
    pub async fn start(upstream: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::default());
        let accepting = tokio::spawn(accept(listener, upstream, shared.clone())).abort_handle();
        Ok(Self { address, shared, accepting })
    }

    /// What clients connect to.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Closes every connection, and each new one at once, as an upstream that is away would.
    pub fn cut(&self) {
        self.change(|faults| {
            faults.is_cut = true;
            faults.cuts += 1;
        });
    }

    /// Takes connections and passes nothing on, neither words nor closings: a network that drops every packet. What was
    /// said meanwhile arrives when it is healed.
    pub fn black_hole(&self) {
        self.black_hole_of(Side::Both);
    }

    /// The same for what one side says; the other is heard.
    pub fn black_hole_of(&self, side: Side) {
        self.change(|faults| faults.hole = Some(side));
    }

    /// Passes each piece of what is said on after this much time.
    pub fn delay(&self, delay: Duration) {
        self.change(|faults| faults.delay = delay);
    }

    /// Passes on what the client says, waits until the server has answered it, and closes both sides without passing the
    /// answer: a commit whose answer is lost. Once.
    ///
    /// For Postgres the pattern is looked for in the texts of statements as they run, prepared ones, too, and the answer
    /// ends with `ReadyForQuery`. For anything else it is looked for in the bytes, and the answer is what the server says
    /// next.
    pub fn swallow_answer_after(&self, pattern: impl AsRef<[u8]>) {
        self.swallow_answers_after(Pattern::new(pattern), 1);
    }

    /// The same for several texts one after the other, and the first `times` times.
    pub fn swallow_answers_after(&self, pattern: Pattern, times: u64) {
        *self.shared.armed() = Armed { pattern, left: times };
    }

    /// Answers that were swallowed since the proxy was started.
    pub fn swallowed(&self) -> u64 {
        *self.shared.swallowed.borrow()
    }

    /// Waits until so many answers were swallowed.
    pub async fn until_swallowed(&self, count: u64) {
        // The sender is ours, so there is one for as long as we wait.
        self.shared.swallowed.subscribe().wait_for(|swallowed| *swallowed >= count).await.ok();
    }

    /// Ends every fault.
    pub fn heal(&self) {
        *self.shared.armed() = Armed::default();
        self.change(|faults| *faults = Faults { cuts: faults.cuts, ..Faults::default() });
    }

    fn change(&self, change: impl FnOnce(&mut Faults)) {
        self.shared.faults.send_modify(change);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// The connections end with it.
async fn accept(listener: TcpListener, upstream: SocketAddr, shared: Arc<Shared>) {
    let mut links = JoinSet::new();
    loop {
        tokio::select! {
            Ok((client, _)) = listener.accept() => {
                links.spawn(link::serve(client, upstream, shared.clone()));
            }
            Some(_ended) = links.join_next() => {}
        }
    }
}

#[cfg(test)]
mod tests;
