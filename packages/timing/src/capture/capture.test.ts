import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { p3Protocol } from '../p3/protocol.ts';
import { fieldOf, simulateRace } from '../simulator/crossings.ts';
import { simulateDecoder } from '../simulator/simulated-decoder.ts';
import { fileKeeper } from '../source/file-keeper.ts';
import { openSource } from '../source/source.ts';
import type { Passing } from '../passing.ts';
import { HandClock } from '../testing/hand-clock.ts';
import { type CaptureEntry, CaptureError, entryLine, headerLine, readCapture } from './format.ts';
import { fileRecorder } from './recorder.ts';
import { replayClock, replayDial } from './replay.ts';

const S = 1_000_000;

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'racetower-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Records a race with a break; gives the passings and the file. */
function recorded() {
  const clock = new HandClock();
  const crossings = simulateRace({ cars: fieldOf(6, 15), forS: 120, seed: 8 });
  const decoder = simulateDecoder({ clock, crossings, greenUs: clock.nowUs() + 3 * S, outages: [{ atS: 40, forS: 20 }] });
  const file = join(folder(), 'night.capture');
  const passings: Passing[] = [];
  const source = openSource({
    name: 'line',
    protocol: p3Protocol,
    dial: decoder.dial,
    clock,
    recorder: fileRecorder(file, { source: 'line', protocol: 'p3' }),
    hear: (event) => void (event.kind === 'passing' && passings.push(event.passing)),
  });
  clock.forward(140);
  source.close();
  return { file, passings, crossings };
}

function replayed(entries: readonly CaptureEntry[]): readonly Passing[] {
  const passings: Passing[] = [];
  const clock = replayClock(entries[0]?.atUs ?? 0);
  const source = openSource({
    name: 'line',
    protocol: p3Protocol,
    dial: replayDial(entries, clock, { speed: 1 }),
    clock,
    hear: (event) => void (event.kind === 'passing' && passings.push(event.passing)),
  });
  clock.to((entries.at(-1)?.atUs ?? 0) + S);
  source.close();
  return passings;
}

describe('a capture', () => {
  test('played back tells the same passings', () => {
    const { file, passings, crossings } = recorded();
    expect(passings).toHaveLength(crossings.length);
    const { header, entries, cut } = readCapture(readFileSync(file, 'utf8'));
    expect([header, cut]).toEqual([{ source: 'line', protocol: 'p3' }, undefined]);
    expect(replayed(entries)).toEqual(passings);
  });
  test('keeps what was sent, and when the wire opened and closed', () => {
    const { entries } = readCapture(readFileSync(recorded().file, 'utf8'));
    const kinds = entries.map((each) => each.kind);
    expect(kinds.filter((kind) => kind === 'opened')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'closed')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'sent').length).toBeGreaterThan(4);
  });
  test('that stops in the middle is read up to there, and says where', () => {
    const text = readFileSync(recorded().file, 'utf8');
    for (const length of [text.length - 1, text.length - 7, 500, headerLine({ source: 'line', protocol: 'p3' }).length + 3]) {
      const part = readCapture(text.slice(0, length));
      const whole = text.slice(0, text.lastIndexOf('\n', length - 1) + 1);
      expect(part.entries).toEqual(readCapture(whole).entries);
      expect(part.cut?.line).toBe(whole.split('\n').length);
    }
  });
  test.each([
    { name: 'of something else', text: 'hello\n', says: 'this is no capture' },
    { name: 'without names', text: 'racetower-capture 1 {}\n', says: 'does not name its source and protocol' },
    {
      name: 'with a broken line',
      text: `${headerLine({ source: 'a', protocol: 'p3' })}1 < 8e\nx\n`,
      says: 'line 3 of the capture is no entry',
    },
    {
      name: 'with half a byte',
      text: `${headerLine({ source: 'a', protocol: 'p3' })}1 < 8e0\n`,
      says: 'line 2 of the capture has bytes that are no hex',
    },
  ])('$name is refused', ({ text, says }) => {
    expect(() => readCapture(text)).toThrow(CaptureError);
    expect(() => readCapture(text)).toThrow(says);
  });
  test('entries are read as they are written', () => {
    const entries: readonly CaptureEntry[] = [
      { kind: 'opened', atUs: 1 },
      { kind: 'received', atUs: 2, bytes: Uint8Array.of(0x8e, 0) },
      { kind: 'sent', atUs: 3, bytes: Uint8Array.of() },
      { kind: 'closed', atUs: 4, why: 'the other side hung up' },
    ];
    expect(readCapture(headerLine({ source: 'a', protocol: 'p3' }) + entries.map(entryLine).join('')).entries).toEqual(entries);
  });
});

test('what is kept of sources outlives the program, and something else in its place is refused', () => {
  const path = join(folder(), 'timing.json');
  const memory = { decoders: { '9': { epoch: 2, highest: 40, missing: [{ from: 3, until: 4 }] } } };
  fileKeeper(path).save('line', memory);
  expect(fileKeeper(path).load('line')).toEqual(memory);
  expect(fileKeeper(path).load('pit')).toBeUndefined();
  writeFileSync(path, '[1]');
  expect(() => fileKeeper(path)).toThrow('is not what Racetower keeps of timing sources');
});
