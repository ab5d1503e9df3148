import {
  type AnyFact,
  type Because,
  citedClauses,
  type Command,
  decide,
  evolve,
  initialState,
  type NewFact,
  preview,
  type Refusal,
  type Rulebook,
  type SeedDrawing,
  type State,
  VIEWS,
  view,
} from '@racetower/engine';
import { Temporal } from 'temporal-polyfill';
import { didYouMean } from '../nearest.ts';
import { commandOf, judgeOf, StepError } from './command.ts';
import { type Difference, differenceOf, listOf, questionOf } from './expectation.ts';
import { dayIn, instantIn } from './instant.ts';
import { isMap, type Night, type Step } from './night.ts';
import { previewDifference } from './preview-step.ts';

/** How a clause was shown to work: named by an expectation and cited by the engine's answer, or its call was made. */
export interface Exercised {
  readonly clause: string;
  readonly how: 'because' | 'refused' | 'flagged' | 'called' | 'prompted';
}

export interface StepOutcome {
  readonly step: Step;
  readonly ok: boolean;
  /** What went wrong, one sentence. */
  readonly says?: string;
  readonly difference?: Difference;
  readonly facts: readonly AnyFact[];
  readonly answer?: unknown;
}

export interface NightOutcome {
  readonly night: Night;
  readonly ok: boolean;
  readonly steps: readonly StepOutcome[];
  readonly exercised: readonly Exercised[];
  readonly state: State;
  readonly editions: readonly Rulebook[];
  readonly meeting?: string;
}

