//! Every limit of the public door, with what would go wrong without it. Those of a message are in `contracts::limit`.

use std::{num::NonZeroU32, time::Duration};

/// A webhook's body. GitHub's own cap; without one, a stranger's body would fill the memory before its signature is
/// checked ([GitHub: webhook events and payloads](https://docs.github.com/en/webhooks/webhook-events-and-payloads)).
pub const WEBHOOK_BYTES: usize = 25 * 1024 * 1024;

/// Branches of one commit that are told how a check of it stands. GitHub names ten of a status; all of them travel in one
/// message.
pub const WEBHOOK_BRANCHES: usize = 20;

/// How much of a body that is too large is still read before it is refused, so that its sender hears why.
pub const DRAIN_BYTES: usize = 4 * 1024 * 1024;

/// How much of a body that nobody has read is still read, and for how long, so that its connection goes on.
pub const UNREAD_BYTES: u64 = 64 * 1024;
pub const UNREAD: Duration = Duration::from_secs(1);

/// What webhooks' bodies may take of the memory. Room is taken for what has arrived, not for what is announced, so whoever
/// sends slowly holds up nobody; the others wait.
pub const WEBHOOKS_BYTES: usize = 8 * WEBHOOK_BYTES;

/// How much of that may come from one network at a time.
pub const WEBHOOKS_OF_A_NETWORK_BYTES: usize = WEBHOOKS_BYTES / 2;

/// Requests from one network that say they are GitHub's: it sends from a few addresses, and what is refused it sends again when we
/// ask.
pub const DELIVERIES_A_SECOND: NonZeroU32 = NonZeroU32::new(200).expect("not zero");

/// From the first byte to the answer. Longer than the longest wait for an outcome, so that a body which never ends is
/// the only thing it cuts.
pub const REQUEST: Duration = Duration::from_secs(15);

/// How long a connection may take to say what it wants, once it has begun.
pub const HEADERS: Duration = Duration::from_secs(30);

/// How long a connection may say nothing at all. An open page answers each [`HEARTBEAT`].
pub const IDLE: Duration = Duration::from_secs(75);

/// How long a body may take to come.
pub const BODY: Duration = Duration::from_secs(10);

/// How long a webhook's body may take: GitHub sends it at once, and gives up after 10 s.
pub const WEBHOOK_BODY: Duration = Duration::from_secs(5);

/// Connections of this process. Each has a file descriptor and some 10 KB; further ones wait in the kernel.
pub const CONNECTIONS: usize = 16_384;

/// Connections from one network: an office behind one address has some for each page.
pub const CONNECTIONS_OF_A_NETWORK: usize = CONNECTIONS / 8;

/// Before a connection is taken again after one could not be.
pub const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// How long requests under way may take to finish when the process stops, which ends it within 10 s.
pub const DRAIN: Duration = Duration::from_secs(8);

/// How long what is still to be sent may then take.
pub const FLUSH: Duration = Duration::from_millis(800);

/// How long a client may take to answer our goodbye.
pub const SOCKET_CLOSE: Duration = Duration::from_secs(1);

/// Open sockets of this process. Each costs some 50 KB of buffers.
pub const SOCKETS: u32 = 4096;

/// Topics of one socket: a page shows a few, a script needs no more than this.
pub const TOPICS: usize = 64;

/// Topics that one person may begin to follow: each costs the NATS server a consumer for as long as [`TOPIC_GRACE`], even when
/// it is left at once. Somebody who clicks through tasks begins three with each.
pub const SUBSCRIPTIONS_A_SECOND: NonZeroU32 = NonZeroU32::new(8).expect("not zero");
pub const SUBSCRIPTIONS_AT_ONCE: NonZeroU32 = NonZeroU32::new(256).expect("not zero");

/// Sockets of one person: tabs and scripts.
pub const SOCKETS_OF_A_PERSON: usize = 64;

/// How many seconds of a person's allowance may come at once.
pub const BURST_SECONDS: NonZeroU32 = NonZeroU32::new(10).expect("not zero");

/// How long a person who sends too much waits for that answer. At once, a script that goes on would only send more, and each
/// refusal costs everybody else some processor time.
pub const REFUSED_AFTER: Duration = Duration::from_millis(250);

/// A person's commands to one kind of actor that are under way at a time, as a share of what they may send in a second: with
/// 100 a second, four.
pub const LANE_SHARE: u32 = 25;

/// How long a command waits for room. With the longest wait for its outcome it is shorter than [`REQUEST`], so that nobody is cut
/// off without a word while theirs is under way.
pub const LANE_WAIT: Duration = Duration::from_secs(4);

