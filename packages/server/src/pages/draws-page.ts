import { type AnyFact, drawBucket, type Fact, fold, type State } from '@racetower/engine';
import { type DrawProof, verifyDraws } from '@racetower/log';
import { html } from 'hono/html';
import { type Cell, type Html, note, type PageParts, plate, table, tag } from './layout.ts';
import { meetingTitle } from './meeting-page.ts';
import { clubPath, drawsPath, meetingPath } from './paths.ts';
import type { Reading } from './reading.ts';
import { eventOf } from './structured.ts';
import { clauseLinks } from './why-link.ts';
import { className, dayText, hourText, sentence } from './words.ts';

const known = new WeakMap<State, readonly DrawProof[]>();

/** Proves the draws of every meeting, once for a state. */
function proofsOf(reading: Reading): readonly DrawProof[] {
  const found = known.get(reading.state);
  if (found) return found;
  const { editions } = reading.served.club;
  const proofs = verifyDraws([...reading.state.all], (draw, before: readonly AnyFact[]) => drawBucket(editions, fold(before), draw));
  known.set(reading.state, proofs);
  return proofs;
}

/** What was drawn at a meeting, and the proof that nobody could choose it. Nothing when there is no such meeting. */
export function drawsPage(reading: Reading, id: string): PageParts | undefined {
  const meeting = reading.meeting(id);
  if (!meeting) return undefined;
  const { club, book } = reading;
  return {
    title: 'Draws',
    path: drawsPath(club, id),
    describes: `What was drawn at ${book.club.name} on ${dayText(meeting.date)}, with the proof of every draw from a seed.`,
    trail: [
      { name: book.club.name, path: clubPath(club) },
      { name: meetingTitle(meeting), path: meetingPath(club, id) },
    ],
    structured: eventOf(reading, meeting),
    content: [{ live: 'draws', html: html`${seedPart(reading, id)}${drawnPart(reading, id)}` }],
  };
}

function ownFacts<K extends AnyFact['kind']>(reading: Reading, meeting: string, kind: K): readonly Fact<K>[] {
  return reading.state.all.of(kind).filter((fact) => fact.meeting === meeting && !reading.state.voided.has(fact.seq));
}

function seedPart(reading: Reading, meeting: string): Html {
  const committed = ownFacts(reading, meeting, 'seed-committed')[0];
  const revealed = ownFacts(reading, meeting, 'seed-revealed')[0];
  if (!committed) return note('Drawn by hand: no seed was published at this meeting.');
  const proof = proofsOf(reading).find((each) => each.meeting === meeting);
  const bad = proof?.problem;
  const proved = revealed !== undefined && bad === undefined && proof?.draws.every((each) => each.ok) === true;
  return html`<section>
    <h2 id="proof">Proof</h2>
    <p class="facts">
      ${proved ? tag('good', 'every draw from the seed is proved') : revealed ? tag('bad', bad ?? 'a draw is not what the seed draws') : tag('now', 'the seed is still secret')}
    </p>
    <ol class="list">
      <li>
        <span
          >Before the first draw the club published this fingerprint of a secret seed, at ${hourText(committed.at, reading.zone)}:<br /><code
            >${committed.body.hash}</code
          ></span
        >
      </li>
      <li>
        <span
          >${revealed ? html`After the last draw it showed the seed:<br /><code>${revealed.body.seed}</code>` : 'The seed is shown after the last draw; anybody can then compare it with the fingerprint.'}</span
        >
      </li>
      <li>
        <span
          >From seed, name of the draw and bucket alone follows what was drawn: neither the club nor this software could choose. Check it
          yourself: <code>racetower verify-draw</code>.</span
        >
      </li>
    </ol>
  </section>`;
}

function drawnPart(reading: Reading, meeting: string): Html {
  const draws = ownFacts(reading, meeting, 'draw-made');
  const proof = proofsOf(reading).find((each) => each.meeting === meeting);
  const pills = draws.filter((fact) => fact.body.car !== undefined);
  const rows = [...draws.filter((fact) => fact.body.car === undefined), ...pills].map((fact): readonly Cell[] => {
    const rule = reading.book.draws.get(fact.body.draw);
    const proved = proof?.draws.find((each) => each.seq === fact.seq);
    return [
      html`${sentence(reading.shown(rule?.says ?? fact.body.draw))} <small>${clauseLinks(reading, rule?.clauses ?? [])}</small>`,
      fact.body.class === undefined ? (fact.race ?? '') : className(reading.book, fact.body.class),
      fact.body.car === undefined ? '' : plate(fact.body.car),
      html`<strong>${reading.shown(textOf(fact.body.result))}</strong>`,
      fact.body.how === 'by-hand'
        ? tag('calm', 'by hand')
        : proved
          ? proved.ok
            ? tag('good', 'proved')
            : tag('bad', 'not proved')
          : tag('now', 'from the seed'),
      hourText(fact.at, reading.zone),
    ];
  });
  return html`<section>
    <h2 id="drawn">Drawn</h2>
    ${
      rows.length === 0
        ? note('Nothing was drawn on record.')
        : table({
            caption: 'What was drawn',
            quiet: true,
            heads: ['Draw', 'Class', 'Car', 'Drawn', 'How', 'At'],
            rows,
            head: 0,
            spare: [5],
          })
    }
  </section>`;
}

const textOf = (value: unknown): string => (Array.isArray(value) ? value.map(String).join(', ') : String(value));
