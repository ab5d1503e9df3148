import type { AnyFact, NewFact } from '@racetower/engine';
import { lock, nobodyCalled, type Sealed, unlock, type Vault } from './vault.ts';

type Loose = Readonly<Record<string, unknown>>;

/** Fields of a body that name people, in whatever fact they stand. */
const NAMING = [
  'person',
  'driver',
  'handler',
  'filer',
  'against',
  'collector',
  'paidBy',
  'from',
  'to',
  'approvals',
  'consents',
  'votes',
  'why',
  'fields',
  'details',
  'points',
  'scores',
  'body',
] as const;
/** Fields that name one person each, by which somebody becomes known. */
const KNOWING = ['person', 'driver', 'handler', 'filer', 'against', 'collector'] as const;

const TOKEN = /\{person:([\w-]+)\}/g;
const LOCKED = 'locked';

const roleAndName = (by: string): readonly [role: string, name: string | undefined] => {
  const at = by.indexOf(':');
  return at < 0 ? [by, undefined] : [by.slice(0, at), by.slice(at + 1)];
};

/** Everybody whom facts name. */
export function namedIn(facts: readonly NewFact[]): readonly string[] {
  return facts.flatMap(({ by, body }) => {
    const [, giver] = roleAndName(by);
    const said = body as Loose;
    const named = KNOWING.flatMap((field) => (typeof said[field] === 'string' && said[field] !== '' ? [said[field]] : []));
    return [...named, ...(giver === undefined || giver === '' ? [] : [giver])];
  });
}

/** Whose key locks the private words of a fact, and in which field they stand. */
function privateWords(kind: string, body: Loose): readonly [owner: string, field: string] | undefined {
  if (typeof body['person'] !== 'string') return undefined;
  if (kind === 'person-registered') return [body['person'], 'details'];
  const isPaper = kind === 'record-made' || kind === 'moment-marked' || kind === 'call-made' || kind === 'call-proposed';
  return isPaper ? [body['person'], 'fields'] : undefined;
}

/** A fact as it goes into the log: people by their tokens, private words locked. All whom it names are known to the vault. */
export function sealed(fact: NewFact, vault: Vault): NewFact {
  const body = fact.body as Loose;
  const words = privateWords(fact.kind, body);
  const owner = words && vault.called(words[0]);
  const renamed = namingWith(vault);
  const [role, giver] = roleAndName(fact.by);
  const locked = words && owner?.key ? { [words[1]]: { [LOCKED]: `${owner.id}.${lock(owner.key, owner.id, body[words[1]])}` } } : {};
  const told = Object.fromEntries(
    Object.entries(body).map(([name, part]) => [name, NAMING.some((field) => field === name) ? renamed(part) : part]),
  );
  return { ...fact, by: giver === undefined ? role : `${role}:${renamed(giver) as string}`, body: { ...told, ...locked } } as NewFact;
}

/** Puts tokens for names: for a whole text that is one, and for names of two words and more within a sentence. */
function namingWith(vault: Vault): (value: unknown) => unknown {
  const long = vault.names().filter((name) => name.includes(' '));
  const longest = long.toSorted((a, b) => b.length - a.length);
  const pattern = longest.length === 0 ? undefined : new RegExp(longest.map((name) => RegExp.escape(name)).join('|'), 'g');
  const tokenOf = (name: string): string => {
    const person = vault.called(name);
    return person ? `{person:${person.id}}` : name;
  };
  const text = (value: string): string => {
    const whole = tokenOf(value);
    return whole === value && pattern ? value.replaceAll(pattern, tokenOf) : whole;
  };
  return (value) => mapped(value, text);
}

function mapped(value: unknown, text: (value: string) => string): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((part) => mapped(part, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [text(name), mapped(part, text)]));
}

/** A fact as it reads: names for tokens, private words for those whose key is there. */
export function opened(fact: AnyFact, personOf: (id: string) => Sealed | undefined): AnyFact {
  const body = fact.body as Loose;
  const name = (text: string): string =>
    text.includes('{person:') ? text.replaceAll(TOKEN, (_, id: string) => personOf(id)?.name ?? nobodyCalled(id)) : text;
  const field = ['details', 'fields'].find((each) => isLocked(body[each]));
  const locked = field === undefined ? undefined : (body[field] as { readonly [LOCKED]: string })[LOCKED];
  const rest = mapped(body, name) as Loose;
  const read = field === undefined || locked === undefined ? rest : { ...rest, [field]: wordsOf(fact.seq, locked, personOf) };
  return { ...fact, by: name(fact.by), body: read } as AnyFact;
}

const isLocked = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && LOCKED in value && typeof value[LOCKED] === 'string';

function wordsOf(seq: number, locked: string, personOf: (id: string) => Sealed | undefined): unknown {
  const at = locked.indexOf('.');
  const person = personOf(locked.slice(0, at));
  if (person?.key) return unlock(person.key, person.id, locked.slice(at + 1));
  const own = Object.entries(person?.kept ?? {}).filter(([name]) => name.startsWith(`${seq}.`));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(`${seq}.`.length), value]));
}
