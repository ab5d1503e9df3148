import { SEED_DRAWING } from '@racetower/log/seed-draw';
import {
  type Answered,
  changeNumber,
  checkEdition,
  commonNumbers,
  compareRulebooks,
  coverageBy,
  describeAt,
  type LoadedRulebook,
  type NightRun,
  outlineOf,
  quietly,
  readEditions,
  readRulebook,
  rulebookJsonSchema,
  runOne,
  type Schema,
  type Sources,
  suggestionsAt,
  textSources,
} from '@racetower/rulebook/bench';
import type { Heard, Question, Questions, Sent, Texts } from './questions.ts';

/** The workshop: works on the rulebook beside the page, so that writing never waits for it. */

quietly();
let texts: Texts = { texts: {}, editions: [] };
let schema: Schema | undefined;
/** The YAML of each edition as it could be read last: what is being written is often half a word. */
const readable = new Map<string, unknown>();
let compared: Answered | undefined;

const sourcesOf = (of: Texts): Sources => textSources(new Map(Object.entries(of.texts)));
const textOf = (path: string): string => texts.texts[path] ?? '';

function editionsOf(of: Texts): readonly LoadedRulebook[] {
  const read = readEditions(of.editions, sourcesOf(of));
  if (!read.ok) throw new Error(read.problems.map((each) => `${each.file}:${each.line} ${each.says}`).join('\n'));
  return read.value;
}

type Work = {
  readonly [Q in Question]: (asked: Questions[Q]['asked'], tell: (told: Questions[Q]['told']) => void) => Questions[Q]['answer'];
};

const WORK: Work = {
  read: ({ path }) => {
    const own = readRulebook(path, sourcesOf(texts));
    if (!own.ok) return { findings: own.problems, loads: false, whole: true };
    readable.set(path, own.value.source);
    return { findings: [], loads: true, whole: false };
  },
  lint: ({ path }) => {
    const { findings, editions } = checkEdition(path, texts.editions, sourcesOf(texts));
    return { findings, loads: editions !== undefined, whole: true };
  },
  numbers: ({ path }) => {
    const own = readRulebook(path, sourcesOf(texts));
    if (!own.ok) throw new Error('the text has mistakes');
    return commonNumbers(own.value, (schema ??= rulebookJsonSchema() as Schema));
  },
  change: ({ path, number, typed }) => changeNumber(textOf(path), number, typed),
  suggest: ({ path, text, offset }) => suggestionsAt((schema ??= rulebookJsonSchema() as Schema), text, offset, readable.get(path)),
  describe: ({ path, text, offset }) => describeAt((schema ??= rulebookJsonSchema() as Schema), text, offset, readable.get(path)),
  outline: ({ path }) => outlineOf(textOf(path)),
  nights: ({ paths }, tell) => {
    const loaded = editionsOf(texts).map((each) => each.book);
    const runs = paths.map((path): NightRun => {
      const run = runOne(path, sourcesOf(texts), { editions: loaded, drawing: SEED_DRAWING });
      tell(run);
      return run;
    });
    return { runs, coverage: coverageBy(loaded, runs) };
  },
  'what-if': ({ scope, before, facts }, tell) => {
    const work = compareRulebooks({ before: editionsOf(before), after: editionsOf(texts), facts, scope });
    for (let next = work.next(); ; next = work.next()) {
      if (next.done) {
        compared = next.value;
        return compared.whatIf;
      }
      tell(next.value);
    }
  },
  reasons: ({ index }) => compared?.reasonsOf(index) ?? {},
};

function answer<Q extends Question>(id: number, question: Q, asked: Questions[Q]['asked']): void {
  const say = (heard: Heard): void => postMessage(heard);
  try {
    say({ id, answer: WORK[question](asked, (told) => say({ id, told })) });
  } catch (error) {
    say({ id, broke: error instanceof Error ? error.message : String(error) });
  }
}

addEventListener('message', ({ data }: MessageEvent<Sent>) => {
  if ('texts' in data) texts = { texts: { ...texts.texts, ...data.texts.texts }, editions: data.texts.editions };
  else answer(data.id, data.question, data.asked as never);
});
