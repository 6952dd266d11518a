//! The thread that lives in the sandbox's network. What it opens or starts is in there; what it hands over stays there.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::process::{Child, Command};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use nix::sched::{CloneFlags, unshare};
use nix::unistd::{Pid, gettid};
use tokio::sync::oneshot;

use super::plan::Isolation;
use super::{addresses, network};

/// Connecting to a server on the same machine.
const CONNECT_LIMIT: Duration = Duration::from_secs(5);
const DNS_PORT: u16 = 53;

/// A handle on the thread. The thread stays for as long as the process: what it starts is told to die with it.
#[derive(Clone)]
pub(super) struct Inside {
    orders: mpsc::Sender<Order>,
    pub thread: Pid,
}

enum Order {
    Connect(SocketAddr, oneshot::Sender<io::Result<TcpStream>>),
    Spawn(Command, mpsc::Sender<io::Result<Child>>),
}

/// Sockets inside that the keeper serves.
pub(super) struct Doors {
    pub allowed: Vec<(SocketAddr, TcpListener)>,
    pub dns: UdpSocket,
    pub dns_tcp: TcpListener,
}

impl Inside {
    /// A thread in a new network, with its doors open and no way out yet. Needs a user namespace of ours.
    pub fn new(isolation: &Isolation, allow: &[SocketAddr]) -> Result<(Self, Doors)> {
        network::check_allowed(allow)?;
        let (orders, inbox) = mpsc::channel();
        let (report, reported) = mpsc::channel();
        let (ip, allow) = (isolation.ip.clone(), allow.to_vec());
        // Asked here, where the host's addresses are: inside there are none of them.
        let closed = addresses::closed().context("cannot list this machine's addresses")?;
        let live = move || {
            let opened = unshare(CloneFlags::CLONE_NEWNET).context("no network namespace can be made here");
            let doors =
                opened.and_then(|()| network::configure(&ip, &allow, &closed)).and_then(|()| Doors::open(&allow));
            let failed = doors.is_err();
            if report.send(doors.map(|doors| (gettid(), doors))).is_err() || failed {
                return;
            }
            for order in inbox {
                obey(order);
            }
        };
        std::thread::Builder::new().name("inside".to_owned()).spawn(live)?;
        let (thread, doors) = reported.recv().context("the thread of the sandbox's network has ended")??;
        Ok((Self { orders, thread }, doors))
    }

    /// Connects within the sandbox's network.
    pub async fn connect(&self, address: SocketAddr) -> io::Result<tokio::net::TcpStream> {
        let (reply, replied) = oneshot::channel();
        self.orders.send(Order::Connect(address, reply)).map_err(io::Error::other)?;
        let stream = replied.await.map_err(io::Error::other)??;
        stream.set_nonblocking(true)?;
        tokio::net::TcpStream::from_std(stream)
    }

    /// Starts a process within the sandbox's network.
    pub fn spawn(&self, command: Command) -> Result<Child> {
        let (reply, replied) = mpsc::channel();
        self.orders.send(Order::Spawn(command, reply)).map_err(|_| ended())?;
        replied.recv()?.context("bwrap (package bubblewrap) cannot be run")
    }
}

fn ended() -> anyhow::Error {
    anyhow!("the thread of the sandbox's network has ended")
}

fn obey(order: Order) {
    // Whoever asked may have stopped waiting; what was made for them is dropped.
    match order {
        Order::Connect(address, reply) => {
            reply.send(TcpStream::connect_timeout(&address, CONNECT_LIMIT)).unwrap_or_default();
        }
        Order::Spawn(mut command, reply) => reply.send(command.spawn()).unwrap_or_default(),
    }
}

impl Doors {
    fn open(allow: &[SocketAddr]) -> Result<Self> {
        let listen = |address: SocketAddr| {
            let listener = TcpListener::bind(address).with_context(|| format!("cannot listen on {address} inside"))?;
            listener.set_nonblocking(true)?;
            Ok::<_, anyhow::Error>(listener)
        };
        let allowed = allow.iter().map(|&address| Ok((address, listen(address)?))).collect::<Result<_>>()?;
        let resolver = SocketAddr::from((Ipv4Addr::LOCALHOST, DNS_PORT));
        let dns = UdpSocket::bind(resolver).context("cannot be the sandbox's resolver")?;
        dns.set_nonblocking(true)?;
        Ok(Self { allowed, dns, dns_tcp: listen(resolver)? })
    }
}
