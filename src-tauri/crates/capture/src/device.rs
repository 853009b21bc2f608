//! The microphones of this machine.

use cpal::traits::{DeviceTrait, HostTrait};

use crate::{CaptureError, host};

/// A microphone, as a person would choose it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputDevice {
    /// Stable across restarts of the program; what to keep in settings.
    pub id: String,
    /// What its maker or the sound system calls it; no two in a list have the same.
    pub name: String,
    /// The one that is opened when none is named: the system's choice.
    pub is_default: bool,
}

/// The microphones there are, the default first. Left out are monitors (what the loudspeaker plays) and the ALSA plug-ins
/// that are no devices or cannot be opened. No microphone is an empty list, not an error; a sound server that is there and
/// cannot be reached is an error.
pub fn input_devices() -> Result<Vec<InputDevice>, CaptureError> {
    Ok(host::ask(found)?.into_iter().map(|found| found.info).collect())
}

/// A microphone and the way to it.
pub(crate) struct Found {
    pub(crate) device: cpal::Device,
    pub(crate) info: InputDevice,
}

/// The microphone with this id or name (letter case apart), or the default.
pub(crate) fn find(wanted: Option<&str>) -> Result<Found, CaptureError> {
    let mut all = host::ask(found)?;
    if all.is_empty() {
        return Err(CaptureError::NoDevice);
    }
    let Some(wanted) = wanted else { return Ok(all.swap_remove(0)) };
    let by_id = all.iter().position(|found| found.info.id == wanted);
    let by_name = || all.iter().position(|found| found.info.name.to_lowercase() == wanted.to_lowercase());
    match by_id.or_else(by_name) {
        Some(at) => Ok(all.swap_remove(at)),
        None => Err(CaptureError::UnknownDevice {
            wanted: wanted.to_owned(),
            available: all.into_iter().map(|found| found.info.name).collect(),
        }),
    }
}

/// Whether the device is still there. Opens nothing, so a device being recorded from can be looked for.
pub(crate) fn is_listed(id: String) -> Result<bool, CaptureError> {
    host::ask(move || {
        let (_, devices) = host::devices()?;
        Ok(devices.iter().any(|device| id_of(device).as_deref() == Some(&id)))
    })
}

/// Everything that can be recorded from, the default first.
fn found() -> Result<Vec<Found>, CaptureError> {
    let (host, devices) = host::devices()?;
    let default = host.default_input_device().and_then(|device| id_of(&device));
    let is_alsa = host.id().name() == "ALSA";
    let preferred = host::is_preferred(&host);
    let leads_somewhere = |id: String| is_card(pcm_of(&id)) || preferred && is_server(pcm_of(&id));
    // Where ALSA's default leads nowhere, opening it would only fill stderr with its library's complaints.
    let skip_default = is_alsa && !devices.iter().filter_map(id_of).any(leads_somewhere);
    let mut all: Vec<Found> = Vec::new();
    for device in devices.into_iter().filter(DeviceTrait::supports_input) {
        let Some(id) = id_of(&device) else { continue };
        let Ok(description) = device.description() else { continue };
        let pcm = pcm_of(&id);
        let name = human_name(description.name(), pcm);
        let known = all.iter().any(|found| found.info.name == name);
        let is_dead_end = skip_default && pcm == "default";
        if is_monitor(pcm, &name)
            || is_dead_end
            || (is_alsa && (known || !is_microphone(pcm)))
            || device.default_input_config().is_err()
        {
            continue;
        }
        let name = unique(name, |name| all.iter().any(|found| found.info.name == name));
        let is_default = default.as_ref() == Some(&id);
        all.push(Found { device, info: InputDevice { id, name, is_default } });
    }
    // A default that was left out (a monitor, or a plug-in) hands its role to the first.
    match all.iter().position(|found| found.info.is_default) {
        Some(at) => all[..=at].rotate_right(1),
        None => all.iter_mut().take(1).for_each(|first| first.info.is_default = true),
    }
    if all.is_empty() && !preferred { Err(CaptureError::NoServer) } else { Ok(all) }
}

fn id_of(device: &cpal::Device) -> Option<String> {
    device.id().ok().map(|id| id.to_string())
}

/// The device's own part of an id, after the host's.
fn pcm_of(id: &str) -> &str {
    id.split_once(':').map_or(id, |(_, pcm)| pcm)
}

/// ALSA's ways to a card.
fn is_card(pcm: &str) -> bool {
    pcm.starts_with("hw:") || pcm.starts_with("plughw:")
}

/// ALSA's ways to a sound server.
fn is_server(pcm: &str) -> bool {
    ["pulse", "pipewire", "jack"].contains(&pcm)
}

/// What the loudspeaker plays, offered as if it were a microphone.
fn is_monitor(pcm: &str, name: &str) -> bool {
    pcm.ends_with(".monitor") || name.starts_with("Monitor of ")
}

/// Of ALSA's many ways to the same hardware, the default and the one that converts whatever is asked for.
fn is_microphone(pcm: &str) -> bool {
    pcm == "default" || pcm.starts_with("plughw:")
}

/// ALSA calls its default by an explanation and cards by "card, device" with the same name twice.
fn human_name(described: &str, pcm: &str) -> String {
    let name = described.trim();
    match name.split_once(", ") {
        _ if pcm == "default" => "System default".to_owned(),
        _ if name.is_empty() => pcm.to_owned(),
        Some((card, device)) if card == device => card.to_owned(),
        _ => name.to_owned(),
    }
}

/// The name, numbered if it is taken: two microphones of one make must be told apart.
fn unique(name: String, taken: impl Fn(&str) -> bool) -> String {
    if !taken(&name) {
        return name;
    }
    let mut numbered = (2_u32..).map(|n| format!("{name} ({n})"));
    numbered.find(|numbered| !taken(numbered)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn monitors_are_known_by_id_and_by_name() {
        assert!(is_monitor("alsa_output.pci-0000_00_1f.3.analog-stereo.monitor", "Built-in Audio"));
        assert!(is_monitor("echo", "Monitor of Built-in Audio"));
        assert!(!is_monitor("alsa_input.usb-Blue_Yeti", "Blue Yeti"));
    }

    #[test]
    fn of_the_alsa_ways_to_a_card_one_is_left() {
        let ways = ["default", "null", "pulse", "hw:CARD=PCH,DEV=0", "plughw:CARD=PCH,DEV=0", "dsnoop:CARD=PCH,DEV=0"];
        let left: Vec<_> = ways.into_iter().filter(|pcm| is_microphone(pcm)).collect();
        assert_eq!(left, ["default", "plughw:CARD=PCH,DEV=0"]);
    }

    #[test]
    fn names_are_for_people() {
        assert_eq!(human_name("Default Audio Device", "default"), "System default");
        assert_eq!(human_name("USB Audio, USB Audio", "plughw:CARD=1,DEV=0"), "USB Audio");
        assert_eq!(human_name("HDA Intel PCH, ALC257 Analog", "plughw:CARD=0,DEV=0"), "HDA Intel PCH, ALC257 Analog");
        assert_eq!(human_name(" ", "source.3"), "source.3");
    }

    #[test]
    fn two_microphones_of_one_make_are_told_apart() {
        let taken = ["Yeti", "Yeti (2)"];
        assert_eq!(unique("Yeti".into(), |name| taken.contains(&name)), "Yeti (3)");
        assert_eq!(unique("Snowball".into(), |name| taken.contains(&name)), "Snowball");
    }
}
