import type { AnyFact, Because } from '@racetower/engine';
import type {
  ClauseCoverage,
  CommonNumber,
  Described,
  NightRun,
  NotANumber,
  OutlineEntry,
  Problem,
  Progress,
  Scope,
  Suggestions,
  TextChange,
  WhatIf,
} from '@racetower/rulebook/bench';

/** What an edition is, as far as it can be read. */
export interface Checked {
  readonly findings: readonly Problem[];
  /** It can be used as it is; the findings may still say what is odd. */
  readonly loads: boolean;
  /** Everything was looked at; before that, only what keeps it from being used. */
  readonly whole: boolean;
}

/** The nights of a club as they came out, and which clauses they show to work. */
export interface NightsRun {
  readonly runs: readonly NightRun[];
  readonly coverage: readonly ClauseCoverage[];
}

/** What the workshop is asked, what it tells on the way, and what it answers. */
export interface Questions {
  readonly read: { readonly asked: { readonly path: string }; readonly told: never; readonly answer: Checked };
  readonly lint: { readonly asked: { readonly path: string }; readonly told: never; readonly answer: Checked };
  readonly numbers: { readonly asked: { readonly path: string }; readonly told: never; readonly answer: readonly CommonNumber[] };
  readonly change: {
    readonly asked: { readonly path: string; readonly number: Pick<CommonNumber, 'path' | 'kind'>; readonly typed: string };
    readonly told: never;
    readonly answer: TextChange | NotANumber;
  };
  readonly suggest: {
    readonly asked: { readonly path: string; readonly text: string; readonly offset: number };
    readonly told: never;
    readonly answer: Suggestions;
  };
  readonly describe: {
    readonly asked: { readonly path: string; readonly text: string; readonly offset: number };
    readonly told: never;
    readonly answer: Described | undefined;
  };
  readonly outline: { readonly asked: { readonly path: string }; readonly told: never; readonly answer: readonly OutlineEntry[] };
  readonly nights: { readonly asked: { readonly paths: readonly string[] }; readonly told: NightRun; readonly answer: NightsRun };
  readonly 'what-if': {
    readonly asked: { readonly scope: Scope; readonly before: Texts; readonly facts: readonly AnyFact[] };
    readonly told: Progress;
    readonly answer: WhatIf;
  };
  readonly reasons: {
    readonly asked: { readonly index: number };
    readonly told: never;
    readonly answer: { readonly before?: Because; readonly after?: Because };
  };
}
export type Question = keyof Questions;

/** Texts of the rulebook by their path; which of them are editions. */
export interface Texts {
  readonly texts: Readonly<Record<string, string>>;
  readonly editions: readonly string[];
}

/** What is sent to the workshop: texts that changed, or a question. */
export type Sent = { readonly texts: Texts } | { readonly id: number; readonly question: Question; readonly asked: unknown };

/** What comes back: something on the way, the answer, or that something broke. */
export type Heard =
  | { readonly id: number; readonly told: unknown }
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly broke: string };
