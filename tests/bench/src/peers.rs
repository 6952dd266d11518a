//! What others reach, for scale. Not measured by this program.

/// Printed below the table.
pub const NOTE: &str = "\
For scale, measured elsewhere on two such cores with their own SDKs (a keyed handler with state):
  Restate, tuned      round trip 2.8 ms p50; 3,764/s at 64 callers, 4,267/s at 256; 313/s on one key
  RivetKit workflows  round trip 25 ms; 51/s; 3 to 10 actor starts a second
  Our own prototype   round trip 0.9 ms p50; 5,400/s at 64 callers, 11,700/s at 256, 16,900/s at 1,024";
