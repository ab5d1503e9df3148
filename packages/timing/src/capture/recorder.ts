import { appendFileSync, existsSync, statSync } from 'node:fs';
import type { Recorder } from '../source/event.ts';
import { type CaptureEntry, type CaptureHeader, entryLine, headerLine } from './format.ts';

/** Records a source to a file, which is begun or gone on with; each entry is with the system before anybody acts on it. */
export function fileRecorder(path: string, header: CaptureHeader): Recorder {
  if (!existsSync(path) || statSync(path).size === 0) appendFileSync(path, headerLine(header));
  return recorderTo((entry) => appendFileSync(path, entryLine(entry)));
}

/** Makes a recorder that hands on entries. */
export function recorderTo(keep: (entry: CaptureEntry) => void): Recorder {
  return {
    opened: (atUs) => keep({ kind: 'opened', atUs }),
    received: (atUs, bytes) => keep({ kind: 'received', atUs, bytes: Uint8Array.from(bytes) }),
    sent: (atUs, bytes) => keep({ kind: 'sent', atUs, bytes: Uint8Array.from(bytes) }),
    closed: (atUs, why) => keep({ kind: 'closed', atUs, why }),
  };
}
