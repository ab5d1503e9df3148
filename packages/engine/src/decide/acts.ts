import type { CommandFields, Given } from '../command.ts';
import { actNames, consequencesOf } from '../control/consequences.ts';
import { countBefore } from '../control/ladders.ts';
import { raceRun } from '../control/race-run.ts';
import { actsAt, allActs, callCounts, carsOf, recordsOf } from '../entry/acts.ts';
import { caseFields, checkSending, mayActOn } from './case-acts.ts';
import { caseWhere } from '../stewards/case-names.ts';
import { caseById } from '../stewards/open-cases.ts';
import { standingFields } from '../stewards/standing.ts';
import type { Where } from '../values.ts';
import { entered, entries } from '../entry/entries.ts';
import type { ActBody, Fact, FactKind, Fields, NewFact } from '../fact.ts';
import { lazy } from '../formula-values.ts';
import type { Act } from '../language.ts';
import { lineUp } from '../lineup/line-up.ts';
import { didYouMean } from '../nearest.ts';
import { refuse } from '../refusal.ts';
import { type Extra, holds, scopeFor } from '../scope.ts';
import { personFields } from '../scope-names.ts';
import { signInNames } from './entry.ts';
import { checkFields } from './fields.ts';
import { afterwards, scratchedCars } from './alternates.ts';
import { mayShareOut } from './share-out.ts';
import {
  approved,
  classFor,
  type Deciding,
  factOf,
  type Handler,
  joinPasses,
  knownCars as among,
  meetingFor,
  mustBe,
  noRepeats,
  passGates,
  raceFor,
} from './deciding.ts';
import { proposedBefore, waitsForOthers, withFieldsOfFirst } from './proposals.ts';
import { mayBeNominated } from './nominations.ts';

type ActCommand = Given & { readonly do: 'mark' | 'record' | 'call' } & CommandFields['call'];

const FACT_OF = { mark: 'moment-marked', record: 'record-made', call: 'call-made' } as const satisfies Record<string, FactKind>;

export const act: Handler<'mark' | 'record' | 'call'> = (deciding) => {
  const { context } = deciding;
  const command = deciding.command as ActCommand;
  const rule = context.book.acts.get(command.name);
  const same = [...context.book.acts.values()].filter((each) => each.sort === command.do).map((each) => each.id);
  if (!rule || rule.sort !== command.do)
    return refuse(
      'unknown-act',
      `the rulebook has no ${command.do} "${command.name}"${rule ? `; it is a ${rule.sort}` : didYouMean(command.name, same)}`,
      { field: 'name' },
    );
  if (!rule.confirmedBy) mustBe(deciding, rule.by, rule.clauses, `give ${rule.id}`);
  const approvals = approved(deciding, rule.approvals, command.approvals ?? [], rule);
  const place = placeOf(deciding, rule, command);
  const before = proposedBefore(deciding, rule, place, bodyOf(command, command.fields ?? {}));
  const body = withFieldsOfFirst(bodyOf(command, command.fields ?? {}), before);
  checkFields(rule.id, rule.fields, body.fields, rule.clauses);
  once(deciding, rule, place, body);
  checkSending(deciding, rule, body);
  mayShareOut(deciding, rule.id, place);
  const nth = nthOf(deciding, rule, place, body);
  const draft = { by: command.by, body, ...place } as Fact<'call-made'>;
  ladderOpen(deciding, rule, place, draft, nth);
  const classId = classOfSubject(deciding, place, body);
  const where = {
    ...place,
    ...whereOfCase(deciding, body),
    ...(classId === undefined ? {} : { class: classId }),
    ...((body.car ?? body.cars?.[0]) === undefined ? {} : { car: body.car ?? body.cars?.[0] ?? '' }),
  };
  const gates = passGates(deciding, [`${command.do}:${rule.id}`], where, {
    ...actNames(draft, nth),
    ...namesOfSubject(deciding, place, body),
  });
  mayBeNominated(context, body, place.season);
  const passes = joinPasses([approvals, mayActOn(deciding, rule, body), gates, afterwards(deciding, rule, place, draft, nth)]);
  if (waitsForOthers(scopeFor(context, where, actNames(draft, nth), command.at), rule, before))
    return [factOf(deciding, 'call-proposed', body, { ...place, passes })];
  const made = factOf(deciding, FACT_OF[command.do], body, { ...place, passes });
  return [made, ...valuesSet(deciding, draft, nth, place), ...withdrawals(deciding, draft, nth, place)];
};

/** An act about a case is asked where the case is about, whatever meeting is going on. */
function whereOfCase({ context }: Deciding, body: ActBody): Where {
  const filed = body.case === undefined ? undefined : caseById(context, body.case);
  return filed ? caseWhere(filed.fact) : {};
}

