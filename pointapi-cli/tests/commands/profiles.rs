//! Which secret goes to which API: profiles, and the account of the environment.

use std::fs;

use super::stage::{PASSWORD, Ran, Stage};

/// A stage with the profile `shop` of another API, which is a sandbox too.
async fn stage_and_shop() -> (Stage, Stage) {
    let (stage, shop) = (Stage::new().await, Stage::new().await);
    let url = shop.sandbox.base_url();
    let login = ["login", "--profile", "shop", "--base-url", url, "--scheme", "bearer", "--password-stdin"];
    assert_eq!(stage.pipe(&login, "made-up").code, 0);
    (stage, shop)
}

/// Runs a command with variables, which replace those of the stage.
fn with(stage: &Stage, variables: &[(&str, &str)], arguments: &[&str], stdin: &str) -> Ran {
    let mut command = stage.command(arguments);
    command.env_remove("POINTAPI_BASE_URL").envs(variables.iter().copied());
    stage.run(command, stdin)
}

fn profiles(stage: &Stage) -> String {
    fs::read_to_string(stage.path(".config/pointapi/profiles.toml")).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_of_the_environment_never_reaches_the_api_of_another_scheme() {
    let (stage, shop) = stage_and_shop().await;
    let account = [("POINTAPI_USERNAME", "greta"), ("POINTAPI_PASSWORD", PASSWORD)];
    for arguments in [&["call", "GET", "/summary"][..], &["token"], &["status"], &["orders", "query"]] {
        let ran = with(&stage, &account, &[arguments, &["--profile", "shop"]].concat(), "");
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains("unset `POINTAPI_USERNAME`"), "{arguments:?}: {}", ran.stderr);
    }
    assert_eq!(shop.sandbox.requests().len(), 0);
    let own = [account[0], account[1], ("POINTAPI_BASE_URL", stage.sandbox.base_url())];
    assert_eq!(with(&stage, &own, &["token", "--profile", "shop"], "").code, 0);
    assert_eq!(shop.sandbox.requests().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_never_reach_the_api_of_another_scheme() {
    let (stage, shop) = stage_and_shop().await;
    for arguments in [
        &["orders", "place", "SSAForm89ECBSV", "PDF-001", "order.json"][..],
        &["orders", "wait", "1"],
        &["orders", "get", "1"],
        &["orders", "query"],
        &["report", "save", "1"],
        &["webhooks", "test", "https://hooks.larchfield.example/point", "--tenant", "OU9001"],
    ] {
        let ran = with(&stage, &[], &[arguments, &["--profile", "shop"]].concat(), "");
        assert_eq!(ran.code, 2, "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains("profile `shop` is one of another API"), "{arguments:?}: {}", ran.stderr);
    }
    assert_eq!(shop.sandbox.requests().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_of_the_environment_goes_to_a_profile_of_point() {
    let stage = Stage::logged_in().await;
    stage.sandbox.user("otto", PASSWORD);
    let account = [("POINTAPI_USERNAME", "otto"), ("POINTAPI_PASSWORD", PASSWORD)];
    assert_eq!(with(&stage, &account, &["token"], "").code, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_of_another_scheme_takes_nothing_from_the_environment() {
    let (stage, shop) = stage_and_shop().await;
    let before = profiles(&stage);
    let account = [("POINTAPI_USERNAME", "greta"), ("POINTAPI_PASSWORD", PASSWORD), ("POINTAPI_USERALIAS", "branch-7")];
    for scheme in [&["bearer"][..], &["basic", "--username", "x"], &["header", "--header", "X-Key"]] {
        let ran = with(&stage, &account, &[&["login", "--profile", "shop", "--scheme"], scheme].concat(), "");
        assert_eq!(ran.code, 2, "{scheme:?}: {}", ran.stderr);
        assert!(!ran.stderr.contains("POINTAPI_PASSWORD"), "{}", ran.stderr);
    }
    let basic = ["login", "--profile", "shop", "--scheme", "basic", "--password-stdin"];
    let ran = with(&stage, &account, &basic, "made-up");
    assert!(ran.stderr.contains("there is no user name"), "{}", ran.stderr);
    let renewed = ["login", "--profile", "shop", "--password-stdin"];
    let elsewhere = [("POINTAPI_BASE_URL", stage.sandbox.base_url())];
    assert_eq!(with(&stage, &elsewhere, &renewed, "made-up").code, 2);
    assert_eq!(profiles(&stage), before);
    assert_eq!(with(&stage, &account, &renewed, "made-up-2").code, 0);
    assert_eq!(profiles(&stage), before);
    with(&stage, &[account[2]], &["call", "GET", "/summary", "--profile", "shop"], "");
    let request = shop.sandbox.requests().pop().expect("the stored token is found");
    assert_eq!(request.headers()["authorization"], "Bearer made-up-2");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_of_another_scheme_becomes_one_of_point_at_a_named_api_alone() {
    let (stage, shop) = stage_and_shop().await;
    let before = profiles(&stage);
    let account = [("POINTAPI_USERNAME", "greta"), ("POINTAPI_PASSWORD", PASSWORD)];
    let login = ["login", "--profile", "shop", "--scheme", "point"];
    let ran = with(&stage, &account, &login, "");
    assert_eq!((ran.code, shop.sandbox.requests().len()), (2, 0), "{}", ran.stderr);
    assert!(ran.stderr.contains("name the API with `--base-url URL`"), "{}", ran.stderr);
    assert_eq!(profiles(&stage), before);
    let url = stage.sandbox.base_url();
    let own = [account[0], account[1], ("POINTAPI_BASE_URL", url)];
    assert_eq!(with(&stage, &own, &login, "").code, 0);
    assert_eq!(
        stage.pipe(&["login", "--profile", "shop", "--scheme", "bearer", "--password-stdin"], "made-up").code,
        0
    );
    assert_eq!(with(&stage, &account, &[&login[..], &["--base-url", url]].concat(), "").code, 0);
    assert_eq!(shop.sandbox.requests().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_url_that_is_spelled_otherwise_is_the_same_api() {
    let (stage, _) = stage_and_shop().await;
    let url = format!("{}/", stage.sandbox.base_url());
    let point = ["login", "--username", "greta", "--alias", "branch-7", "--password-stdin"];
    let header = ["login", "--profile", "h", "--scheme", "header", "--header", "X-Key", "--password-stdin"];
    for (first, second, kept) in [
        (&point[..], &["login", "--password-stdin", "--base-url", &url][..], "alias = \"branch-7\""),
        (&header, &["login", "--profile", "h", "--password-stdin", "--base-url", &url], "header = \"X-Key\""),
        (&header, &["login", "--profile", "h", "--password-stdin"], "header = \"X-Key\""),
    ] {
        assert_eq!(stage.pipe(first, PASSWORD).code, 0);
        let ran = with(&stage, &[("POINTAPI_BASE_URL", &url)], second, PASSWORD);
        assert_eq!(ran.code, 0, "{second:?}: {}", ran.stderr);
        assert!(profiles(&stage).contains(kept), "{second:?}: {}", profiles(&stage));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_login_keeps_what_is_not_given() {
    let stage = Stage::new().await;
    let url = stage.sandbox.base_url();
    let login = |given: &[&str]| {
        let ran = stage.pipe(&[&["login", "--profile", "p", "--password-stdin"], given].concat(), PASSWORD);
        (ran.code, profiles(&stage).replace(url, "URL"), ran.stderr)
    };
    for (given, kept) in [
        (&["--username", "greta", "--alias", "branch-7"][..], "point\"\nusername = \"greta\"\nalias = \"branch-7\"\n"),
        (&[], "point\"\nusername = \"greta\"\nalias = \"branch-7\"\n"),
        (&["--alias", ""], "point\"\nusername = \"greta\"\n"),
        (&["--scheme", "header", "--header", "X-Key"], "header\"\nusername = \"greta\"\nheader = \"X-Key\"\n"),
        (&["--username", "x"], "header\"\nusername = \"x\"\nheader = \"X-Key\"\n"),
        (&["--scheme", "bearer"], "bearer\"\nusername = \"x\"\n"),
        (&[], "bearer\"\nusername = \"x\"\n"),
    ] {
        let expected = format!("[profiles.p]\nbase_url = \"URL\"\nscheme = \"{kept}");
        let (code, profiles, stderr) = login(given);
        assert_eq!((code, &*profiles), (0, &*expected), "{given:?}: {stderr}");
        assert_eq!(stderr.contains("alias `branch-7`"), profiles.contains("branch-7"), "{stderr}");
    }
    assert_eq!(login(&["--scheme", "header"]).0, 2);
}

/// Returns the content of all files of tokens.
fn stored(stage: &Stage) -> String {
    let files = fs::read_dir(stage.path(".local/state/pointapi/tokens")).unwrap();
    files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_no_profile_has_any_more_is_removed() {
    let stage = Stage::new().await;
    let login = |profile: &str, name: &str| {
        let login = ["login", "--profile", profile, "--scheme", "basic", "--username", name, "--password-stdin"];
        assert_eq!(stage.pipe(&login, "made-up").code, 0);
    };
    let (greta, otto) = ("Z3JldGE6bWFkZS11cA==", "b3R0bzptYWRlLXVw");
    login("a", "greta");
    login("b", "greta");
    login("a", "otto");
    assert!(stored(&stage).contains(greta) && stored(&stage).contains(otto), "the profile `b` has it");
    login("b", "otto");
    assert!(!stored(&stage).contains(greta) && stored(&stage).contains(otto));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_of_the_environment_can_be_logged_out_without_a_profile() {
    let stage = Stage::new().await;
    let account = [
        ("POINTAPI_USERNAME", "greta"),
        ("POINTAPI_PASSWORD", PASSWORD),
        ("POINTAPI_BASE_URL", stage.sandbox.base_url()),
    ];
    assert_eq!(with(&stage, &account, &["token"], "").code, 0);
    assert!(stored(&stage).contains("sandbox-access-"));
    let without_password = [account[0], account[2]];
    let ran = with(&stage, &without_password, &["logout", "--forget"], "");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("(the account of the environment)"), "{}", ran.stderr);
    assert!(!stored(&stage).contains("sandbox-"), "{}", stored(&stage));
    assert_eq!(with(&stage, &[], &["logout"], "").code, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_whose_tokens_cannot_be_kept_says_so() {
    let stage = Stage::new().await;
    let state = stage.path(".local/state/pointapi");
    fs::create_dir_all(&state).unwrap();
    fs::write(state.join("tokens"), "a file in place of the folder").unwrap();
    let ran = stage.pipe(&["login", "--username", "greta", "--password-stdin"], PASSWORD);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("signed in, but the tokens could not be kept below"), "{}", ran.stderr);
    assert!(!stage.path(".config/pointapi/profiles.toml").exists());
}

#[cfg(not(feature = "keyring"))]
#[tokio::test(flavor = "multi_thread")]
async fn a_program_without_the_keyring_says_how_to_get_it() {
    let stage = Stage::new().await;
    let login = ["login", "--username", "greta", "--password-stdin", "--tokens", "keyring"];
    let ran = stage.pipe(&login, PASSWORD);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("install it with `--features keyring`"), "{}", ran.stderr);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_that_cannot_be_read_hides_no_other_one() {
    let stage = Stage::logged_in().await;
    let unreadable = "[profiles.a]\nbase_url = \"nowhere\"\n";
    fs::write(stage.path(".config/pointapi/profiles.toml"), profiles(&stage) + unreadable).unwrap();
    let ran = stage.pipe(&["status", "--all", "--output", "json"], "");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let states: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!((&states[0]["state"], &states[1]["state"]), (&"unreadable".into(), &"logged in".into()), "{states}");
    assert!(ran.stderr.contains("profile `a`: ") && ran.stderr.contains("must be absolute"), "{}", ran.stderr);
}

#[cfg(not(feature = "keyring"))]
#[tokio::test(flavor = "multi_thread")]
async fn a_profile_of_the_keyring_can_be_removed_without_it() {
    let stage = Stage::logged_in().await;
    let path = stage.path(".config/pointapi/profiles.toml");
    fs::write(&path, profiles(&stage) + "tokens = \"keyring\"\n").unwrap();
    assert_eq!(stage.pipe(&["logout"], "").code, 2);
    let ran = stage.pipe(&["logout", "--forget"], "");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("was built without the keyring"), "{}", ran.stderr);
    assert!(!profiles(&stage).contains("greta"), "{}", profiles(&stage));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_login_as_the_alias_of_the_environment_is_found_there() {
    let stage = Stage::new().await;
    let variables = [("POINTAPI_BASE_URL", stage.sandbox.base_url()), ("POINTAPI_USERALIAS", "branch-7")];
    let login = ["login", "--username", "greta", "--password-stdin"];
    assert_eq!(with(&stage, &variables, &login, PASSWORD).code, 0);
    assert_eq!(with(&stage, &variables, &["token"], "").code, 0);
    assert!(profiles(&stage).contains("alias = \"branch-7\""));
}
