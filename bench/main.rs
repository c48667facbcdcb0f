//! What logs cost: a million lines written, read and looked through, natively and in a browser.

mod logs;
#[cfg(target_arch = "wasm32")]
mod patterns;

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::print_stdout, reason = "its output is its purpose")]
fn main() {
    let start = std::time::Instant::now();
    logs::run(&|| start.elapsed().as_secs_f64() * 1e3, &|line| println!("{line}"));
}

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    let Some(window) = web_sys::window() else { return };
    let (Some(body), Some(clock)) = (window.document().and_then(|document| document.body()), window.performance()) else { return };
    logs::run(&|| clock.now(), &|line| {
        let _ = body.append_with_str_1(&format!("{line}\n"));
    });
}
