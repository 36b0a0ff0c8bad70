//! Walks over schemas and operations.
