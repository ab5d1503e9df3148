import type { ImportRule, State } from '@racetower/engine';
import type { FileDriver, FileSession } from '@racetower/timing';
import { type Decisions, ImportRefused, type UnknownDriver } from './request.ts';

/** Who the drivers of a file are here. */
export interface Known {
  /** Number there to the member's name; those left out are not in it. */
  readonly names: ReadonlyMap<string, string>;
  /** Members to be registered or given their number, name to number. */
  readonly register: ReadonlyMap<string, string>;
  readonly leftOut: readonly FileDriver[];
  /** Everybody else, with the member that each is. */
  readonly known: readonly { readonly driver: FileDriver; readonly member: string }[];
}

/**
 * Matches the drivers of sessions with members by their number; cars that a computer drives are left out.
 *
 * @throws ImportRefused `unknown-driver` with everybody about whom nothing is known and nothing was decided
 */
export function knownDrivers(
  state: State,
  rule: ImportRule,
  sessions: readonly Pick<FileSession, 'name' | 'lines'>[],
  decisions: Decisions,
): Known {
  const members = numbersOf(state, rule.member);
  const names = new Map<string, string>();
  const register = new Map<string, string>();
  const leftOut: FileDriver[] = [];
  const unknown: UnknownDriver[] = [];
  const known: { driver: FileDriver; member: string }[] = [];
  for (const [id, { driver, computer, sessions: where }] of everybody(sessions)) {
    const member = decisions.as.get(id) ?? members.byNumber.get(id);
    if (decisions.leaveOut.has(id) || (computer && member === undefined)) leftOut.push(driver);
    else if (member !== undefined || decisions.register === 'everybody' || decisions.register.has(id)) {
      const name = member ?? driver.name;
      names.set(id, name);
      known.push({ driver, member: name });
      if (members.byNumber.get(id) !== name) register.set(name, id);
    } else {
      const maybe = [...members.names].find((name) => name.toLowerCase() === driver.name.toLowerCase() && !members.numbered.has(name));
      unknown.push({ ...driver, sessions: where, ...(maybe === undefined ? {} : { maybe }) });
    }
  }
  if (unknown.length > 0) throw strangers(unknown, rule);
  return { names, register, leftOut, known };
}

function strangers(unknown: readonly UnknownDriver[], rule: ImportRule): ImportRefused {
  const each = unknown.map(
    (driver) => `${driver.name} (${driver.id})${driver.maybe === undefined ? '' : `, perhaps the member ${driver.maybe}`}`,
  );
  return new ImportRefused('unknown-driver', `no member has the ${rule.member} of ${each.join('; ')}`, {
    clauses: rule.clauses,
    unknown,
    field: 'as',
  });
}

interface Found {
  readonly driver: FileDriver;
  readonly computer: boolean;
  readonly sessions: string[];
}

/** Everybody who drove, once, with the sessions they were in. */
function everybody(sessions: readonly Pick<FileSession, 'name' | 'lines'>[]): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  for (const session of sessions)
    for (const line of session.lines)
      for (const driver of line.drivers) {
        const known = found.get(driver.id) ?? { driver, computer: line.computer, sessions: [] };
        found.set(driver.id, known);
        if (!known.sessions.includes(session.name)) known.sessions.push(session.name);
      }
  return found;
}

/** The numbers of members as they were registered, the latest of each. */
function numbersOf(
  state: State,
  detail: string,
): { readonly byNumber: ReadonlyMap<string, string>; readonly names: ReadonlySet<string>; readonly numbered: ReadonlySet<string> } {
  const numbers = new Map<string, string>();
  const names = new Set<string>();
  for (const { body } of state.club.of('person-registered')) {
    names.add(body.person);
    const number = body.details[detail];
    if (typeof number === 'string' || typeof number === 'number') numbers.set(body.person, String(number));
  }
  return { byNumber: new Map([...numbers].map(([name, number]) => [number, name])), names, numbered: new Set(numbers.keys()) };
}
