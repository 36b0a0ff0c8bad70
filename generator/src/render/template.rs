//! Templates: texts with `{{key}}` places and no logic.

use super::Fault;

/// Fills a template. Values are not looked at again.
///
/// # Errors
/// A place without a value, or a value without a place.
pub(crate) fn fill(template: &str, values: &[(&str, &str)]) -> Result<String, Fault> {
    let mut out = String::with_capacity(template.len());
    let mut used = vec![false; values.len()];
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let Some((key, after)) = after.split_once("}}") else {
            return Err(Fault("a template has `{{` without `}}`".to_owned()));
        };
        let found = values.iter().zip(used.iter_mut()).find(|((name, _), _)| *name == key);
        let Some(((_, value), used)) = found else {
            return Err(Fault(format!("a template asks for `{key}`, which has no value")));
        };
        *used = true;
        out.push_str(value);
        rest = after;
    }
    out.push_str(rest);
    match values.iter().zip(used).find(|(_, used)| !used) {
        Some(((name, _), _)) => Err(Fault(format!("a template does not use `{name}`"))),
        None => Ok(out),
    }
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn places_are_filled_once() {
        assert_eq!(fill("a {{x}} b {{y}} {{x}}", &[("x", "{{y}}"), ("y", "2")]).as_deref(), Ok("a {{y}} b 2 {{y}}"));
    }

    #[test]
    fn a_missing_and_an_unused_value_are_faults() {
        let fault = |values: &[(&str, &str)]| fill("{{x}}", values).map_err(|fault| fault.0);
        assert_eq!(fault(&[]), Err("a template asks for `x`, which has no value".to_owned()));
        assert_eq!(fault(&[("x", ""), ("y", "")]), Err("a template does not use `y`".to_owned()));
        assert!(fill("{{x", &[]).is_err());
    }
}
