//! The `traceparent` header: one line that names a trace and the span above.

use opentelemetry::trace::{SpanContext, SpanId, TraceFlags, TraceId, TraceState};

/// Writes `00-<trace id>-<span id>-<flags>`
/// ([W3C Trace Context, section 3.2](https://www.w3.org/TR/trace-context/#traceparent-header)).
pub(crate) fn format(context: &SpanContext) -> String {
    let sampled = u8::from(context.is_sampled());
    format!("00-{}-{}-{sampled:02x}", context.trace_id(), context.span_id())
}

/// The same span, and recorded.
pub(crate) fn sampled(context: &SpanContext) -> SpanContext {
    let flags = context.trace_flags() | TraceFlags::SAMPLED;
    SpanContext::new(context.trace_id(), context.span_id(), flags, context.is_remote(), context.trace_state().clone())
}

/// Reads a `traceparent`; anything malformed is `None`, as the recommendation asks: start a new trace instead.
///
/// A version above 00 is read by the rules of 00 and may carry more fields; version ff is forbidden
/// ([section 4.3](https://www.w3.org/TR/trace-context/#versioning-of-traceparent)).
pub(crate) fn parse(header: &str, state: TraceState) -> Option<SpanContext> {
    let mut fields = header.trim().split('-');
    let version = hex(fields.next()?, 2)?;
    let trace_id = TraceId::from(hex(fields.next()?, 32)?);
    let span_id = SpanId::from(u64::try_from(hex(fields.next()?, 16)?).ok()?);
    let flags = u8::try_from(hex(fields.next()?, 2)?).ok()?;
    let has_more = fields.next().is_some();

    let is_known = version != 0xff && !(version == 0 && has_more);
    let context = SpanContext::new(trace_id, span_id, TraceFlags::new(flags) & TraceFlags::SAMPLED, true, state);
    (is_known && context.is_valid()).then_some(context)
}

/// Exactly `digits` lower-case hexadecimal digits; `from_str_radix` alone would also take `+` and upper case.
fn hex(field: &str, digits: usize) -> Option<u128> {
    let is_lower_hex = field.len() == digits && field.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    is_lower_hex.then(|| u128::from_str_radix(field, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    #[test]
    fn the_example_of_the_recommendation_survives_a_round_trip() {
        let context = parse(EXAMPLE, TraceState::NONE).unwrap();

        assert_eq!(context.trace_id().to_string(), "4bf92f3577b34da6a3ce929d0e0e4736");
        assert!(context.is_sampled() && context.is_remote());
        assert_eq!(format(&context), EXAMPLE);
    }

    #[test]
    fn an_unsampled_context_stays_unsampled() {
        let header = EXAMPLE.replace("-01", "-00");

        assert_eq!(format(&parse(&header, TraceState::NONE).unwrap()), header);
    }

    #[test]
    fn a_later_version_may_carry_more_fields() {
        let header = EXAMPLE.replacen("00", "01", 1) + "-what-the-future-will-be-like";

        assert!(parse(&header, TraceState::NONE).is_some());
    }

    #[test]
    fn malformed_headers_are_refused() {
        let malformed = [
            "",
            "garbage",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-extra",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-+bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
            "00-ÿbf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        ];

        for header in malformed {
            assert!(parse(header, TraceState::NONE).is_none(), "{header:?} was accepted");
        }
    }
}
