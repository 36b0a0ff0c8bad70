//! A line for people who wait, on terminals alone: what is being worked on, and for how long already.

use std::io::Write;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Work that ends sooner needs no line.
const PATIENCE: Duration = Duration::from_secs(1);

/// A line that is there until this is dropped.
#[derive(Debug)]
pub(super) struct Waiting {
    done: Option<Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Waiting {
    /// Says after a while what is worked on, and again with each second.
    pub(super) fn on(what: String, stream: impl Write + Send + 'static) -> Self {
        Self::after(PATIENCE, what, stream)
    }

    fn after(patience: Duration, what: String, mut stream: impl Write + Send + 'static) -> Self {
        let (done, ended) = channel::<()>();
        let started = Instant::now();
        let work = move || {
            let mut shown = false;
            while ended.recv_timeout(patience) == Err(RecvTimeoutError::Timeout) {
                // A stream that takes nothing is nobody's loss: the line says nothing that lasts.
                let _ = write!(stream, "\r{what}: {} s\u{1b}[K", started.elapsed().as_secs());
                let _ = stream.flush();
                shown = true;
            }
            if shown {
                let _ = write!(stream, "\r\u{1b}[K");
                let _ = stream.flush();
            }
        };
        Self { done: Some(done), thread: thread::Builder::new().spawn(work).ok() }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.done = None;
        // What is printed next must not meet the line.
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);

    impl Write for Page {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("nobody broke down").extend(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Page {
        fn text(&self) -> String {
            String::from_utf8_lossy(&self.0.lock().expect("nobody broke down")).into_owned()
        }
    }

    #[test]
    fn the_line_comes_after_a_while_and_goes() {
        let page = Page::default();
        let waiting = Waiting::after(Duration::from_millis(1), "pets, shops".to_owned(), page.clone());
        while page.text().is_empty() {
            thread::yield_now();
        }
        drop(waiting);
        let text = page.text();
        assert!(text.starts_with("\rpets, shops: 0 s\u{1b}[K") && text.ends_with("\r\u{1b}[K"), "{text:?}");
    }

    #[test]
    fn quick_work_has_no_line() {
        let page = Page::default();
        drop(Waiting::on("pets".to_owned(), page.clone()));
        assert_eq!(page.text(), "");
    }
}