/** What a step that brings in a result file came to: its facts, or why it is refused. */
export type ImportStep =
  | { readonly ok: true; readonly facts: readonly NewFact[]; readonly meeting: string; readonly flagged: readonly string[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** What a night is run with. */
export interface NightSettings {
  readonly editions: readonly Rulebook[];
  /** Leaves out what follows this step. */
  readonly upTo?: number;
  /** Draws from seeds; left out: a night that draws from one fails there. */
  readonly drawing?: SeedDrawing;
  /** Reads the result file that a step names; left out: such a step fails. @throws StepError */
  readonly importing?: (editions: readonly Rulebook[], state: State, step: Step) => ImportStep;
}

interface Running {
  readonly night: Night;
  readonly editions: readonly Rulebook[];
  readonly settings: NightSettings;
  state: State;
  meeting: string | undefined;
  season: string | undefined;
  last: string;
  readonly names: Map<string, number>;
  readonly exercised: Exercised[];
}

/** Runs a night to its first failing step, or to a step given by number. */
export function runNight(night: Night, settings: NightSettings): NightOutcome {
  const { editions, upTo = Number.POSITIVE_INFINITY } = settings;
  const running: Running = {
    night,
    editions,
    settings,
    state: initialState,
    meeting: undefined,
    season: undefined,
    last: '2026-01-01T12:00:00Z',
    names: new Map(),
    exercised: [],
  };
  const steps: StepOutcome[] = [];
  for (const step of night.steps) {
    if (step.number > upTo) break;
    const outcome = attempt(running, step);
    steps.push(outcome);
    if (!outcome.ok) break;
  }
  const shared = {
    night,
    steps,
    exercised: running.exercised,
    state: running.state,
    editions,
    ...(running.meeting !== undefined ? { meeting: running.meeting } : {}),
  };
  return { ...shared, ok: steps.every((each) => each.ok) };
}

function attempt(running: Running, step: Step): StepOutcome {
  try {
    return step.kind === 'expect' ? expectStep(running, step) : step.kind === 'do' ? doStep(running, step) : previewStep(running, step);
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    const { line, column } = step.locate(error.key);
    return { step: { ...step, line, column }, ok: false, says: error.message, facts: [] };
  }
}

function doStep(running: Running, step: Step): StepOutcome {
  const { words } = step;
  if (words['do'] === 'import') return fromFile(running, step);
  const command = commandFor(running, step);
  const decision = decide(running.editions, running.state, command, running.settings.drawing);
  if (!decision.ok) return refusedStep(running, step, decision.refusal);
  if (words['refused'] !== undefined) return { step, ok: false, says: acceptedSays(words), facts: [] };
  const facts = append(running, decision.facts);
  const says = flagDifference(running, words, facts);
  if (says !== undefined) return { step, ok: false, says, facts };
  remember(running, step, command, facts);
  return { step, ok: true, facts };
}

/** Brings a result file on record; the steps after it are of its meeting. */
function fromFile(running: Running, step: Step): StepOutcome {
  const { words } = step;
  const { importing } = running.settings;
  if (!importing) throw new StepError('do', 'a result file cannot be brought in here: run this night with racetower test');
  const imported = importing(running.editions, running.state, step);
  if (!imported.ok) return refusedStep(running, step, imported.refusal);
  if (words['refused'] !== undefined) return { step, ok: false, says: acceptedSays(words), facts: [] };
  const facts = append(running, imported.facts);
  const missing = listOf(words['flagged']).find((clause) => clause !== 'none' && !imported.flagged.includes(clause));
  if (missing !== undefined || (words['flagged'] === 'none' && imported.flagged.length > 0))
    return { step, ok: false, says: `expected the flag ${missing ?? 'none'}, found ${imported.flagged.join(', ') || 'none'}`, facts };
  for (const clause of imported.flagged) if (listOf(words['flagged']).includes(clause)) running.exercised.push({ clause, how: 'flagged' });
  running.meeting = imported.meeting;
  running.last = facts.at(-1)?.at ?? running.last;
  running.season = running.state.meetings.get(imported.meeting)?.season ?? running.season;
  return { step, ok: true, facts };
}

function acceptedSays(words: Step['words']): string {
  return `expected a refusal (${JSON.stringify(words['refused'])}), but it was accepted`;
}

/** What of the expected flags is not on the facts; those that are count as exercised. */
function flagDifference(running: Running, words: Step['words'], facts: readonly NewFact[]): string | undefined {
  const flags = facts.flatMap((fact) => fact.body.flagged ?? []).flatMap((flag) => flag.clauses);
  if (words['flagged'] === 'none') return flags.length > 0 ? `expected no flag, found ${flags.join(', ')}` : undefined;
  for (const clause of listOf(words['flagged'])) {
    if (!flags.includes(clause)) return `expected the flag ${clause}, found ${flags.length === 0 ? 'none' : flags.join(', ')}`;
    running.exercised.push({ clause, how: 'flagged' });
  }
  return undefined;
}

function commandFor(running: Running, step: Step): Command {
  const { words } = step;
  const kind = words['do'] ?? words['preview'];
  const opening = kind === 'open-meeting' || kind === 'schedule-meeting';
  const day = opening ? String(words['date'] ?? words['meeting'] ?? '').slice(0, 10) : undefined;
  const at =
    words['at'] === undefined
      ? nextInstant(running, kind === 'open-meeting' ? day : undefined)
      : instantOf(running, String(words['at']), day);
  const book = running.editions.at(-1) as Rulebook;
  return commandOf(step, {
    book,
    at,
    meeting: running.meeting,
    names: running.names,
    judge: (id) => judgeOf(running.state, book, id),
    instant: (text) => instantOf(running, text, day),
  });
}

/** A second later than the last step; a new day starts at eight in the morning. */
function nextInstant(running: Running, day: string | undefined): string {
  const zone = running.editions[0]?.club.zone ?? 'UTC';
  if (day !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(day))
    return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: '08:00' }).toInstant().toString();
  return Temporal.Instant.from(running.last).add({ seconds: 1 }).toString();
}

/** Reads a time on a day; left out: the day of the meeting, else of the last step. */
function instantOf(running: Running, text: string, day?: string): string {
  const zone = running.editions[0]?.club.zone ?? 'UTC';
  return instantIn(text, zone, day ?? dayOfMeeting(running.state, running.meeting) ?? dayIn(zone, running.last));
}