/// How often people who ask for nothing are forgotten.
pub const QUOTA_IDLE: Duration = Duration::from_mins(1);

/// One message from a client; they are small requests.
pub const CLIENT_MESSAGE_BYTES: usize = 16 * 1024;

/// What a client is still to be sent. The largest thing that is said, an answer of NATS' 1 MB as JSON, fits into it twice: it bounds
/// what the library answers by itself, a pong to each ping, to a client that sends and never reads.
pub const SOCKET_UNSENT_BYTES: usize = 2 * 1024 * 1024;

/// One page of a snapshot, so that a first page can be shown before thousands of entries have been written.
pub const SNAPSHOT_ENTRIES: usize = 256;
pub const SNAPSHOT_BYTES: usize = 256 * 1024;

/// Changes of one topic that wait for a slow socket. Then the topic is closed for it and it may resume: memory is
/// bounded, and one slow reader holds up nobody.
pub const TOPIC_QUEUE: usize = 4096;

/// How long a topic is followed after the last socket has left, so that a reload of the page finds it warm.
pub const TOPIC_GRACE: Duration = Duration::from_secs(30);

/// How long a subscriber waits for a topic's first values.
pub const TOPIC_LOAD: Duration = Duration::from_secs(10);

/// Pages of a process's output that wait for a slow socket, each of some 64 KB; then the topic is closed for it, and it may
/// resume.
pub const TERMINAL_QUEUE: usize = 64;

/// Between two pages of one process: a program that prints without end must not take a core of every service on the way.
pub const TERMINAL_PAGE_EVERY: Duration = Duration::from_millis(15);

/// How long a question for output waits for some, and how long its answer may then take.
pub const TERMINAL_WAIT: Duration = Duration::from_secs(5);
pub const TERMINAL_ANSWER: Duration = Duration::from_secs(5);

/// How long nobody may answer for a terminal before those who follow it are told: the sandbox service starts again sooner.
pub const TERMINAL_OUTAGE: Duration = Duration::from_secs(15);

/// What is typed into one terminal from one socket and waits for the process, in bytes and in frames.
pub const INPUT_WAITING: usize = 64 * 1024;
pub const INPUT_FRAMES: usize = 1024;

/// What is given on to a process at once.
pub const INPUT_AT_ONCE: usize = 32 * 1024;

/// How long a process may take to take it. Longer than the sandbox service waits, so that its reason arrives.
pub const INPUT_ANSWER: Duration = Duration::from_secs(8);

/// Bytes that one socket may type in a second, into all its terminals; a frame counts for some, however little is in it.
pub const INPUT_PER_SECOND: u32 = 256 * 1024;
pub const INPUT_FRAME_COST: usize = 256;

/// How often it is said that somebody follows a session or a terminal; the sandbox service keeps the sandbox as often as
/// it needs.
pub const WATCHED_EVERY: Duration = Duration::from_mins(3);

/// How often a silent socket is asked for a sign of life, and after which silence it is closed: a vanished laptop must
/// not be kept for hours.
pub const HEARTBEAT: Duration = Duration::from_secs(20);
pub const SILENCE: Duration = Duration::from_secs(60);

/// How long one write to a socket may take before the socket is given up.
pub const SOCKET_WRITE: Duration = Duration::from_secs(20);

/// How long a sign-in lasts without being used.
pub const SIGN_IN: Duration = Duration::from_hours(30 * 24);

/// How often a sign-in that is in use is told to last longer: each request would be a command.
pub const SIGN_IN_SEEN: Duration = Duration::from_hours(1);

/// How long somebody may take at GitHub. Its codes live as long.
pub const SIGN_IN_ATTEMPT: Duration = Duration::from_mins(10);

/// How long a browser waits for its sign-in; shorter than [`REQUEST`], so that it lands on a page with the reason.
pub const SIGN_IN_WAIT: Duration = Duration::from_secs(13);

/// Sign-ins under way at a time.
pub const SIGN_INS_AT_ONCE: usize = 256;

/// How long the user service may take to store a sign-in.
pub const SIGN_IN_STORED: Duration = Duration::from_secs(6);

/// One request to GitHub while somebody waits: three of them and the storing fit into a sign-in's wait.
pub const GITHUB: Duration = Duration::from_secs(4);

/// An answer of GitHub's about a person. They have some kilobytes.
pub const GITHUB_ANSWER_BYTES: usize = 256 * 1024;

/// A small body of our own: a form, or the wishes for an API token.
pub const SMALL_BODY_BYTES: usize = 16 * 1024;

