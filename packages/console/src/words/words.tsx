import { IntlMessageFormat } from 'intl-messageformat';
import { createContext, useContext, useMemo } from 'react';

/** Languages of the console, English first; a text that a language does not have is shown in English. */
export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Texts of one part of the console in ICU message format: `{count, plural, one {# car} other {# cars}}`. */
export interface Words<Key extends string> {
  readonly en: Readonly<Record<Key, string>>;
  readonly es: Readonly<Partial<Record<Key, string>>>;
}

export type Values = Readonly<Record<string, string | number>>;
/** Says a text of a part, with values filled in. */
export type Say<Key extends string> = (key: Key, values?: Values) => string;

const LanguageContext = createContext<Language>('en');
export const LanguageProvider = LanguageContext.Provider;
export const useLanguage = (): Language => useContext(LanguageContext);

/** The language that somebody chose here before, or else the first of the browser's that the console speaks. */
export function languageHere(): Language {
  const wanted = [localStorage.getItem('racetower-language') ?? '', ...navigator.languages];
  return wanted.map((each) => LANGUAGES.find((language) => each.startsWith(language))).find((each) => each !== undefined) ?? 'en';
}

/** Gives the texts of a part in the language of whoever looks. */
export function useWords<Key extends string>(words: Words<Key>): Say<Key> {
  const language = useLanguage();
  return useMemo(() => sayer(words, language), [words, language]);
}

export function sayer<Key extends string>(words: Words<Key>, language: Language): Say<Key> {
  const formats = new Map<Key, IntlMessageFormat>();
  return (key, values) => {
    const own = words[language][key];
    const format = formats.get(key) ?? new IntlMessageFormat(own ?? words.en[key], own === undefined ? 'en' : language);
    formats.set(key, format);
    return String(format.format(values));
  };
}
