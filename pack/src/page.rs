//! `index.html`: read as it is written for trunk, and written as it is served.

use crate::Result;
use crate::asset::Asset;

/// The files that the page names.
#[derive(Debug)]
pub(crate) struct Files {
    pub(crate) icon: Asset,
    pub(crate) style: Asset,
    pub(crate) stopped: Asset,
    pub(crate) boot: Asset,
    pub(crate) glue: Asset,
    pub(crate) wasm: Asset,
    pub(crate) worker: Asset,
}

/// Returns the stylesheets of the page, in their order.
pub(crate) fn styles(source: &str) -> Vec<&str> {
    tags(source)
        .filter(|tag| tag.contains("data-trunk") && attribute(tag, "rel") == Some("css"))
        .filter_map(|tag| attribute(tag, "href"))
        .collect()
}

/// Returns the page as it is served.
pub(crate) fn finished(source: &str, files: &Files) -> Result<String> {
    let mut html = without_comments(source);
    for tag in tags(source).filter(|tag| tag.contains("data-trunk")) {
        html = html.replacen(tag, "", 1);
    }
    let icon = &files.icon;
    for (written, served) in [
        ("href=\"favicon.svg\" data-own=\"favicon.svg\"", format!("href=\"assets/{0}\" data-own=\"assets/{0}\"", icon.name)),
        ("<script type=\"module\" src=\"stopped.js\"></script>", head(files)),
    ] {
        if html.matches(written).count() != 1 {
            return Err(format!("index.html should hold `{written}` once."));
        }
        html = html.replace(written, &served);
    }
    let lines = html.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.fold(String::new(), |page, line| page + line + "\n"))
}

/// The style first: a browser shows the frame as soon as that has come. The wasm is not preloaded: Chromium 156 leaves the
/// integrity of such a preload out and says so in the console.
fn head(files: &Files) -> String {
    let Files { style, stopped, boot, glue, wasm, worker, .. } = files;
    let data = format!(
        " data-js=\"assets/{}\" data-wasm=\"assets/{}\" data-wasm-integrity=\"{}\" data-worker=\"assets/{}\"",
        glue.name, wasm.name, wasm.integrity, worker.name
    );
    let style = link("stylesheet", style);
    let glue = link("modulepreload", glue);
    format!("{style}\n{glue}\n{}\n{}\n", module(stopped, ""), module(boot, &data))
}

fn link(relation: &str, asset: &Asset) -> String {
    format!("<link rel=\"{relation}\" href=\"assets/{}\" integrity=\"{}\" crossorigin />", asset.name, asset.integrity)
}

fn module(asset: &Asset, data: &str) -> String {
    format!("<script type=\"module\" src=\"assets/{}\" integrity=\"{}\" crossorigin{data}></script>", asset.name, asset.integrity)
}

/// The tags, each from `<` to `>`. No attribute of ours holds a `>`.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split_inclusive('>').filter_map(|piece| piece.find('<').map(|at| &piece[at..]))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

fn without_comments(html: &str) -> String {
    let mut pieces = html.split("<!--");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |kept, piece| kept + piece.split_once("-->").map_or("", |(_, after)| after))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = include_str!("../../index.html");

    fn files() -> Files {
        let asset = |name: &str| Asset { name: name.to_owned(), integrity: format!("sha384-of-{name}") };
        Files {
            icon: asset("icon"),
            style: asset("style"),
            stopped: asset("stopped"),
            boot: asset("boot"),
            glue: asset("glue"),
            wasm: asset("wasm"),
            worker: asset("worker"),
        }
    }

    #[test]
    fn the_styles_are_those_of_the_page_in_its_order() {
        let styles = styles(SOURCE);
        assert_eq!(styles[..2], ["style/reset.css", "style/tokens.css"]);
        assert_eq!(styles.len(), SOURCE.matches("rel=\"css\"").count());
    }

    #[test]
    fn the_page_names_each_file_with_what_it_is_checked_by() {
        let page = finished(SOURCE, &files()).unwrap_or_default();
        for name in ["style", "stopped", "boot", "glue"] {
            let tag = tags(&page).find(|tag| tag.contains(&format!("=\"assets/{name}\""))).unwrap_or_default();
            assert!(tag.contains(&format!("integrity=\"sha384-of-{name}\"")), "{name}: {page}");
        }
        for data in
            ["data-wasm=\"assets/wasm\"", "data-wasm-integrity=\"sha384-of-wasm\"", "data-worker=\"assets/worker\"", "href=\"assets/icon\""]
        {
            assert!(page.contains(data), "{data}: {page}");
        }
    }

    #[test]
    fn nothing_of_the_workshop_is_left() {
        let page = finished(SOURCE, &files()).unwrap_or_default();
        for word in ["trunk", "<!--", ".css\"", "stopped.js"] {
            assert!(!page.contains(word), "{word}: {page}");
        }
        assert!(page.contains("<main id=\"boot\"") && page.contains("<noscript>"), "{page}");
    }
}
