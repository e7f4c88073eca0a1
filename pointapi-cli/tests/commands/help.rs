//! Help, completions and manual pages.

use std::fs;

use super::stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn every_command_has_help_with_examples() {
    let stage = Stage::new().await;
    for command in [
        &["login"][..],
        &["logout"],
        &["status"],
        &["token"],
        &["call"],
        &["orders", "place"],
        &["orders", "wait"],
        &["orders", "get"],
        &["orders", "query"],
        &["report", "save"],
        &["webhooks", "listen"],
        &["webhooks", "test"],
        &["sandbox"],
        &["import"],
        &["export"],
        &["diff"],
        &["check"],
        &["completions"],
        &["man"],
    ] {
        let ran = stage.pipe(&[command, &["--help"]].concat(), "");
        assert_eq!(ran.code, 0, "{command:?}");
        let example = format!("pointapi {}", command.join(" "));
        let (_, examples) = ran.stdout.split_once("Examples:").unwrap_or_default();
        assert!(examples.contains(&example), "{command:?}: {}", ran.stdout);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_help_of_the_program_lists_the_exit_codes() {
    let stage = Stage::new().await;
    let help = stage.pipe(&["--help"], "").stdout;
    for code in ["0  done", "2  ", "3  ", "4  ", "5  ", "6  ", "130  interrupted"] {
        assert!(help.contains(code), "{code}: {help}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn completions_and_pages_name_every_command() {
    let stage = Stage::new().await;
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = stage.pipe(&["completions", shell], "");
        assert!(ran.code == 0 && ran.stdout.contains("sandbox"), "{shell}");
    }
    assert!(stage.pipe(&["man"], "").stdout.starts_with(".ie"), "a page in roff");
    assert_eq!(stage.pipe(&["man", "--out", "pages"], "").code, 0);
    let pages: Vec<_> = fs::read_dir(stage.path("pages")).unwrap().map(|page| page.unwrap().file_name()).collect();
    assert!(pages.iter().any(|page| page == "pointapi-orders-place.1"), "{pages:?}");
}
