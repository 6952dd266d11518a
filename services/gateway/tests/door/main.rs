//! The door seen from outside, on a real NATS with the gateway's own permissions and a stand-in for GitHub. Behind it
//! answers a small user service of the tests' own, so that people can be told what to be.

mod access;
mod attendance;
mod browser;
mod catalogue;
mod drafts;
mod fleet;
mod installation;
mod live;
mod log;
mod logs;
mod pages;
mod refusals;
mod showing;
mod sign_in;
mod sign_out;
mod tokens;
mod user_service;
mod world;
