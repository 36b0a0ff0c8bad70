//! Calls that wait, for programs without an async runtime. Nothing of it is there per operation.

use std::fmt;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

use super::call::Call;
use super::error::{Error, RequestError};
use super::operation::{Decoded, Operation};
use super::pages::{Items, Paged, Pages};

/// The runtime of an endpoint, made when it is first needed. It runs on the thread that waits.
#[derive(Default)]
pub(super) struct Driver {
    runtime: OnceLock<Option<Runtime>>,
}

impl Driver {
    /// Waits for a future.
    fn wait(&self, future: Pin<&mut dyn Future<Output = ()>>) -> Result<(), RequestError> {
        if Handle::try_current().is_ok() {
            return refuse("was called inside an async runtime, which it would hold up: await `send` there");
        }
        let runtime = self.runtime.get_or_init(|| Builder::new_current_thread().enable_all().build().ok());
        let Some(runtime) = runtime else { return refuse("has no runtime: the system refuses to make one") };
        runtime.block_on(future);
        Ok(())
    }

    /// Waits for a future and gives what it gives.
    fn output<T>(&self, future: impl Future<Output = T>) -> Result<T, RequestError> {
        let mut output = None;
        self.wait(pin!(async { output = Some(future.await) }))?;
        output.map_or_else(|| refuse("gave nothing"), Ok)
    }
}

/// A runtime that is dropped where one runs panics, as it waits for its tasks; this one does not wait.
impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(Some(runtime)) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl fmt::Debug for Driver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Driver")
    }
}

fn refuse<T>(reason: &'static str) -> Result<T, RequestError> {
    Err(RequestError::new("blocking", reason))
}

impl<O: Operation> Call<O> {
    /// Sends the request and waits for the answer.
    ///
    /// # Errors
    /// Every answer but a documented success; [`Error::Request`] inside an async runtime, `spawn_blocking` included.
    pub fn send_blocking(self) -> Decoded<O> {
        let endpoint = std::sync::Arc::clone(&self.endpoint);
        endpoint.driver.output(self.send()).map_err(Error::Request)?
    }
}

/// The pages of a list, waited for one by one. Nothing follows an error.
#[derive(Debug)]
#[must_use = "an iterator does nothing until it is asked"]
pub struct BlockingPages<O: Paged> {
    pages: Option<Pages<O>>,
}

impl<O: Paged> Pages<O> {
    /// The same, for programs without an async runtime.
    pub fn blocking(self) -> BlockingPages<O> {
        BlockingPages { pages: Some(self) }
    }
}

impl<O: Paged> Iterator for BlockingPages<O> {
    type Item = Decoded<O>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut pages = self.pages.take()?;
        let endpoint = pages.endpoint();
        let next = endpoint.driver.output(pages.try_next()).map_err(Error::Request).and_then(|next| next).transpose();
        self.pages = matches!(next, Some(Ok(_))).then_some(pages);
        next
    }
}

/// The items of a list, waited for page by page. Nothing follows an error.
#[derive(Debug)]
#[must_use = "an iterator does nothing until it is asked"]
pub struct BlockingItems<O: Paged> {
    items: Option<Items<O>>,
}

impl<O: Paged> Items<O> {
    /// The same, for programs without an async runtime.
    pub fn blocking(self) -> BlockingItems<O> {
        BlockingItems { items: Some(self) }
    }
}

impl<O: Paged> Iterator for BlockingItems<O> {
    type Item = Result<O::Item, Error<O::Err>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut items = self.items.take()?;
        let endpoint = items.endpoint();
        let next = endpoint.driver.output(items.try_next()).map_err(Error::Request).and_then(|next| next).transpose();
        self.items = matches!(next, Some(Ok(_))).then_some(items);
        next
    }
}