/** The class an act is about: the one named, else of the car's entry, else of the race. */
function classOfSubject(deciding: Deciding, place: Place, body: ActBody): string | undefined {
  const named = body.class ?? place.class;
  if (named !== undefined || place.race === undefined) return named;
  const classes = (place.race.split('/')[0] ?? '').split('+');
  const car = body.car ?? body.cars?.[0];
  return (
    classes.find((id) => place.meeting !== undefined && entries(deciding.context, place.meeting, id).some((entry) => entry.car === car)) ??
    classes[0]
  );
}

type Place = { readonly season?: string; readonly meeting?: string; readonly race?: string; readonly class?: string };

/** Where the act belongs and that what it is about exists. */
function placeOf(deciding: Deciding, rule: Act, command: ActCommand): Place {
  const { context } = deciding;
  const needs = rule.of;
  if (needs === 'race' && command.race === undefined)
    return refuse('field-missing', `${rule.id} is about a race: say which`, { clauses: rule.clauses, field: 'race' });
  if (needs === 'person' && command.person === undefined)
    return refuse('field-missing', `${rule.id} is about a person: say who`, { clauses: rule.clauses, field: 'person' });
  if (needs === 'case' && command.case === undefined)
    return refuse('field-missing', `${rule.id} is about a case: say which`, { clauses: rule.clauses, field: 'case' });
  const cars = command.cars ?? (command.car === undefined ? [] : [command.car]);
  if ((needs === 'car' || needs === 'entry') && cars.length === 0)
    return refuse('field-missing', `${rule.id} is about a car: say which`, { clauses: rule.clauses, field: 'car' });
  if (needs === 'class' && command.class === undefined && command.race === undefined)
    return refuse('field-missing', `${rule.id} is about a class: say which`, { clauses: rule.clauses, field: 'class' });
  if (needs === 'season' && command.season === undefined && command.meeting === undefined)
    return refuse('field-missing', `${rule.id} is about a season: say which`, { clauses: rule.clauses, field: 'season' });
  if (command.class !== undefined) classFor(context, command.class);
  if (command.race !== undefined) {
    const at = raceFor(deciding);
    carsMustBe(deciding, rule, at, command);
    return { meeting: at.meeting, race: at.race };
  }
  if (needs === 'entry') mustBeEntered(deciding, meetingFor(deciding), command.class, cars);
  if (needs === 'meeting' || needs === 'class' || needs === 'race' || needs === 'entry')
    return { meeting: meetingFor(deciding), ...(command.class !== undefined ? { class: command.class } : {}) };
  const meeting = command.meeting === undefined ? {} : { meeting: meetingFor(deciding) };
  return {
    ...(command.season !== undefined ? { season: command.season } : {}),
    ...meeting,
    ...(command.class !== undefined ? { class: command.class } : {}),
  };
}

function mustBeEntered(deciding: Deciding, meeting: string, classId: string | undefined, cars: readonly string[]): void {
  const known = entered(deciding.context, meeting, classFor(deciding.context, classId));
  const stranger = cars.find((car) => !known.some((entry) => entry.car === car));
  if (stranger !== undefined)
    refuse('unknown-car', `car ${stranger} is not signed in to ${classId ?? ''}${among(known.map((entry) => entry.car))}`, {
      field: 'car',
    });
}

/** In a race an act is about its cars, or about those that may still start. */
function carsMustBe(deciding: Deciding, rule: Act, at: { readonly meeting: string; readonly race: string }, command: ActCommand): void {
  const cars = command.cars ?? (command.car === undefined ? [] : [command.car]);
  noRepeats(cars, 'cars');
  const run = raceRun(deciding.context, at.meeting, at.race);
  const lined = lineUp(deciding.context, at.meeting, at.race);
  const finished = deciding.context.state.meetings.get(at.meeting)?.races.get(at.race)?.facts.of('race-finished').at(-1)?.body.order ?? [];
  const known = new Set([
    ...run.order,
    ...run.out.map((each) => each.car),
    ...finished,
    ...lined.alternates.map((each) => each.car),
    ...scratchedCars(deciding, at),
    ...Object.keys(run.replaced),
  ]);
  const stranger = cars.find((car) => !known.has(car));
  if (stranger !== undefined)
    refuse('unknown-car', `car ${stranger} is not in ${at.race}${among([...known])}`, { clauses: rule.clauses, field: 'car' });
  for (const field of rule.fields) {
    const given = command.fields?.[field.name];
    const named =
      field.type === 'car' && typeof given === 'string'
        ? [given]
        : (field.type === 'cars' || field.type === 'order') && Array.isArray(given)
          ? given.map(String)
          : [];
    const unknown = named.find((car) => !known.has(car));
    if (unknown !== undefined)
      refuse('unknown-car', `${field.name} of ${rule.id}: car ${unknown} is not in ${at.race}${among([...known])}`, {
        clauses: rule.clauses,
        field: field.name,
      });
    noRepeats(named, field.name);
  }
  notInTwoFiles(deciding, rule, command);
}

