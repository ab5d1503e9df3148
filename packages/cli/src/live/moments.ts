import { namesIn } from '../day/race.ts';
import { filled, filledWords } from '../day/words.ts';
import { healthLines } from '../timing-lines.ts';
import type { Happening, LiveMoment, LiveStep } from './live-file.ts';
import { goOn, type Live, raceOf, score, showFlag } from './play-live.ts';
import { changeLines, lapsLines, passingsLines, restartLines, type SeemsMissed } from './tower-lines.ts';

const S = 1_000_000;

/** Plays what happens at a moment, and what officials do about it. */
export async function playMoment(live: Live, moment: LiveMoment): Promise<void> {
  const { playing, story, teller } = live;
  const names = namesIn(playing, story.race);
  for (const [name, stands] of Object.entries(moment.names)) playing.named.set(name, filled(stands, names));
  teller.moment(filled(moment.tell, names));
  for (const step of moment.do) await playStep(live, filledWords(step, names, live.chance) as LiveStep);
}

async function playStep(live: Live, step: LiveStep): Promise<void> {
  if ('wait' in step && typeof step.wait === 'number') return goOn(live, step.wait * S);
  if ('track' in step) return happenOnTrack(live, step as Happening);
  if ('show' in step) return show(live, step['show'] as keyof typeof SHOWN);
  if ('accept' in step) return acceptReads(live);
  if ('preview' in step) return tellChanges(live, { ...step, race: live.story.race });
  return official(live, step);
}

/** What a call would change in the race, before it is made. */
function tellChanges({ tower, story, teller }: Live, words: Readonly<Record<string, unknown>>): void {
  teller.moment(`before it is called, ${String(words['name'])} would change:`);
  for (const line of changeLines(tower.preview(words), story.race)) teller.moment(`  ${line}`);
}

function official(live: Live, words: Readonly<Record<string, unknown>>): void {
  const { tower, story, teller } = live;
  if (words['do'] === 'flag') return showFlag(live, String(words['flag']), words);
  tower.give(words['do'] === 'call' || words['do'] === 'record' ? { race: story.race, ...words } : words);
  const { name, car } = words;
  teller.line(
    `           ${String(words['do'])} ${name === undefined ? '' : String(name)}${car === undefined ? '' : `: car ${String(car)}`}`,
  );
}

function happenOnTrack({ track, unheard, twice, gear }: Live, step: Happening): void {
  switch (step.track) {
    case 'stops':
      return track.stop(step.car);
    case 'missed':
      return void unheard.set(step.car, 'once');
    case 'silent':
    case 'by-hand':
      return void unheard.set(step.car, step.track);
    case 'twice':
      return void twice.add(step.car);
    case 'level':
      return track.level(step.car, step.with, step['behind-ms'] * 1000);
    case 'line-dead':
      return gear.decoder.cutOff(step.seconds);
  }
}

const SHOWN = {
  restart: (live: Live) => restartLines(live.tower, live.story.race, raceOf(live)),
  laps: ({ tower, story }: Live) => lapsLines(tower, story.race),
  passings: ({ tower, story }: Live) => passingsLines(tower, story.race),
  health: ({ gear }: Live) => healthLines(gear.source.health()),
} as const;

function show(live: Live, what: keyof typeof SHOWN): void {
  for (const line of SHOWN[what](live)) live.teller.line(`           ${line}`);
}

/** The scorer takes the reads that are offered: each is entered where the car must have come by. */
function acceptReads(live: Live): void {
  const { tower, teller, story } = live;
  const { missed } = tower.ask<{ readonly missed: readonly SeemsMissed[] }>('passings', { race: story.race });
  for (const { car, lap, atUs } of missed) {
    teller.line(`           the scorer enters the read: lap ${lap} of car ${car} is ${atUs.length + 1}`);
    for (const us of atUs) score(live, tower.give({ do: 'pass', by: 'scorer', race: story.race, car, 'time-us': us }));
  }
}
