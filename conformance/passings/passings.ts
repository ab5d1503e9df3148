import {
  openSource,
  p3Entries,
  p3Protocol,
  type Passing,
  passingFrame,
  replayClock,
  replayDial,
  type TimingEvent,
} from '@racetower/timing';
import { type CaseOutcome, type ConformanceSet, DataProblem, differs, outcomeOf } from '../conformance-set.ts';
import { filesOf, type Row, rowsOf } from '../data-lines.ts';

/** The passings of a day, sent again as a decoder sends them: all are heard, each gap in the numbering is told, laps come out. */
export const passings: ConformanceSet = {
  name: 'passings',
  run: (folder) => filesOf(folder, '.jsonl').flatMap((file) => dayCases(file, rowsOf(folder, file).map(toldOf))),
};

interface Told {
  readonly number: number;
  readonly transponder: number;
  readonly rtcTimeUs: number;
  readonly strength: number;
  readonly hits: number;
  readonly flags: number;
  readonly decoderId: number;
}

function toldOf({ name, row }: Row): Told {
  const number = (field: string): number => {
    const value = row[field];
    if (typeof value !== 'number') throw new DataProblem(`${name} has no number ${field}`);
    return value;
  };
  return {
    number: number('passing_number'),
    transponder: number('transponder'),
    rtcTimeUs: number('rtc_time_us'),
    strength: number('strength'),
    hits: number('hits'),
    flags: number('flags'),
    decoderId: Number.parseInt(String(row['decoder_id']), 16),
  };
}

function dayCases(file: string, day: readonly Told[]): readonly CaseOutcome[] {
  const events = replayed(Buffer.concat(day.map(passingFrame)));
  const heard = events.flatMap((each) => (each.kind === 'passing' ? [each.passing] : []));
  const gaps = events.flatMap((each) => (each.kind === 'gap' ? [[each.gap.from, each.gap.until]] : []));
  return [
    outcomeOf(
      `${file} passings`,
      differs(
        'numbers',
        day.map((each) => each.number),
        heard.map((each) => each.number),
      ),
    ),
    outcomeOf(`${file} gaps`, differs('gaps', gapsOf(day), gaps)),
    ...[...new Set(day.map((each) => each.transponder))]
      .toSorted((a, b) => a - b)
      .map((transponder) => lapsCase(file, transponder, { day, heard })),
  ];
}

/** Laps by the club's clock are those by the decoder's. */
function lapsCase(
  file: string,
  transponder: number,
  { day, heard }: { readonly day: readonly Told[]; readonly heard: readonly Passing[] },
): CaseOutcome {
  const told = lapsOf(day.filter((each) => each.transponder === transponder).map((each) => each.rtcTimeUs));
  const found = lapsOf(heard.filter((each) => each.transponder === String(transponder)).map((each) => each.clubTimeUs));
  return outcomeOf(`${file} laps of ${transponder}`, differs(`${told.length} laps`, told, found));
}

const lapsOf = (times: readonly number[]): readonly number[] => times.slice(1).map((time, index) => time - (times[index] ?? 0));

function gapsOf(day: readonly Told[]): readonly (readonly number[])[] {
  return day.slice(1).flatMap(({ number }, index) => {
    const before = day[index]?.number ?? number;
    return number > before + 1 ? [[before + 1, number - 1]] : [];
  });
}

function replayed(bytes: Uint8Array): readonly TimingEvent[] {
  const events: TimingEvent[] = [];
  const entries = p3Entries(bytes);
  const clock = replayClock(entries[0]?.atUs ?? 0);
  const source = openSource({
    name: 'line',
    protocol: p3Protocol,
    dial: replayDial(entries, clock, { speed: 1 }),
    clock,
    hear: (event) => void events.push(event),
  });
  clock.to((entries.at(-1)?.atUs ?? 0) + 1);
  source.close();
  return events;
}