/** The day of a meeting as it was announced. */
function dayOfMeeting(state: State, meeting: string | undefined): string | undefined {
  const facts = meeting === undefined ? [] : [...(state.meetings.get(meeting)?.facts ?? [])];
  const announced = facts.find((fact) => fact.kind === 'meeting-opened') ?? facts.find((fact) => fact.kind === 'meeting-scheduled');
  return announced && (announced.body as { readonly date: string }).date;
}

function append(running: Running, made: readonly object[]): readonly AnyFact[] {
  const facts = made.map(
    (fact, index) => ({ ...fact, club: running.editions[0]?.name ?? '', seq: running.state.seq + index + 1 }) as AnyFact,
  );
  for (const fact of facts) running.state = evolve(running.state, fact);
  return facts;
}

/** Keeps what later steps rest on: the time, the meeting, names of facts, calls made. */
function remember(running: Running, step: Step, command: Command, facts: readonly AnyFact[]): void {
  const begins = running.state.seq === facts.length;
  running.last = command.at > running.last || command.do === 'open-meeting' || begins ? command.at : running.last;
  if (command.meeting !== undefined && (command.do === 'open-meeting' || command.do === 'schedule-meeting')) {
    const first = running.meeting === undefined || command.do === 'open-meeting';
    if (first) running.meeting = command.meeting;
    if (command.do === 'open-meeting') setValues(running);
  }
  const season = facts.find((fact) => fact.season !== undefined)?.season;
  if (season !== undefined) running.season = season;
  if (typeof step.words['as'] === 'string' && facts[0]) running.names.set(step.words['as'], facts[0].seq);
  for (const fact of facts) for (const clause of clausesOfCall(running, fact)) running.exercised.push({ clause, how: 'called' });
}

/** The night's own values are given when its first meeting opens. */
function setValues(running: Running): void {
  if (running.names.has('values of the night')) return;
  running.names.set('values of the night', running.state.seq);
  for (const [value, to] of Object.entries(running.night.values)) {
    const step = {
      words: { do: 'set-value', value, to, of: 'season', season: running.state.meetings.get(running.meeting ?? '')?.season ?? '' },
    } as unknown as Step;
    const decision = decide(running.editions, running.state, commandFor(running, step));
    if (!decision.ok) throw new StepError('do', `values: ${decision.refusal.says}`);
    append(running, decision.facts);
  }
}

/** Clauses of a call or command as it stands: of its act and of what follows from it. */
function clausesOfCall(running: Running, fact: AnyFact): readonly string[] {
  const book = running.editions.at(-1);
  if (fact.kind === 'call-made' || fact.kind === 'call-proposed' || fact.kind === 'record-made' || fact.kind === 'moment-marked') {
    const act = book?.acts.get((fact.body as { readonly name: string }).name);
    return act ? [...act.clauses, ...act.then.flatMap((part) => part.clauses)] : [];
  }
  const clause = (fact.body as { readonly clause?: string }).clause;
  const combined =
    fact.kind === 'classes-combined'
      ? (book?.combining.find((rule) => rule.id === (fact.body as { readonly rule: string }).rule)?.clauses ?? [])
      : [];
  return [...(clause === undefined ? [] : [clause]), ...combined];
}