/** A call that says who stands in which file names each car once. */
function notInTwoFiles(deciding: Deciding, rule: Act, command: ActCommand): void {
  const files = (deciding.context.book.restarts ?? []).find((each) => each.files?.call === rule.id)?.files?.from ?? [];
  const seen = new Set<string>();
  for (const field of files) {
    const named = command.fields?.[field];
    for (const car of Array.isArray(named) ? named.map(String) : []) {
      if (seen.has(car)) refuse('car-twice', `car ${car} cannot stand in two files`, { clauses: rule.clauses, field });
      seen.add(car);
    }
  }
}

function bodyOf(command: ActCommand, fields: Fields): ActBody {
  return {
    name: command.name,
    fields,
    approvals: command.approvals ?? [],
    ...(command.class !== undefined ? { class: command.class } : {}),
    ...(command.car !== undefined ? { car: command.car } : {}),
    ...(command.cars !== undefined ? { cars: command.cars } : {}),
    ...(command.person !== undefined ? { person: command.person } : {}),
    ...(command.case !== undefined ? { case: command.case } : {}),
  };
}

/** Refuses a second one inside the window of `once`. */
function once(deciding: Deciding, rule: Act, place: Place, body: ActBody): void {
  if (!rule.once) return;
  const first = window(deciding, rule.once.per, place).find(
    (fact) =>
      fact.body.name === rule.id &&
      (rule.once?.per === 'restart' ||
        rule.of === 'race' ||
        rule.of === 'meeting' ||
        rule.of === 'club' ||
        (fact.body.person === body.person && carsOf(fact)[0] === (body.car ?? body.cars?.[0]))),
  );
  if (first) refuse('once', rule.once.says, { clauses: rule.once.clauses, facts: [first.seq] });
}

function window(deciding: Deciding, per: NonNullable<Act['once']>['per'], place: Place) {
  const { context } = deciding;
  if (per === 'ever') return allActs(context);
  if (per === 'season')
    return allActs(context).filter(
      (fact) =>
        fact.season === (place.season ?? (place.meeting === undefined ? undefined : context.state.meetings.get(place.meeting)?.season)),
    );
  if (place.meeting === undefined) return [];
  if (per === 'meeting') return actsAt(context, place.meeting);
  const acts = actsAt(context, place.meeting, place.race);
  if (per === 'race') return acts;
  const green = context.state.meetings
    .get(place.meeting)
    ?.races.get(place.race ?? '')
    ?.facts.of('flag-shown')
    .findLast((fact) => fact.body.flag === 'green');
  return acts.filter((fact) => fact.seq > (green?.seq ?? 0));
}

/** Which one of its kind this is: on its ladder, else of its name on this car or race. */
function nthOf(deciding: Deciding, rule: Act, place: Place, body: ActBody): number {
  const { context } = deciding;
  const car = body.car ?? body.cars?.[0];
  const ladder = rule.ladder === undefined ? undefined : context.book.ladders.get(rule.ladder);
  if (ladder && place.meeting !== undefined && place.race !== undefined && car !== undefined) {
    const run = raceRun(context, place.meeting, place.race);
    const classId = place.race.split('/')[0] ?? '';
    return (
      (run.counts[ladder.id]?.[car] ?? 0) +
      countBefore(context, ladder, { meeting: place.meeting, race: place.race, class: classId, round: '' }, car, Number.MAX_SAFE_INTEGER) +
      1
    );
  }
  const counts = callCounts(context, { ...place, ...(car !== undefined ? { car } : {}) });
  return (counts[rule.id.replaceAll('-', '_')]?.() ?? 0) + 1;
}

/** A call that does nothing but count on a ladder that is closed here is refused by the ladder's own clause. */
function ladderOpen(deciding: Deciding, rule: Act, place: Place, draft: Fact<'call-made'>, nth: number): void {
  const { context, command } = deciding;
  const parts = rule.sort === 'call' ? consequencesOf(context, { ...draft, at: command.at }, nth) : [];
  const ladders = [
    ...(rule.ladder === undefined ? [] : [rule.ladder]),
    ...parts.flatMap(({ consequence }) => (consequence.kind === 'count' ? [consequence.ladder] : [])),
  ];
  const others = parts.filter(({ consequence }) => consequence.kind !== 'count' && consequence.kind !== 'noted');
  const car = draft.body.car ?? draft.body.cars?.[0];
  for (const id of ladders) {
    const ladder = context.book.ladders.get(id);
    const classId = draft.body.class ?? place.race?.split('/')[0];
    if (
      ladder?.when &&
      others.length === 0 &&
      !holds(
        scopeFor(
          context,
          { ...place, ...(classId === undefined ? {} : { class: classId }), ...(car === undefined ? {} : { car }) },
          actNames(draft, nth),
          command.at,
        ),
        ladder.when,
      )
    )
      refuse('ladder-closed', `${rule.says}: it does not count here`, { clauses: ladder.whenClauses });
  }
}

