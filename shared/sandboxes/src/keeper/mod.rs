//! The keeper: the process that holds one local sandbox.
