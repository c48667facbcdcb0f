//! The page fits: narrow and wide, enlarged, for fingers, without motion and without its colours.

use fleetglass_tests::{Page, Setup, json};

const PLACES: [&str; 4] = ["overview", "threads", "runs", "sources"];

/// Goes to a place, and waits until it is drawn.
async fn go(page: &Page, place: &str) {
    page.follow(&format!("#/{place}")).await;
    let drawn = async || {
        page.ask::<bool>(
            "const at = document.querySelector('nav [aria-current=page]')?.getAttribute('href') ?? ''; return at.includes(arguments[0]) && !!document.querySelector('main h1, main h2')",
            vec![json!(place)],
        )
        .await
    };
    page.until(place, drawn, |drawn| *drawn).await;
}

/// What stands out to the side, or is cut where no row may be cut.
const SIDEWAYS: &str = r#"
const wide = document.documentElement.scrollWidth - innerWidth;
const out = [...document.querySelectorAll("main *")].filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(".fg-heard, [role=log]")
  && e.getBoundingClientRect().width > 0 && e.getBoundingClientRect().right > innerWidth + 1
  && !e.parentElement.closest("*:is(.fg-cut)"));
const scrolled = (e) => { for (let at = e.parentElement; at; at = at.parentElement) if (["auto", "scroll"].includes(getComputedStyle(at).overflowX)) return true; return false };
return [wide > 0 ? `the page is ${wide} px too wide` : "", ...out.filter((e) => !scrolled(e)).map((e) => `${e.tagName}.${e.className} ${e.textContent.slice(0, 60)}`)].filter(Boolean);
"#;

#[test]
fn no_place_scrolls_sideways() {
    Setup::all_sources().run(async |page, _| {
        page.until_link("box-1", "live").await;
        for width in [320, 360, 640, 768, 1100, 1440, 2560] {
            page.devtools(
                "Emulation.setDeviceMetricsOverride",
                json!({"width": width, "height": 740, "deviceScaleFactor": 1, "mobile": width < 640}),
            )
            .await;
            for place in PLACES {
                go(page, place).await;
                let out = async || page.ask::<Vec<String>>(SIDEWAYS, vec![]).await;
                page.until(&format!("{place} at {width} px"), out, Vec::is_empty).await;
            }
        }
    });
}

/// Controls that a finger could miss: under `arguments[0]` px, unless they stand in a sentence.
const SMALL: &str = r#"
const least = arguments[0];
const area = (e) => {
  // A link may reach over its row, and a box belongs to its label.
  const label = e.matches("input[type=checkbox], input[type=radio]") && e.closest("label");
  const after = getComputedStyle(e, "::after");
  if (after.content !== "none" && after.position === "absolute") {
    let at = e;
    while (at && getComputedStyle(at).position === "static") at = at.parentElement;
    return (at ?? e).getBoundingClientRect();
  }
  return (label || e).getBoundingClientRect();
};
return [...document.querySelectorAll("a[href], button, input, select, summary, textarea")].filter((e) => e.checkVisibility({ visibilityProperty: true }))
  .filter((e) => !e.closest("p, .fg-skip, [role=log]") && !e.disabled)
  .map((e) => [e, area(e)]).filter(([e, r]) => r.width > 0 && r.height > 0 && (r.height < least - 0.5 || r.width < 24 - 0.5))
  .map(([e, r]) => `${e.tagName}.${e.className} "${(e.ariaLabel || e.textContent || e.name).slice(0, 40)}" ${Math.round(r.width)} x ${Math.round(r.height)}`);
"#;

#[test]
fn fingers_find_what_they_aim_at() {
    Setup::all_sources().run(async |page, _| {
        page.until_link("box-1", "live").await;
        for (touch, least) in [(true, 44), (false, 24)] {
            page.devtools("Emulation.setTouchEmulationEnabled", json!({"enabled": touch, "maxTouchPoints": 1})).await;
            page.devtools(
                "Emulation.setDeviceMetricsOverride",
                json!({"width": if touch { 360 } else { 1440 }, "height": 740, "deviceScaleFactor": 1, "mobile": touch}),
            )
            .await;
            page.until(
                "the kind of pointer",
                async || page.ask::<bool>("return matchMedia('(pointer: coarse)').matches", vec![]).await,
                |coarse| *coarse == touch,
            )
            .await;
            for place in PLACES {
                go(page, place).await;
                let small = async || page.ask::<Vec<String>>(SMALL, vec![json!(least)]).await;
                page.until(&format!("{place}: at least {least} px"), small, Vec::is_empty).await;
            }
        }
    });
}

#[test]
fn nothing_moves_for_those_who_want_no_motion() {
    Setup::all_sources().run(async |page, _| {
        page.until_link("box-1", "live").await;
        page.devtools("Emulation.setEmulatedMedia", json!({"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]})).await;
        for place in PLACES {
            go(page, place).await;
            let moving: Vec<String> = page
                .ask(
                    "return [...document.querySelectorAll('body *')].filter((e) => { const s = getComputedStyle(e); return [s.transitionDuration, s.animationDuration].some((d) => d.split(',').some((t) => parseFloat(t) > 0.001)) }).map((e) => e.className)",
                    vec![],
                )
                .await;
            assert_eq!(moving, Vec::<String>::new(), "{place}");
        }
    });
}

/// Shapes that would vanish where the system chooses the colours.
const VANISHED: &str = r#"
const canvas = getComputedStyle(document.querySelector("main")).backgroundColor;
return [...document.querySelectorAll("main svg, header svg")].filter((e) => e.checkVisibility() && e.getBoundingClientRect().width > 0).filter((svg) =>
  ![...svg.querySelectorAll("*")].some((part) => { const s = getComputedStyle(part); return [s.fill, s.stroke].some((c) => c !== "none" && c !== canvas && !/^rgba\(.*, 0\)$/.test(c)) }))
  .map((svg) => svg.outerHTML.slice(0, 200));
"#;

#[test]
fn shapes_outlive_their_colours() {
    Setup::all_sources().run(async |page, sim| {
        page.until_link("box-1", "live").await;
        sim.say("engineer_a", 1, "hello");
        page.until_unit("exec-123/engineer_a", "running").await;
        page.devtools("Emulation.setEmulatedMedia", json!({"features": [{"name": "forced-colors", "value": "active"}]})).await;
        page.until(
            "forced colours",
            async || page.ask::<bool>("return matchMedia('(forced-colors: active)').matches", vec![]).await,
            |forced| *forced,
        )
        .await;
        for place in PLACES {
            go(page, place).await;
            page.until(place, async || page.ask::<Vec<String>>(VANISHED, vec![]).await, Vec::is_empty).await;
        }
    });
}