function refusedStep(running: Running, step: Step, refusal: Refusal): StepOutcome {
  const wanted = step.words['refused'];
  const told = `refused (${refusal.code}): ${refusal.says}${refusal.clauses.length > 0 ? ` [${refusal.clauses.join(', ')}]` : ''}`;
  if (wanted === undefined) return { step, ok: false, says: told, facts: [] };
  const expected = isMap(wanted)
    ? wanted
    : refusal.clauses.includes(String(wanted)) || /[A-Z]/.test(String(wanted))
      ? { clause: wanted }
      : { code: wanted };
  const known = ['code', 'clause', 'says', 'field', 'override'];
  for (const [name, want] of Object.entries(expected)) {
    if (!known.includes(name)) throw new StepError('refused', `refused has no "${name}"${didYouMean(name, known)}`);
    const met =
      name === 'code'
        ? refusal.code === want
        : name === 'says'
          ? refusal.says.includes(String(want))
          : name === 'field'
            ? refusal.field === want
            : listOf(want).every((each) => (name === 'clause' ? refusal.clauses : refusal.override).includes(each));
    if (!met) return { step, ok: false, says: `expected a refusal with ${name} ${String(want)}; it was ${told}`, facts: [] };
  }
  for (const clause of listOf(expected['clause'])) running.exercised.push({ clause, how: 'refused' });
  return { step, ok: true, facts: [] };
}

function expectStep(running: Running, step: Step): StepOutcome {
  const { words } = step;
  const { view: name, question, expected } = questionOf(words);
  const at = words['at'] === undefined ? running.last : instantOf(running, String(words['at']));
  const meeting = question['meeting'] ?? running.meeting;
  const season = question['season'] ?? running.season;
  const asks = (field: string): boolean => fieldsOf(name).includes(field);
  const query = {
    view: name,
    at,
    ...question,
    ...(meeting !== undefined && asks('meeting') ? { meeting } : {}),
    ...(season !== undefined && asks('season') && question['season'] === undefined ? { season } : {}),
  } as Parameters<typeof view>[2];
  const answered = view(running.editions, running.state, query);
  if (!answered.ok) return refusedStep(running, step, answered.refusal);
  if (words['refused'] !== undefined)
    return {
      step,
      ok: false,
      says: `expected a refusal (${JSON.stringify(words['refused'])}), but there is an answer`,
      facts: [],
      answer: answered.answer,
    };
  const difference = differenceOf(name, answered.answer, expected, words, running.editions[0]?.club.zone ?? 'UTC');
  if (difference)
    return {
      step,
      ok: false,
      says: `${name} ${difference.what}: expected ${JSON.stringify(difference.expected)}, found ${JSON.stringify(difference.found)}`,
      difference,
      facts: [],
      answer: answered.answer,
    };
  for (const clause of listOf(words['because'])) running.exercised.push({ clause, how: 'because' });
  if (name === 'eligibility') for (const clause of listOf(words['flagged'])) running.exercised.push({ clause, how: 'flagged' });
  if (name === 'prompts')
    for (const clause of promptClauses(answered.answer, listOf(words['shows']))) running.exercised.push({ clause, how: 'prompted' });
  return { step, ok: true, facts: [], answer: answered.answer };
}

function fieldsOf(name: string): readonly string[] {
  return VIEW_FIELDS.get(name) ?? [];
}

const VIEW_FIELDS = new Map(VIEWS.map((each) => [each.name, each.fields.map((field) => field.replace('?', ''))]));

function promptClauses(answer: unknown, shown: readonly string[]): readonly string[] {
  const steps =
    isMap(answer) && Array.isArray(answer['steps'])
      ? (answer['steps'] as readonly { readonly step: string; readonly because: Because }[])
      : [];
  return steps.filter((each) => shown.includes(each.step)).flatMap((each) => citedClauses(each.because));
}

/** Decides without putting anything on record, and compares what would change (see `previewDifference`). */
function previewStep(running: Running, step: Step): StepOutcome {
  const { words } = step;
  const previewed = preview(running.editions, running.state, commandFor(running, step), running.settings.drawing);
  if (!previewed.ok) return refusedStep(running, step, previewed.refusal);
  const says =
    words['refused'] !== undefined
      ? acceptedSays(words)
      : (flagDifference(running, words, previewed.facts) ?? previewDifference(words, previewed.changes));
  return { step, ok: says === undefined, ...(says === undefined ? {} : { says }), facts: [], answer: { changes: previewed.changes } };
}
