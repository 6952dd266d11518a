//! What people's commands must know from other services before their transaction begins, because a command handler may ask
//! nobody.

use std::{any::Any, collections::HashMap, sync::Arc};

use contracts::Command;
use messaging::{Client, Delivery};

use super::{decode::decode, reader::Reader};

/// What was found for a batch, by key tokens.
pub(crate) type Facts = HashMap<String, Box<dyn Any + Send + Sync>>;

/// What [`crate::Service::preload`] may use: the database and queries to other services.
#[derive(Clone)]
pub struct Preload {
    pub reader: Reader,
    pub client: Client,
    /// The commands for which it looks things up.
    pub(crate) asked: Arc<[Arc<Delivery>]>,
}

impl Preload {
    /// Those of the batch's commands that are of type `C`. One that does not decode is left to its handler.
    pub fn commands<C: Command>(&self) -> Vec<(C::Key, C)> {
        let read = |asked: &Arc<Delivery>| decode::<C>(&asked.key.split('.').collect::<Vec<_>>(), &asked.body).ok();
        self.asked.iter().filter(|asked| asked.command == C::NAME).filter_map(read).collect()
    }
}
