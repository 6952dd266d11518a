//! What a page says of its person: at which task they are, and what they do there.

use contracts::Access;
use tokio::time::Instant;

use super::super::connection::{Connection, End};
use super::super::terminals::allowance::Allowance;
use super::{Attendant, Attending, Seat};
use crate::{
    http::problem::Problem,
    identity::{AccessRequest, Resource},
    limits,
};

/// One page's.
pub struct Attendance {
    /// `None`: it shows no task.
    seat: Option<Seat>,
    allowed: Allowance,
}

impl Attendance {
    pub fn new(now: Instant) -> Self {
        Self { seat: None, allowed: Allowance::new(limits::ATTENDING_A_SECOND, now) }
    }
}

impl Connection<'_> {
    pub async fn attend(&mut self, at: Option<Attending>) -> Result<(), End> {
        if !self.attendance.allowed.take(1, Instant::now()) {
            let message = "this comes faster than anybody looks; say it again shortly";
            return self.refuse(None, "live.too_many_words", message).await;
        }
        let Some(at) = at else {
            self.attendance.seat = None;
            return Ok(());
        };
        if let Err(problem) = self.may_attend(&at.organization_id) {
            self.attendance.seat = None;
            return self.refuse(None, &problem.code, &problem.detail).await;
        }
        if self.attendance.seat.as_ref().is_none_or(|seat| *seat.organization_id() != at.organization_id) {
            self.attendance.seat = Some(self.gateway.rooms.enter(&at.organization_id));
        }
        let attendant = Attendant::new(self.session.person().user_id.clone(), at);
        if let Some(seat) = &self.attendance.seat {
            seat.attend(attendant);
        }
        Ok(())
    }

    /// Who may no longer be there is not seen there.
    pub fn leave_if_revoked(&mut self) {
        let is_revoked = |seat: &Seat| self.may_attend(seat.organization_id()).is_err();
        if self.attendance.seat.as_ref().is_some_and(is_revoked) {
            self.attendance.seat = None;
        }
    }

    /// A token that may only read is no person who is there.
    fn may_attend(&self, organization_id: &contracts::OrganizationId) -> Result<(), Problem> {
        let resource = Resource::Organization(organization_id);
        self.may(AccessRequest { access: Access::Member, changes: true, resource })
    }
}
