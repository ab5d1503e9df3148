import type { State } from '@racetower/engine';
import { html } from 'hono/html';
import type { Html } from './layout.ts';
import { driverPath } from './paths.ts';
import { peopleOf } from './people.ts';
import type { Reading } from './reading.ts';

/** Who drove what, by meeting, class and car: shown names are short, pages of drivers are found by whole ones. */
const known = new WeakMap<State, ReadonlyMap<string, string>>();

function driversOf(state: State): ReadonlyMap<string, string> {
  const found =
    known.get(state) ??
    new Map(state.all.of('car-signed-in').map((fact) => [`${fact.meeting ?? ''} ${fact.body.class} ${fact.body.car}`, fact.body.driver]));
  known.set(state, found);
  return found;
}

interface EntryAt {
  readonly meeting: string;
  /** Of joined classes each, with a plus between. */
  readonly class: string;
}

/** The whole name of who drives a car: to find a page by, never to be shown. */
export function driverOf(reading: Reading, car: string, at: EntryAt): string | undefined {
  const drivers = driversOf(reading.state);
  return at.class
    .split('+')
    .map((id) => drivers.get(`${at.meeting} ${id} ${car}`))
    .find((each) => each !== undefined);
}

/** A driver's name as everybody may read it, leading to the driver's page. */
export function driverLink(reading: Reading, car: string, shown: string, at: EntryAt): Html {
  const name = driverOf(reading, car, at);
  const slug = name === undefined ? undefined : peopleOf(reading.state).slugOf(name);
  return slug === undefined ? html`${shown}` : html`<a class="plain" href="${driverPath(reading.club, slug)}">${shown}</a>`;
}
