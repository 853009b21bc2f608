/** The system's voice, where there is one: reads a question aloud. */

class Voice {
  /** Whether there is a voice that speaks English. */
  available = $state(false);
  speaking = $state(false);

  constructor() {
    const synthesis = speech();
    if (!synthesis) return;
    const look = () => (this.available = english(synthesis) !== null);
    look();
    // Voices come late on most systems.
    synthesis.addEventListener?.('voiceschanged', look);
  }

  say(text: string): void {
    const synthesis = speech();
    if (!synthesis || !this.available) return;
    synthesis.cancel();
    const spoken = new SpeechSynthesisUtterance(text);
    spoken.lang = 'en';
    spoken.voice = english(synthesis);
    spoken.onend = spoken.onerror = () => (this.speaking = false);
    this.speaking = true;
    synthesis.speak(spoken);
  }

  hush(): void {
    speech()?.cancel();
    this.speaking = false;
  }
}

function speech(): SpeechSynthesis | null {
  return 'speechSynthesis' in window ? window.speechSynthesis : null;
}

function english(synthesis: SpeechSynthesis): SpeechSynthesisVoice | null {
  return synthesis.getVoices().find((voice) => voice.localService && voice.lang.startsWith('en')) ?? null;
}

export const voice = new Voice();