/// What a browser calls itself; as much of it is kept.
pub const USER_AGENT_CHARACTERS: usize = 300;

/// Days that an API token may last at most; one that never ends can be asked for as well.
pub const API_TOKEN_DAYS: u32 = 366;

/// How long somebody may take to install the App, whose page is left open for lunch.
pub const INSTALLATION: Duration = Duration::from_hours(2);

/// Credentials that are known without asking. Each costs some hundred bytes; more are asked for again.
pub const CREDENTIALS: usize = 10_000;

/// A credential that was not used for this long makes room first.
pub const CREDENTIAL_IDLE: Duration = Duration::from_mins(10);

/// Changes of access that are remembered, for answers that were under way when they came.
pub const ACCESS_CHANGES: usize = 1024;

/// Questions about credentials under way at a time: whoever guesses them holds up the user service no more than that.
pub const IDENTIFY_AT_ONCE: usize = 64;

/// How often one credential is asked about when changes come in between.
pub const IDENTIFY_ATTEMPTS: usize = 4;

/// How long a request waits until it can be known who sends it: a reconnect to NATS takes a second or two.
pub const ACCESS_WAIT: Duration = Duration::from_secs(4);

/// Lifetime of a page's presence report without renewal; bounds how long a dead gateway's pages count as open.
pub const SHOWING_KEPT: Duration = Duration::from_mins(3);

/// How often a presence report is renewed; one may be late or lost.
pub const SHOWING_RENEWED: Duration = Duration::from_secs(80);

/// Between two presence reports of a page. People click through sessions faster than anybody must know.
pub const SHOWING_EVERY: Duration = Duration::from_millis(250);

/// How often a gateway says at most who is at its pages, and its followers are told: keystrokes come faster than anybody looks.
pub const ATTENDANCE_EVERY: Duration = Duration::from_millis(250);

/// How often it says so again: whoever missed it hears it then.
pub const ATTENDANCE_RENEWED: Duration = Duration::from_secs(15);

/// How long the people of a gateway that says nothing any more count as being there; a word may be late or lost.
pub const ATTENDANCE_KEPT: Duration = Duration::from_secs(40);

/// How many are told of one organization, at all its tasks: some 40 KB.
pub const ATTENDANTS: usize = 256;

/// How often one page may say in a second where its person is.
pub const ATTENDING_A_SECOND: u32 = 20;

/// Organizations whose lines are followed here at a time: each costs every process of the fleet some hundred lines a second.
pub const LOGS_FOLLOWED: usize = 64;

/// How often the fleet is told that an organization's lines are still followed; it forgets after three times as long.
pub const LOGS_FOLLOWED_EVERY: Duration = Duration::from_secs(10);

/// For so many of these times an organization's lines are still taken in when the last who followed them has left: a reload finds
/// them here, and does not ask the whole fleet.
pub const LOGS_LEFT: u32 = 3;

/// Lines of an organization that whoever comes is told, and what they may weigh.
pub const LOGS_KEPT: usize = 2_000;
pub const LOGS_KEPT_BYTES: usize = 2 * 1024 * 1024;

/// Batches of lines that wait for a slow socket, each of some 100 KB at most; what it misses is counted.
pub const LOGS_QUEUE: usize = 64;

/// What the lines of one frame weigh.
pub const LOGS_FRAME_BYTES: usize = 100 * 1024;

/// How long a reading of the fleet's queues is told to everybody who asks: it takes two dozen questions.
pub const QUEUES_KEPT: Duration = Duration::from_secs(2);

/// How long the streams may take to say what waits in them.
pub const QUEUES_READ: Duration = Duration::from_secs(5);

/// How many instances of all services are told, and how many of them are read at the same time.
pub const INSTANCES: usize = 200;
pub const INSTANCES_AT_ONCE: usize = 16;

/// How many subjects of dead letters are counted for one answer, and how many actors it names.
pub const DEAD_LETTER_SUBJECTS: usize = 5_000;
pub const DEAD_LETTER_ACTORS: usize = 200;

/// An `Idempotency-Key`: with the person's id before it, it must be a command's id.
pub const IDEMPOTENCY_KEY_CHARACTERS: usize = 96;

/// Requests under way at a time. Each may wait ten seconds; more would fill the memory, and are told to come again.
pub const REQUESTS: usize = 4096;

/// … of one person, or of one network's strangers.
pub const REQUESTS_OF_ONE: usize = REQUESTS / 16;

/// A limit in the unit of our times.
pub fn millis(limit: Duration) -> contracts::Millis {
    limit.as_millis().try_into().expect("a limit is far below the largest number of milliseconds")
}
