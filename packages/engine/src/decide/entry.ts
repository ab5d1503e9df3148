import type { Entry } from '../answers.ts';
import { bucket, drawnByCar, drawsFor, pillsDrawn } from '../entry/draws.ts';
import { recordsOf } from '../entry/acts.ts';
import { registeredCars } from '../entry/registered.ts';
import { roundStart } from '../lineup/field.ts';
import { classesIn, entered, entries, joinedWith } from '../entry/entries.ts';
import type { Passes, Plain } from '../fact.ts';
import { lazy, snake, toFormula } from '../formula-values.ts';
import type { Combining, DrawRule } from '../language.ts';
import { didYouMean } from '../nearest.ts';
import { meetingsAttended } from '../points/season-so-far.ts';
import { meetingOf } from '../context.ts';
import { refusal, refuse } from '../refusal.ts';
import { type Extra, holds, scopeFor, whole } from '../scope.ts';
import { personFields } from '../scope-names.ts';
import { standingFields } from '../stewards/standing.ts';
import { notBarred } from './barred.ts';
import { plainText, type Where } from '../values.ts';
import { numberAtSignIn } from './registry.ts';
import { numberFreeInJoined, numbersApart } from './joined-numbers.ts';
import {
  approved,
  classFor,
  type Deciding,
  factOf,
  type Handler,
  joinPasses,
  knownCars,
  meetingFor,
  mustBe,
  notClosed,
  overridden,
  passGates,
  raceFor,
} from './deciding.ts';
import { drawnFromSeed } from './seeds.ts';

/** The names that requirements at sign-in read: the car and driver by their papers, before they are an entry. */
export function signInNames(
  deciding: Deciding,
  meeting: string,
  who: {
    readonly class: string;
    readonly car: string;
    readonly driver: string;
    readonly handler?: string;
    readonly details?: Readonly<Record<string, Plain>>;
  },
): Extra {
  const { context } = deciding;
  const details = Object.fromEntries(Object.entries(who.details ?? {}).map(([name, value]) => [snake(name), () => toFormula(value)]));
  return {
    number: () => who.car,
    car: () =>
      lazy({
        number: () => who.car,
        driver: () => who.driver,
        ...details,
        ...recordsOf(context, { meeting, class: who.class, car: who.car }),
      }),
    driver: () =>
      lazy({
        ...personFields(context, who.driver),
        meetings_before: () => meetingsAttended(context, meeting, who.driver).length,
        ...standingFields(context, who.driver, meeting, deciding.command.at),
      }),
    person: () =>
      lazy({
        ...personFields(context, who.handler ?? who.driver),
        ...standingFields(context, who.handler ?? who.driver, meeting, deciding.command.at),
      }),
  };
}

export const signIn: Handler<'sign-in'> = (deciding) => {
  const { command, context } = deciding;
  const meeting = meetingFor(deciding);
  const classId = oneClass(deciding, command.class);
  for (const field of ['driver', 'car', 'handler'] as const) tidyName(command[field], field);
  const inClass = entries(context, meeting, classId);
  const sameCar = inClass.find((entry) => entry.car === command.car && !entry.withdrawn);
  if (sameCar)
    return refuse('number-taken', `number ${command.car} is signed in to ${classId} by ${sameCar.driver}`, {
      facts: sameCar.facts,
      field: 'car',
    });
  numberFreeInJoined(context, meeting, classId, command.car);
  const sameDriver = inClass.find((entry) => entry.driver === command.driver && !entry.withdrawn);
  if (sameDriver)
    return refuse('driver-twice', `${command.driver} is signed in to ${classId} with car ${sameDriver.car}`, {
      facts: sameDriver.facts,
      field: 'driver',
    });
  const where = { meeting, class: classId };
  const details = { ...registeredCars(context).get(`${classId} ${command.car}`)?.details, ...command.details };
  const names = signInNames(deciding, meeting, { ...command, details });
  const owner = details[context.book.teams?.owner ?? 'owner'];
  const people = [command.driver, command.handler, owner].filter((each) => typeof each === 'string');
  const passes = joinPasses([
    notClosed(deciding, meeting),
    racesHere(deciding, meeting, classId),
    passGates(deciding, ['sign-in'], where, names),
    numberAtSignIn(deciding, { class: classId, car: command.car, people }, names),
    notBarred(deciding, meeting, { ...command, class: classId, details }),
    { flagged: [...cameBack(inClass, command.car), ...tooLate(deciding, meeting, classId)] },
  ]);
  const body = {
    class: classId,
    driver: command.driver,
    car: command.car,
    ...(command.handler !== undefined ? { handler: command.handler } : {}),
    details,
  };
  const signedIn = factOf(deciding, 'car-signed-in', body, { meeting, passes });
  if (command.pill === undefined) return [signedIn];
  return [signedIn, pillFact(deciding, meeting, classId, command.car, command.pill)];
};

