//! The parts of a unit: jobs or steps as a bar, progress, or tokens.

use crate::text::{short_number, t};
use crate::ui;
use fleetglass_core::state::unit::{Fact, Kind, Status, Unit, Units};
use leptos::either::EitherOf4;
use leptos::prelude::*;

/// The bar holds so many segments; more become proportions.
const MOST_SEGMENTS: usize = 24;

/// What is known of a unit's parts.
#[derive(Debug, Clone, PartialEq)]
pub enum Parts {
    /// Nothing.
    None,
    /// Jobs or steps.
    Steps(Steps),
    /// How far it is, 0 to 1, as the server states it.
    Progress(f64, Status),
    /// Tokens read and written.
    Tokens(u64, u64),
}

/// Jobs or steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps {
    /// The status of each, in order.
    pub each: Vec<Status>,
    /// More may follow: no total is known.
    pub open_ended: bool,
}

impl Steps {
    fn done(&self) -> usize {
        self.each.iter().filter(|status| status.is_over()).count()
    }

    fn total(&self) -> String {
        if self.open_ended { t().units.unknown_total.to_owned() } else { self.each.len().to_string() }
    }

    /// Returns runs of the same status and their share, for what is too long to draw one by one.
    fn shares(&self) -> Vec<(Status, f64)> {
        let mut shares: Vec<(Status, f64)> = Vec::new();
        for status in Status::ALL {
            let count = self.each.iter().filter(|held| **held == status).count();
            if count > 0 {
                shares.push((status, count as f64 / self.each.len() as f64));
            }
        }
        shares.sort_by_key(|(status, _)| !status.is_over());
        shares
    }
}

impl Parts {
    /// Reads what is known of a unit's parts. `stands_still` says that what came since could not be seen.
    #[must_use]
    pub fn of(units: &Units, unit: &Unit, stands_still: bool) -> Self {
        if let Some((input, output)) = unit.fact(Fact::Tokens).and_then(tokens) {
            return Self::Tokens(input, output);
        }
        let each: Vec<Status> = unit.children.iter().filter_map(|ix| units.get(*ix)).map(|part| part.status).collect();
        if !each.is_empty() {
            let open_ended = !unit.status.is_over()
                && match unit.kind {
                    Kind::Workflow => true,
                    Kind::Run | Kind::Job | Kind::Step => stands_still || !unit.confirmed,
                    Kind::Pipeline | Kind::Session | Kind::Thread | Kind::Agent => false,
                };
            return Self::Steps(Steps { each, open_ended });
        }
        unit.progress.map_or(Self::None, |progress| Self::Progress(progress, unit.status))
    }
}

/// Reads `input/output`.
fn tokens(fact: &str) -> Option<(u64, u64)> {
    let (input, output) = fact.split_once('/')?;
    Some((input.trim().parse().ok()?, output.trim().parse().ok()?))
}

/// The parts of a unit.
#[component]
pub fn PartsBar(
    /// What is known of them.
    #[prop(into)]
    parts: Signal<Parts>,
) -> impl IntoView {
    move || match parts.get() {
        Parts::None => EitherOf4::A(()),
        Parts::Steps(steps) => EitherOf4::B(steps_view(&steps)),
        Parts::Progress(progress, status) => EitherOf4::C(ui! { <ProgressBar progress=progress status=status /> }),
        Parts::Tokens(input, output) => EitherOf4::D(tokens_view(input, output)),
    }
}

fn steps_view(steps: &Steps) -> impl IntoView + use<> {
    let (done, total) = (steps.done().to_string(), steps.total());
    let spoken = (t().units.parts)(&done, &total);
    let share = steps.each.len() > MOST_SEGMENTS;
    let segments = if share { steps.shares() } else { steps.each.iter().map(|status| (*status, 0.0)).collect() };
    let segment = move |(status, part): (Status, f64)| {
        let width = move || share.then(|| format!("{:.2}%", part * 100.0));
        ui! { <span class="fg-parts__part" data-part=status.as_str() style:width=width></span> }
    };
    let unseen = steps.open_ended.then(|| ui! { <span class="fg-parts__part" data-part="unseen"></span> });
    ui! {
        <span class="fg-parts">
            <span class="fg-parts__bar" aria-hidden="true" data-share=share.then_some("")>
                {segments.into_iter().map(segment).collect_view()} {unseen}
            </span>
            <span aria-hidden="true">{done.clone()} "/" {total.clone()}</span>
            <span class="fg-heard">{spoken}</span>
        </span>
    }
}

fn tokens_view(input: u64, output: u64) -> impl IntoView {
    let (input, output) = (short_number(input), short_number(output));
    let spoken = (t().units.tokens_spoken)(&input, &output);
    ui! {
        <span class="fg-parts" title=spoken.clone()>
            <span aria-hidden="true">{(t().units.tokens)(&input, &output)}</span>
            <span class="fg-heard">{spoken.clone()}</span>
        </span>
    }
}

/// How far something is, as its server states it.
#[component]
pub fn ProgressBar(
    /// 0 to 1.
    progress: f64,
    /// The status, for the colour.
    status: Status,
) -> impl IntoView {
    let percent = (progress.clamp(0.0, 1.0) * 100.0).floor() as u32;
    let words = (t().units.percent)(percent);
    ui! {
        <span class="fg-parts">
            <span class="fg-progress" aria-hidden="true" data-part=status.as_str()>
                <span class="fg-progress__done" style:width=move || format!("{percent}%")></span>
            </span>
            <span>{words}</span>
        </span>
    }
}
