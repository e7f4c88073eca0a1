//! The log of `-v`, and colors.

use super::stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn a_log_at_every_level_has_no_secret() {
    let stage = Stage::logged_in().await;
    let token = stage.pipe(&["token"], "").stdout;
    stage.sandbox.revoke_access_tokens();
    let ran = stage.pipe(&["orders", "place", "SSAForm89ECBSV", "PDF-001", "order.json", "-vvv"], "");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("refresh"), "{}", ran.stderr);
    for secret in [token.trim(), "900112222", "Ostrander"] {
        assert!(!ran.stderr.contains(secret), "{secret}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_level_of_the_log_says_more() {
    let stage = Stage::logged_in().await;
    let log = |level| stage.pipe(&["call", "GET", "/nothing", level], "").stderr;
    assert!(log("-v").contains("http.response.status_code=404"), "{}", log("-v"));
    assert!(!log("-vv").contains("pointapi::metrics") && log("-vvv").contains("pointapi::metrics"));
}

#[tokio::test(flavor = "multi_thread")]
async fn colors_are_for_a_terminal_without_no_color() {
    let stage = Stage::logged_in().await;
    if !stage.has_terminal() {
        return;
    }
    let call = ["call", "GET", "/no/such/path", "-vv"];
    let raw = || stage.in_terminal(&["--raw"], &call, &[]);
    let colored = stage.run(raw(), "").stdout;
    assert!(colored.contains("\u{1b}[1;31merror:") && colored.contains("\u{1b}[2m"), "{colored:?}");
    for (variable, value) in [("NO_COLOR", "1"), ("CLICOLOR", "0"), ("TERM", "dumb")] {
        let mut plain = raw();
        plain.env(variable, value);
        let plain = stage.run(plain, "").stdout;
        assert!(plain.contains("error:") && !plain.contains('\u{1b}'), "{variable}: {plain:?}");
    }
    assert!(!stage.pipe(&call, "").stderr.contains('\u{1b}'));
}
