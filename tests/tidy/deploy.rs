//! The files of `deploy/` say what ARCHITECTURE.md says, each in its host's own words.

use crate::tree;

const KEPT: &str = "public, max-age=31536000, immutable";

/// Returns the policy as the architecture has it, with what the files have in the places that are a person's own.
fn policy() -> String {
    let document = tree::read("ARCHITECTURE.md");
    let (_, after) = document.split_once("## The policy of the page").expect("the policy has a heading");
    let lines = after.lines().skip_while(|line| line.trim().is_empty()).take_while(|line| line.starts_with("    "));
    let policy = lines.map(str::trim).collect::<Vec<_>>().join(" ");
    policy.replace("<your sources>", "https://box.example").replace("<your portal>", "https://portal.example")
}

#[test]
fn every_host_sends_the_policy_of_the_page_and_keeps_what_is_named_by_its_content() {
    let policy = policy();
    assert!(policy.ends_with("frame-ancestors 'self' https://portal.example"), "{policy}");
    let files = tree::files("deploy", "");
    let hosts: Vec<_> = files.iter().filter(|file| !file.path.ends_with(".md")).collect();
    assert!(hosts.len() >= 7, "{hosts:#?}");
    for file in hosts {
        assert!(file.text.contains(&policy), "{} lacks: {policy}", file.path);
        // CloudFront hands on what S3 was told.
        assert!(file.text.contains(KEPT) || file.path.ends_with("cloudfront.json"), "{} lacks: {KEPT}", file.path);
    }
}

#[test]
fn every_file_is_explained() {
    let explained = tree::read("deploy/README.md");
    for file in tree::files("deploy", "") {
        let name = file.path.rsplit('/').next().unwrap_or_default().to_owned();
        assert!(name == "README.md" || explained.contains(&format!("| `{name}` |")), "deploy/README.md does not explain {name}");
    }
}
