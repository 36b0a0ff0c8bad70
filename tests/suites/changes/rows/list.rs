/// Names everything that there is.
pub fn list(value: models::@) {
    let models::@ { name: _, id: _, text: _, mail: _, count: _, code: _, kind, firm, form, open, shut, note, inner } = value;
    match kind {
        None | Some(models::@Kind::Small | models::@Kind::Large | models::@Kind::Other(_)) => {}
    }
    match firm {
        None | Some(models::@Firm::On | models::@Firm::Off) => {}
    }
    match form {
        None | Some(models::@Form::@Round(_) | models::@Form::@Edged(_) | models::@Form::Other(_)) => {}
    }
    if let (Some(open), Some(shut), Some(note), Some(inner)) = (open, shut, note, inner) {
        let models::@Open { a: _, extra: _ } = open;
        let models::@Shut { a: _ } = shut;
        let models::@Note { a: _ } = note;
        let models::@Inner { a_%: _ } = inner;
    }
    let _ = (models::@Shut { a: None }, models::@Note { a: None });
}