function namesOfSubject(deciding: Deciding, place: Place, body: ActBody): Extra {
  const { context } = deciding;
  const ofCase = body.case === undefined ? {} : caseFields(context, body.case);
  const named = body.person;
  const ofPerson = (name: string): object =>
    lazy({ ...personFields(context, name), ...standingFields(context, name, place.meeting, deciding.command.at) });
  const person = named === undefined ? ofCase : { ...ofCase, person: () => ofPerson(named) };
  const car = body.car ?? body.cars?.[0];
  if (car === undefined) return person;
  const classId = body.class ?? place.race?.split('/')[0] ?? place.class;
  if (place.meeting === undefined || classId === undefined) {
    const papers = recordsOf(context, { car, ...(body.class === undefined ? {} : { class: body.class }) });
    return { ...person, number: () => car, car: () => lazy({ number: () => car, ...papers }) };
  }
  const known = entries(context, place.meeting, classId).some((entry) => entry.car === car);
  if (known || place.race !== undefined) return { ...person, number: () => car };
  return { ...signInNames(deciding, place.meeting, { class: classId, car, driver: '' }), ...person, number: () => car };
}

/** A call that sets a value puts that on record too, so that it counts wherever values are read. */
function valuesSet(deciding: Deciding, draft: Fact<'call-made'>, nth: number, place: Place): readonly NewFact[] {
  const { context, command } = deciding;
  if (context.book.acts.get(draft.body.name)?.sort !== 'call') return [];
  return consequencesOf(context, { ...draft, at: command.at }, nth).flatMap(({ consequence }) => {
    if (consequence.kind !== 'set-value') return [];
    const to = draft.body.fields[consequence.field];
    if (to === undefined) return [];
    const classId = draft.body.class ?? place.race?.split('/')[0];
    const body = {
      value: consequence.value,
      to,
      of: consequence.of === 'race' ? ('race' as const) : ('meeting' as const),
      ...(consequence.of === 'class' && classId !== undefined ? { class: classId } : {}),
      why: draft.body.name,
    };
    return [
      factOf(deciding, 'value-set', body, consequence.of === 'race' || place.meeting === undefined ? place : { meeting: place.meeting }),
    ];
  });
}

/** A call that sends cars home withdraws their entries. */
function withdrawals(deciding: Deciding, draft: Fact<'call-made'>, nth: number, place: Place): readonly NewFact[] {
  const { context, command } = deciding;
  const { meeting } = place;
  if (meeting === undefined || context.book.acts.get(draft.body.name)?.sort !== 'call') return [];
  if (!consequencesOf(context, { ...draft, at: command.at }, nth).some(({ consequence }) => consequence.kind === 'withdraw')) return [];
  const cars = draft.body.cars ?? [draft.body.car];
  const classes = (draft.body.class ?? place.race?.split('/')[0])?.split('+') ?? context.book.classes.map((each) => each.id);
  return classes
    .flatMap((id) => entered(context, meeting, id).filter((entry) => cars.includes(entry.car) || entry.driver === draft.body.person))
    .map((entry) => factOf(deciding, 'entry-withdrawn', { class: entry.class, car: entry.car, why: draft.body.name }, { meeting }));
}

export const tick: Handler<'tick'> = (deciding) => {
  const { command, context } = deciding;
  const known = context.book.procedures.map((each) => each.id);
  const step =
    context.book.procedures.find((each) => each.id === command.step) ??
    refuse('unknown-step', `the rulebook has no step "${command.step}"${didYouMean(command.step, known)}`, { field: 'step' });
  if (command.line !== undefined && !step.checklist.includes(command.line))
    return refuse('unknown-line', `${step.id} has no line "${command.line}"${didYouMean(command.line, step.checklist)}`, {
      clauses: step.clauses,
      field: 'line',
    });
  mustBe(deciding, step.for, step.clauses, `tick ${step.id}`);
  const place = command.race === undefined ? { meeting: meetingFor(deciding) } : raceFor(deciding);
  const body = {
    step: step.id,
    ...(command.line !== undefined ? { line: command.line } : {}),
    ...(command.car !== undefined ? { car: command.car } : {}),
    ...(command.class !== undefined ? { class: command.class } : {}),
  };
  return [factOf(deciding, 'step-ticked', body, place)];
};
