//! The one list of what crosses between the window and the shell.
//!
//! The window's bindings are made from it: `cargo test -p debrief-app` fails when
//! `ui/src/lib/ipc/bindings.ts` is out of step, and says how to renew it.

use tauri::{Wry, ipc::Invoke};
use tauri_specta::{Builder, ErrorHandlingMode, Events, collect_commands, collect_events};

use crate::{
    commands::{
        amending, app, export, hearing, keeping, labels, microphone, mock_loop, models, practice, progress, storage,
        takes, teaching,
    },
    error::CommandError,
    events,
};

/// Every typed command and event.
pub fn builder() -> Builder<Wry> {
    Builder::<Wry>::new()
        .error_handling(ErrorHandlingMode::Throw)
        .disable_serde_phases()
        .commands(collect_commands![
            app::app_info,
            app::questions,
            app::rubric,
            app::settings,
            app::save_settings,
            microphone::devices,
            microphone::start_microphone_check,
            microphone::stop_microphone_check,
            practice::start_take,
            practice::pause_take,
            practice::resume_take,
            practice::discard_take,
            practice::stop_take,
            takes::analyse_sample,
            takes::import_take,
            takes::retry_analysis,
            takes::takes,
            takes::take,
            takes::peaks,
            takes::delete_take,
            takes::undo_delete,
            takes::search,
            takes::recover_takes,
            labels::set_labels,
            labels::filter_choices,
            teaching::mark_sentence,
            teaching::own_examples,
            teaching::set_example,
            teaching::export_examples,
            teaching::import_examples,
            teaching::score_again,
            teaching::scorecards,
            teaching::outdated_takes,
            teaching::score_all_again,
            teaching::cancel_scoring,
            amending::correct_word,
            amending::put_back_word,
            amending::judge_filler,
            amending::say_voice,
            amending::own_words,
            amending::set_own_words,
            hearing::hear_again,
            hearing::keep_hearing,
            hearing::cancel_hearing,
            hearing::hearing_change,
            hearing::put_back_hearing,
            export::export_take,
            export::export_takes,
            keeping::binned_takes,
            keeping::empty_bin,
            keeping::back_up,
            keeping::restore_backup,
            keeping::cancel_backup,
            keeping::quit,
            storage::storage,
            storage::compress_recordings,
            storage::would_thin,
            storage::thin_out,
            storage::move_data_folder,
            models::models,
            models::download_model,
            models::cancel_download,
            models::import_model,
            models::delete_model,
            models::try_model,
            models::cancel_trial,
            progress::compare,
            progress::practice,
            progress::stories,
            progress::plan,
            progress::prepare,
            progress::drop_plan,
            progress::weakest_questions,
            progress::written,
            progress::set_notes,
            progress::set_own_points,
            progress::set_best,
            mock_loop::begin_loop,
            mock_loop::add_to_loop,
            mock_loop::next_card,
            mock_loop::end_loop,
            mock_loop::loop_view,
            mock_loop::past_loops,
            mock_loop::delete_loop,
            mock_loop::undo_delete_loop,
        ])
        .events(told())
        .typ::<CommandError>()
}

/// Every event.
fn told() -> Events {
    collect_events![
        events::Level,
        events::Caption,
        events::Analysis,
        events::Analysed,
        events::ScoringAll,
        events::ScoredAll,
        events::Fault,
        events::Ended,
        events::Moving,
        events::Dragging,
        events::TakingIn,
        events::TakenIn,
        events::ModelFetched,
        events::ModelArrived,
        events::ModelTrying,
        events::HearingAgain,
        events::HeardAgain,
        events::BackingUp,
    ]
}

/// Commands that answer with sound, as raw bytes, which the bindings cannot describe.
const RAW: [&str; 2] = ["audio", "microphone_check_sound"];

/// Whether a call is for [`raw_handler`].
pub(crate) fn is_raw(invoke: &Invoke<Wry>) -> bool {
    RAW.contains(&invoke.message.command())
}

/// The commands of [`RAW`].
pub(crate) fn raw_handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![takes::audio, microphone::microphone_check_sound]
}

#[cfg(test)]
mod tests {
    use std::{env, fs, path::Path};

    use specta_typescript::Typescript;

    /// Set to write the bindings instead of comparing them.
    const RENEW: &str = "DEBRIEF_RENEW_BINDINGS";

    #[test]
    fn the_bindings_of_the_window_are_fresh() {
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/lib/ipc/bindings.ts");
        let fresh_folder = tempfile::tempdir().expect("a temporary folder");
        let fresh = fresh_folder.path().join("bindings.ts");
        super::builder()
            .export(
                Typescript::default().header("/* eslint-disable */\n// Made from src-tauri/src/ipc.rs; see there."),
                &fresh,
            )
            .expect("every type that crosses can be written as TypeScript");
        let fresh = fs::read_to_string(&fresh).expect("what was just written");
        if env::var_os(RENEW).is_some() {
            fs::write(&kept, &fresh).expect("the bindings can be written");
        }
        let kept = fs::read_to_string(&kept).unwrap_or_default();
        assert!(
            kept == fresh,
            "ui/src/lib/ipc/bindings.ts is stale: run `{RENEW}=1 cargo test -p debrief-app bindings`"
        );
    }
}
