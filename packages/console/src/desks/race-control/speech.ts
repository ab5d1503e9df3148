import { useMemo, useState } from 'react';
import { useLanguage } from '../../words/words.tsx';

/** Sentences read out by the browser, if somebody switched it on. */
export interface Speech {
  readonly on: boolean;
  readonly toggle: () => void;
  readonly read: (sentences: readonly string[]) => void;
}

export function useSpeech(): Speech {
  const language = useLanguage();
  const [on, setOn] = useState(() => localStorage.getItem('racetower-speech') === 'on');
  return useMemo(
    () => ({
      on,
      toggle: () => {
        localStorage.setItem('racetower-speech', on ? 'off' : 'on');
        setOn(!on);
        if (on && 'speechSynthesis' in globalThis) speechSynthesis.cancel();
      },
      read: (sentences) => {
        if (!('speechSynthesis' in globalThis)) return;
        speechSynthesis.cancel();
        for (const sentence of sentences) {
          const spoken = new SpeechSynthesisUtterance(sentence);
          // Call-outs are written in English, whatever the language of the screen is.
          spoken.lang = language === 'en' ? 'en-US' : 'en';
          speechSynthesis.speak(spoken);
        }
      },
    }),
    [on, language],
  );
}