/** A class that was not announced for a meeting does not race there, unless somebody lets it. */
function racesHere(deciding: Deciding, meeting: string, classId: string): Passes {
  const { classes } = meetingOf(deciding.context, meeting);
  if (!classes || classes.includes(classId)) return {};
  const says = `${classId} does not race at ${meeting}; ${classes.join(', ')} ${classes.length === 1 ? 'does' : 'do'}`;
  return { override: overridden(deciding, refusal('class-not-on', says, { field: 'class' })) };
}

/** `7` and ` 7` would be two cars that nobody can tell apart. */
function tidyName(name: string | undefined, field: string): void {
  if (name !== undefined && name !== name.trim().replaceAll(/\s+/g, ' '))
    refuse('untidy-name', `"${name}" has spaces too many: write "${name.trim().replaceAll(/\s+/g, ' ')}"`, { field });
}

type Flagged = NonNullable<Passes['flagged']>;

/** A car that withdrew may enter again. It is a new entry; a withdrawal by mistake is voided instead. */
function cameBack(inClass: readonly Entry[], car: string): Flagged {
  const before = inClass.findLast((entry) => entry.car === car);
  if (!before) return [];
  const says = `car ${car} withdrew and enters as a new entry: it draws again; to keep its place void fact ${before.facts.at(-1) ?? 0}`;
  return [{ says, clauses: [] }];
}

/** A round's field is fixed when its first race is posted or run; a car that comes later starts by an official's order. */
function tooLate(deciding: Deciding, meeting: string, classId: string): Flagged {
  const { context } = deciding;
  return context.book.rounds.flatMap((round) =>
    roundStart(context, meeting, classId, round) === undefined
      ? []
      : [{ says: `${round.name} of ${classId} is lined up: the car starts in it by change-line-up alone`, clauses: round.clauses }],
  );
}

/** Refuses a joined class (`light+heavy`) where one class is meant. */
function oneClass(deciding: Deciding, id: string, field = 'class'): string {
  return classesIn(id).length === 1
    ? classFor(deciding.context, id, field)
    : refuse('unknown-class', `${id} are classes that run together; name one of them`, { field });
}

function pillFact(deciding: Deciding, meeting: string, classId: string, car: string, pill: Plain) {
  const { context } = deciding;
  const rule = context.book.draws.get('pill') ?? refuse('unknown-draw', 'this rulebook draws no pills', { field: 'pill' });
  const where = { meeting, class: classId };
  checkEntryDraw(deciding, rule, where, pill, 'pill');
  const passes = passGates(deciding, ['draw:pill'], where, { number: () => car, draw: () => lazy({ result: () => pill }) });
  return factOf(deciding, 'draw-made', { draw: 'pill', class: classId, car, result: pill, how: 'by-hand' }, { meeting, passes });
}

function checkEntryDraw(deciding: Deciding, rule: DrawRule, where: Where, result: Plain, field: string): void {
  const taken = pillsDrawn(deciding.context, rule.id, where).find((fact) => fact.body.result === result);
  if (taken)
    refuse('pill-taken', `${rule.id} ${plainText(result)} was drawn by car ${taken.body.car ?? ''}`, {
      clauses: rule.clauses,
      facts: [taken.seq],
      field,
    });
  inBucket(deciding, rule, where, [result], field);
}

function inBucket(deciding: Deciding, rule: DrawRule, where: Where, results: readonly Plain[], field: string): void {
  const { context } = deciding;
  const left = bucket(context, rule, where);
  const low = rule.low ? whole(scopeFor(context, where), rule.low).value : undefined;
  for (const result of results) {
    const fits = left ? left.includes(result) : typeof result === 'number' && Number.isInteger(result) && result >= (low ?? 1);
    if (!fits)
      refuse(
        'not-in-bucket',
        `${rule.says}: ${plainText(result)} is not in the bucket${left ? ` (${left.map(plainText).join(', ')})` : `, which holds whole numbers from ${low ?? 1}`}`,
        { clauses: rule.clauses, field },
      );
  }
}

