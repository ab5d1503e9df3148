import type { Words } from '../../words/words.tsx';
import { EN } from './english.ts';
import { ES } from './spanish.ts';

export const WORDS: Words<keyof typeof EN> = { en: EN, es: ES };
