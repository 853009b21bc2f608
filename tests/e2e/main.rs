//! Journeys through the real window: the real app under the real `WebDriver`, on a private display, with a virtual
//! microphone that hears what the test plays.
//!
//! They run on Linux where Xvfb, `PulseAudio` and `WebKitWebDriver` are installed (`./x e2e` installs them). Elsewhere they
//! say so and pass, unless `DEBRIEF_WINDOW=require`; `DEBRIEF_WINDOW=skip` leaves them out. One at a time: they speak
//! in real time and two cores are not many.

mod accessibility;
mod confinement;
mod desktop;
mod journeys;
mod stage;
mod window;