export const draw: Handler<'draw'> = (deciding) => {
  const { command, context } = deciding;
  const meeting = meetingFor(deciding);
  const rule =
    context.book.draws.get(command.draw) ??
    refuse('unknown-draw', `the rulebook has no draw "${command.draw}"${didYouMean(command.draw, context.book.draws.keys())}`, {
      field: 'draw',
    });
  mustBe(deciding, rule.by, rule.clauses, `make the draw ${rule.id}`);
  const at = rule.of === 'race' ? raceFor(deciding) : undefined;
  const classId = rule.of === 'meeting' ? undefined : (at?.class ?? classFor(context, command.class));
  const where: Where = { meeting, ...(classId !== undefined ? { class: classId } : {}), ...(at ? { race: at.race } : {}) };
  const result = command.seed === undefined ? drawnByHand(command, rule) : drawnFromSeed(deciding, rule, where);
  if (rule.of === 'entry') entryDraw(deciding, rule, where, result);
  else commonDraw(deciding, rule, where, result);
  const gates = passGates(deciding, [`draw:${rule.id}`], where, {
    draw: () => lazy({ result: () => result }),
    number: () => command.car ?? '',
  });
  const passes = joinPasses([notClosed(deciding, meeting), gates]);
  const body = {
    draw: rule.id,
    ...(classId !== undefined ? { class: classId } : {}),
    ...(command.car !== undefined ? { car: command.car } : {}),
    result,
    how: command.seed === undefined ? ('by-hand' as const) : ('from-seed' as const),
  };
  return [factOf(deciding, 'draw-made', body, { meeting, ...(at ? { race: at.race } : {}), passes })];
};

function drawnByHand(command: Deciding<'draw'>['command'], rule: DrawRule): Plain {
  return (
    command.result ??
    refuse('draw-needs-result', `give what was drawn for ${rule.id}, or let Racetower draw it from the committed seed`, {
      clauses: rule.clauses,
      field: 'result',
    })
  );
}

function entryDraw(deciding: Deciding<'draw'>, rule: DrawRule, where: Where, result: Plain): void {
  const { command, context } = deciding;
  const entry = entered(context, where.meeting as string, where.class as string).find((each) => each.car === command.car);
  if (!entry) return refuse('unknown-car', `car ${command.car ?? '(none)'} is not signed in to ${where.class ?? ''}`, { field: 'car' });
  const before = drawnByCar(context, rule.id, where).get(entry.car);
  if (before)
    return refuse('drawn-already', `car ${entry.car} has drawn ${plainText(before.body.result)}`, {
      clauses: rule.clauses,
      facts: [before.seq],
      field: 'car',
    });
  checkEntryDraw(deciding, rule, where, result, 'result');
}

function commonDraw(deciding: Deciding<'draw'>, rule: DrawRule, where: Where, drawn: Plain): void {
  const { command, context } = deciding;
  const before = drawsFor(context, where).findLast(
    (fact) => fact.body.draw === rule.id && fact.body.car === command.car && fact.body.class === where.class,
  );
  if (before)
    return refuse('drawn-already', `${rule.says}: ${plainText(before.body.result)} was drawn; void fact ${before.seq} to draw again`, {
      clauses: rule.clauses,
      facts: [before.seq],
      field: 'draw',
    });
  const count = rule.count ? whole(scopeFor(context, where), rule.count).value : 1;
  const results: readonly Plain[] = Array.isArray(drawn) ? (drawn as readonly Plain[]) : [drawn];
  if (new Set(results).size !== results.length)
    refuse('drawn-twice', `${rule.says}: one was drawn twice`, { clauses: rule.clauses, field: 'result' });
  if (results.length !== count)
    refuse('wrong-count', `${rule.says}: ${count} are drawn, not ${results.length}`, { clauses: rule.clauses, field: 'result' });
  inBucket(deciding, rule, where, results, 'result');
}

export const withdraw: Handler<'withdraw'> = (deciding) => {
  const { command, context } = deciding;
  const meeting = meetingFor(deciding);
  const classId = classFor(context, command.class);
  const entry = entered(context, meeting, classId).find((each) => each.car === command.car);
  if (!entry)
    return refuse(
      'unknown-car',
      `car ${command.car} is not signed in to ${classId}${knownCars(entered(context, meeting, classId).map((each) => each.car))}`,
      { field: 'car' },
    );
  const passes = joinPasses([
    notClosed(deciding, meeting),
    passGates(deciding, ['withdraw'], { meeting, class: classId, car: command.car }),
  ]);
  return [
    factOf(
      deciding,
      'entry-withdrawn',
      { class: classId, car: command.car, ...(command.why !== undefined ? { why: command.why } : {}) },
      { meeting, passes },
    ),
  ];
};

