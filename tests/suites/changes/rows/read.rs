/// Reads a value as the guide says: field by field, `_` at the end of matches.
pub fn read(value: &models::@) {
    let _: (&String, i32) = (&value.name, value.id);
    let _: (&Option<String>, &Option<String>, Option<i64>) = (&value.text, &value.mail, value.count);
    let _: &models::support::Maybe<String> = &value.code;
    // A closed enum is `Copy`.
    drop::<Option<models::@Firm>>(value.firm);
    let _: (&Option<models::@Note>, &Option<models::@Inner>) = (&value.note, &value.inner);
    let _: Option<&Option<String>> = value.note.as_ref().map(|note| &note.a);
    let _ = value.open.as_ref().map(|open| (&open.a, open.extra.len()));
    let _ = value.shut.as_ref().map(|shut| &shut.a);
    match &value.kind {
        Some(models::@Kind::Small | models::@Kind::Large) => {}
        Some(models::@Kind::Other(text)) => println!("{text}"),
        _ => {}
    }
    match value.firm {
        Some(models::@Firm::On | models::@Firm::Off) => {}
        _ => {}
    }
    match &value.form {
        Some(models::@Form::@Round(round)) => println!("{}", round.r),
        Some(models::@Form::@Edged(edged)) => println!("{}", edged.n),
        _ => {}
    }
}
