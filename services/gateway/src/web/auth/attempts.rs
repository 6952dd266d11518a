//! Attempts under way: one that comes twice at the same time is made once.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use contracts::CredentialHash;
use futures::{FutureExt, future::Shared};
use messaging::Tasks;
use tokio::{sync::oneshot, time::timeout};

use super::SignInError;
use crate::limits;

type Answer = Result<(), SignInError>;
type Answered = Shared<oneshot::Receiver<Answer>>;

/// Proxies repeat a request that takes long, and GitHub's code is good for one exchange. Cheap to clone.
#[derive(Clone)]
pub struct Attempts {
    tasks: Tasks,
    under_way: Arc<Mutex<HashMap<CredentialHash, Answered>>>,
}

impl Attempts {
    pub fn new(tasks: Tasks) -> Self {
        Self { tasks, under_way: Arc::default() }
    }

    /// Makes the attempt, or joins the one that is under way for the same sign-in. It is brought to its end also when
    /// nobody waits any more: the browser may have gone, and will come again.
    pub async fn make(
        &self,
        credential: CredentialHash,
        attempt: impl Future<Output = Answer> + Send + 'static,
    ) -> Answer {
        let answered = self.begin(credential, attempt)?;
        match timeout(limits::SIGN_IN_WAIT, answered).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) | Err(_) => Err(SignInError::Unavailable),
        }
    }

    fn begin(
        &self,
        credential: CredentialHash,
        attempt: impl Future<Output = Answer> + Send + 'static,
    ) -> Result<Answered, SignInError> {
        let mut under_way = self.under_way();
        if let Some(answered) = under_way.get(&credential) {
            return Ok(answered.clone());
        }
        if under_way.len() >= limits::SIGN_INS_AT_ONCE {
            return Err(SignInError::Unavailable);
        }
        let (sender, receiver) = oneshot::channel();
        let answered = receiver.shared();
        under_way.insert(credential.clone(), answered.clone());
        let place = Place { attempts: self.clone(), credential };
        self.tasks.spawn("sign-in", async move {
            let answer = attempt.await;
            drop(place);
            // Nobody may be waiting any more.
            sender.send(answer).ok();
        });
        Ok(answered)
    }

    fn under_way(&self) -> MutexGuard<'_, HashMap<CredentialHash, Answered>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Given back however the attempt ends.
struct Place {
    attempts: Attempts,
    credential: CredentialHash,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.attempts.under_way().remove(&self.credential);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn credential() -> CredentialHash {
        crate::random::credential_hash("secret")
    }

    #[tokio::test]
    async fn what_comes_twice_at_the_same_time_is_done_once() {
        let (attempts, done) = (Attempts::new(Tasks::default()), Arc::new(AtomicUsize::new(0)));
        let (go, gone) = oneshot::channel::<()>();
        let (first, second) = (done.clone(), done.clone());
        let first = attempts.make(credential(), async move {
            gone.await.expect("told to go");
            first.fetch_add(1, Ordering::Relaxed);
            Ok(())
        });
        let second = attempts.make(credential(), async move {
            second.fetch_add(1, Ordering::Relaxed);
            Ok(())
        });
        let both = async { futures::join!(first, second) };
        let (both, ()) = futures::join!(both, async { go.send(()).expect("somebody waits") });

        assert_eq!((both, done.load(Ordering::Relaxed)), ((Ok(()), Ok(())), 1));
        let later = attempts.make(credential(), async { Err(SignInError::CodeUsed) }).await;
        assert_eq!(later, Err(SignInError::CodeUsed), "what is over is over");
    }

    #[tokio::test]
    async fn an_attempt_ends_also_when_nobody_waits() {
        let attempts = Attempts::new(Tasks::default());
        let (ended, has_ended) = oneshot::channel();
        let attempt = attempts.begin(credential(), async move {
            ended.send(()).expect("the test waits");
            Ok(())
        });
        drop(attempt);
        has_ended.await.expect("it came to its end");
    }

    #[tokio::test]
    async fn an_attempt_that_panics_gives_its_place_back() {
        let attempts = Attempts::new(Tasks::default());
        let failed = attempts.make(credential(), async { panic!("a mistake of ours") }).await;
        assert_eq!(failed, Err(SignInError::Unavailable));
        assert!(attempts.under_way().is_empty());
    }
}
