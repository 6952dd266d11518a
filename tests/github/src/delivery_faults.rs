//! What can go wrong with deliveries on their way: lost, late, in another order, twice, in another form.

use serde::{Deserialize, Serialize};

/// What happens to the next deliveries.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeliveryFault {
    pub kind: DeliveryFaultKind,
    /// Only to those of this event; to any without one.
    #[serde(default)]
    pub event: Option<String>,
    /// To how many of them.
    #[serde(default = "once")]
    pub times: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryFaultKind {
    /// It is never sent, but for a redelivery.
    Dropped,
    /// It is never made: GitHub itself knows nothing of it, and cannot deliver it again.
    Lost,
    /// It is sent when all that is held is released.
    Delayed,
    /// It is sent after the next one.
    Swapped,
    /// It is sent twice, under one id.
    Repeated,
    /// It is sent as a form, in whose field `payload` the JSON is.
    FormEncoded,
}

fn once() -> u64 {
    1
}

/// The kind of the first fault that is for this event, which is used up once.
pub(crate) fn take(faults: &mut Vec<DeliveryFault>, event: &str) -> Option<DeliveryFaultKind> {
    let is_for_it = |fault: &DeliveryFault| fault.event.as_deref().is_none_or(|wanted| wanted == event);
    let index = faults.iter().position(is_for_it)?;
    let fault = &mut faults[index];
    let kind = fault.kind;
    fault.times = fault.times.saturating_sub(1);
    if fault.times == 0 {
        faults.remove(index);
    }
    Some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_for_its_event_and_is_used_up() {
        let (kind, event) = (DeliveryFaultKind::Dropped, Some("push".to_owned()));
        let mut faults = vec![DeliveryFault { kind, event, times: 2 }];
        let taken: Vec<_> = ["push", "create", "push", "push"].map(|event| take(&mut faults, event).is_some()).into();
        assert_eq!(taken, [true, false, true, false]);
    }
}
