//! Which agents sessions can have here.

use std::sync::Arc;

use contracts::{
    TaskKey,
    sandbox::{AgentList, Agents},
};
use runtime::{Handled, Reader};

use crate::{agents, workflows::Work};

pub async fn agents(_: Reader, _: TaskKey, _: Agents, work: Arc<Work>) -> Handled<AgentList> {
    Ok(AgentList { agents: agents::offers(&work) })
}
