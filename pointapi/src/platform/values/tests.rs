use super::*;

#[test]
fn debug_shows_no_value() {
    let canary = "900-11-2222";
    let shown = format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        Ssn::new(canary).unwrap(),
        Ein::new("99-0001234").unwrap(),
        DateOfBirth::new("03/09/1971").unwrap(),
        Phone::new("555-010-0147").unwrap(),
        PersonName::new("Wilhelmina", "Ostrander").unwrap(),
        Address::<Zip>::new("9 Larch Row", "Pinedale", "WY", "82941").unwrap(),
    );
    for secret in [canary, "99-0001234", "1971", "0147", "Ostrander", "Larch"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn a_date_of_birth_is_since_1800() {
    assert!(DateOfBirth::new("02/29/2000").is_ok() && DateOfBirth::from_ymd(1800, 1, 1).is_ok());
    for date in ["03/09/0000", "03/09/0071", "12/31/1799", "02/29/1900", "00/09/1971", "+3/09/1971"] {
        assert!(DateOfBirth::new(date).is_err(), "{date}");
    }
    assert!(DateOfBirth::from_ymd(0, 3, 9).is_err());
}

#[test]
fn an_error_names_the_field_and_not_the_value() {
    let errors = [
        Ssn::new("900-112-222").map(drop),
        DateOfBirth::new("1971-03-09").map(drop),
        Phone::new("555 010 0147").map(drop),
        Ein::new("1").map(drop),
        Address::<Zip>::new("9 Larch Row", "Pinedale", "Wyoming", "82941").map(drop),
        Address::<Zip5>::new("9 Larch Row", "Pinedale", "WY", "82941-0077").map(drop),
        PersonName::new("Wilhelmina", " ").map(drop),
        TaxYears::new([2031, 2031]).map(drop),
    ];
    let fields = ["SSN", "DOB", "Phone", "EIN", "State", "Address.PostalCode", "LastName", "YearList"];
    for (error, field) in errors.into_iter().zip(fields) {
        let error = error.unwrap_err();
        assert_eq!(error.field(), field);
        assert!(crate::Error::from(error).to_string().contains(field));
    }
}

#[test]
fn a_document_is_one_line_of_padded_base64() {
    let form = Document::pdf(&b"%PDF-1.4\n% made up\n%%EOF\n"[..]).unwrap();
    assert_eq!(serde_json::to_string(&form).unwrap(), r#""JVBERi0xLjQKJSBtYWRlIHVwCiUlRU9GCg==""#);
}

#[test]
fn a_blank_middle_name_is_omitted() {
    let name = PersonName::new("Wilhelmina", "Ostrander").unwrap().middle("");
    assert_eq!(serde_json::to_string(&name).unwrap(), r#"{"FirstName":"Wilhelmina","LastName":"Ostrander"}"#);
}
