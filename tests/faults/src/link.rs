//! One connection through the proxy: what one side says is passed to the other, as far as the faults let it.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

use crate::Side;
use crate::conversation::{Answer, Conversation};
use crate::shared::Shared;

/// Of what one side says, at a time.
const PIECE_BYTES: usize = 64 * 1024;

struct Link {
    shared: Arc<Shared>,
    conversation: Mutex<Conversation>,
}

/// Serves a client until one side closes, a cut, or a swallowed answer. Both sides are closed then.
pub async fn serve(client: TcpStream, upstream: SocketAddr, shared: Arc<Shared>) {
    let cuts = {
        let faults = shared.faults.borrow();
        if faults.is_cut {
            return;
        }
        faults.cuts
    };
    let link = Link { shared: shared.clone(), conversation: Mutex::new(Conversation::new()) };
    tokio::select! {
        // An upstream that is away, or a side that breaks, is the end of this connection and of nothing else.
        _ended = link.connect(client, upstream) => {}
        () = shared.next_cut(cuts) => {}
    }
}

impl Link {
    async fn connect(&self, client: TcpStream, upstream: SocketAddr) -> io::Result<()> {
        let server = TcpStream::connect(upstream).await?;
        client.set_nodelay(true)?;
        server.set_nodelay(true)?;
        let (from_client, to_client) = client.into_split();
        let (from_server, to_server) = server.into_split();
        tokio::try_join!(self.ask(from_client, to_server), self.answer(from_server, to_client))?;
        Ok(())
    }

    async fn ask(&self, mut from: OwnedReadHalf, mut to: OwnedWriteHalf) -> io::Result<()> {
        let mut buffer = vec![0; PIECE_BYTES];
        loop {
            let count = from.read(&mut buffer).await?;
            self.shared.passage(Side::Client).await;
            if count == 0 {
                return to.shutdown().await;
            }
            self.look_for_the_pattern(&buffer[..count]);
            to.write_all(&buffer[..count]).await?;
        }
    }

    /// Before the server hears it, so that its answer cannot be faster.
    fn look_for_the_pattern(&self, said: &[u8]) {
        let mut armed = self.shared.armed();
        let mut conversation = self.conversation();
        if conversation.is_swallowing() || !conversation.said(said, &armed.pattern) {
            return;
        }
        match armed.left.checked_sub(1) {
            Some(left) => armed.left = left,
            None => conversation.let_pass(),
        }
    }

    async fn answer(&self, mut from: OwnedReadHalf, mut to: OwnedWriteHalf) -> io::Result<()> {
        let mut buffer = vec![0; PIECE_BYTES];
        loop {
            let count = from.read(&mut buffer).await?;
            self.shared.passage(Side::Server).await;
            if count == 0 {
                return to.shutdown().await;
            }
            let what_becomes_of_it = self.conversation().answered(&buffer[..count]);
            match what_becomes_of_it {
                Answer::Pass => to.write_all(&buffer[..count]).await?,
                Answer::Hold => {}
                Answer::Swallowed => {
                    self.conversation().let_pass();
                    self.shared.swallowed.send_modify(|count| *count += 1);
                    return Err(io::ErrorKind::ConnectionAborted.into());
                }
            }
        }
    }

    fn conversation(&self) -> MutexGuard<'_, Conversation> {
        self.conversation.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Link {
    /// It broke before the answer was whole: the next one is swallowed instead.
    fn drop(&mut self) {
        if self.conversation().is_swallowing() {
            self.shared.armed().left += 1;
        }
    }
}
