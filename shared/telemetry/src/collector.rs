//! A collector for tests.
