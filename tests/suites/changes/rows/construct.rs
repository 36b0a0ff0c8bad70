/// Makes a value as the guide says: by `new` and `..`.
pub fn make() -> models::@ {
    models::@ {
        text: Some("a".to_owned()),
        mail: Some("a".to_owned()),
        count: Some(1),
        code: models::support::Maybe::Value("a".to_owned()),
        kind: Some(models::@Kind::Small),
        firm: Some(models::@Firm::On),
        form: Some(models::@Form::@Round(models::@Round::new("round", 1))),
        open: Some(models::@Open { a: None, ..Default::default() }),
        shut: Some(models::@Shut { a: None, ..Default::default() }),
        note: Some(models::@Note { a: Some("a".to_owned()), ..Default::default() }),
        inner: Some(models::@Inner { a_%: None, ..Default::default() }),
        ..models::@::new("a", 1)
    }
}

pub fn made() -> (models::@Kind, models::@Kind, models::@Firm, models::@Form) {
    let firm = models::@Firm::Off;
    let _copied = (firm, firm);
    let edged = models::@Edged::new("edged", 1);
    (models::@Kind::from("large".to_owned()), models::@Kind::Large, models::@Firm::Off, edged.into())
}

pub fn kept(value: &mut models::@Open) {
    value.extra.clear();
}