export const combine: Handler<'combine'> = (deciding) => {
  const { command, context } = deciding;
  const meeting = meetingFor(deciding);
  mayJoin(deciding, meeting);
  const rule = combiningRule(deciding, meeting);
  const classes = rule.classes.length > 0 ? rule.classes.filter((id) => command.classes.includes(id)) : command.classes;
  numbersApart(context, meeting, classes, rule.clauses);
  const approvals = approved(deciding, rule.approvals, command.approvals ?? [], rule);
  const saysNo = declining(deciding, meeting, rule, classes);
  if (rule.consent === 'all' && saysNo.length > 0)
    return refuse('consent-missing', `${rule.says}: ${saysNo.map((entry) => entry.driver).join(', ')} did not agree`, {
      clauses: rule.clauses,
      facts: saysNo.flatMap((entry) => entry.facts.slice(0, 1)),
      field: 'consents',
    });
  const passes = joinPasses([notClosed(deciding, meeting), passGates(deciding, ['combine'], { meeting }), approvals]);
  const joined = factOf(
    deciding,
    'classes-combined',
    { classes, rule: rule.id, approvals: command.approvals ?? [], consents: command.consents ?? {} },
    { meeting, passes },
  );
  const leaving =
    rule.consent === 'refund'
      ? saysNo.map((entry) => factOf(deciding, 'entry-withdrawn', { class: entry.class, car: entry.car, why: rule.id }, { meeting }))
      : [];
  return [joined, ...leaving];
};

/** At least two classes, each once, each known and none joined before. */
function mayJoin(deciding: Deciding<'combine'>, meeting: string): void {
  const { command, context } = deciding;
  const { classes } = command;
  if (classes.length < 2) refuse('too-few', 'name at least two classes', { field: 'classes' });
  for (const id of classes) oneClass(deciding, id, 'classes');
  const twice = classes.find((id, index) => classes.indexOf(id) !== index);
  if (twice !== undefined) refuse('class-twice', `${twice} is named twice`, { field: 'classes' });
  for (const id of classes) {
    const before = joinedWith(context, meeting, id);
    if (before)
      refuse('joined-already', `${id} runs with ${before.classes.filter((each) => each !== id).join(', ')} already`, {
        clauses: before.rule.clauses,
        facts: [before.fact.seq],
        field: 'classes',
      });
  }
}

/** Entries of the classes that did not agree: all who did not say yes where all must, those who said no where they may leave. */
function declining(deciding: Deciding<'combine'>, meeting: string, rule: Combining, classes: readonly string[]): readonly Entry[] {
  const { context } = deciding;
  const consents = deciding.command.consents ?? {};
  const all = classes.flatMap((id) => entered(context, meeting, id));
  const names = all.flatMap((entry) => [entry.car, entry.driver]);
  const stranger = Object.keys(consents).find((name) => !names.includes(name));
  if (stranger !== undefined)
    return refuse('unknown-entry', `${stranger} is not signed in to ${classes.join(' or ')}${didYouMean(stranger, names)}`, {
      clauses: rule.clauses,
      field: 'consents',
    });
  const answered = (entry: Entry): boolean => entry.car in consents || entry.driver in consents;
  return all.filter((entry) => !agreed(consents, entry.car, entry.driver) && (rule.consent === 'all' || answered(entry)));
}

function agreed(consents: Readonly<Record<string, Plain>> | undefined, car: string, driver: string): boolean {
  const said = consents?.[car] ?? consents?.[driver];
  return said === true || said === 'yes';
}

/** The first rule that fits the classes, particular ones before the general. */
function combiningRule(deciding: Deciding<'combine'>, meeting: string): Combining {
  const { command, context } = deciding;
  const fitting = context.book.combining.filter(
    (rule) => rule.classes.length === 0 || command.classes.every((id) => rule.classes.includes(id)),
  );
  const open = fitting.filter(
    (rule) =>
      holds(scopeFor(context, { meeting, class: command.classes[0] as string }), rule.when) ||
      command.classes.some((id) => holds(scopeFor(context, { meeting, class: id }), rule.when)),
  );
  return (
    open.find((rule) => rule.classes.length > 0) ??
    open[0] ??
    refuse('may-not-combine', `no rule lets ${command.classes.join(' and ')} run together`, {
      clauses: fitting[0]?.clauses ?? [],
      field: 'classes',
    })
  );
}
