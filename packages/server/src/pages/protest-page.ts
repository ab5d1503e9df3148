import { type ActField, type CaseRule, contextOn, filingFee } from '@racetower/engine';
import { html } from 'hono/html';
import { type Html, note, type PageParts, shortcuts } from './layout.ts';
import { meetingOfNow } from './club-page.ts';
import { dayOfMeeting } from './day.ts';
import { meetingTitle } from './meeting-page.ts';
import { clubPath, protestPath, rulebookPath } from './paths.ts';
import { FIELD, formFields, type Written } from './protest-fields.ts';
import type { Reading } from './reading.ts';
import { clauseLinks } from './why-link.ts';
import { moneyText, momentText, raceName, readable, sentence } from './words.ts';

/** What is wrong with what was written: a sentence at its field, or for the whole. */
export interface Fault {
  readonly field?: string;
  readonly says: string;
  readonly clauses?: readonly string[];
}

export interface ProtestShown {
  readonly written: Written;
  readonly faults: readonly Fault[];
  /** Sent with the form, so that what is sent twice is filed once. */
  readonly key: string;
  /** Roles in which whoever is at the form may file; none: they are not signed in. */
  readonly roles: readonly string[];
}

/** The kind of case that is filed, and where: by the address, else the first kind and the meeting of now. */
export function filingOf(
  reading: Reading,
  written: Written,
): { readonly rule: CaseRule | undefined; readonly meeting?: string; readonly race?: string } {
  const { cases } = reading.book;
  const rule = written['case'] === undefined ? [...cases.values()][0] : cases.get(written['case']);
  const meeting = reading.meeting(written['meeting'] ?? '')?.id ?? meetingOfNow(reading)?.id;
  const race = written['race'];
  return { rule, ...(meeting === undefined ? {} : { meeting }), ...(race === undefined || race === '' ? {} : { race }) };
}

/** What filing costs; nothing when it is free, or when that is known only of what is written. */
export function feeOf(
  reading: Reading,
  rule: CaseRule,
  { meeting, race, written = {} }: { readonly meeting?: string; readonly race?: string; readonly written?: Written },
): number | undefined {
  if (!rule.fee) return undefined;
  const day = reading.meeting(meeting ?? '')?.date ?? reading.today;
  const body = { id: '', rule: rule.id, filer: (written['filer'] ?? '').trim(), fields: formFields(rule, written), paidCents: 0 };
  const at = reading.served.club.now();
  const draft = {
    by: '',
    at,
    body: race === undefined ? body : { ...body, class: race.split('/')[0]?.split('+')[0] ?? '' },
    ...(meeting === undefined ? {} : { meeting }),
    ...(race === undefined ? {} : { race }),
  };
  try {
    return filingFee(contextOn(reading.served.club.editions, reading.state, day), rule.fee.cents, draft).value;
  } catch {
    return undefined;
  }
}

/** The form of a protest, claim or other case, with its clock and its fee. Nothing when the rulebook has no such case. */
export function protestPage(reading: Reading, shown: ProtestShown): PageParts | undefined {
  const { club, book } = reading;
  const filing = filingOf(reading, shown.written);
  const { rule } = filing;
  if (!rule) return undefined;
  const kinds = [...book.cases.values()];
  return {
    title: sentence(rule.says),
    path: protestPath(club, { case: rule.id }),
    describes: `File ${rule.says} at ${book.club.name}: how long there is, what it costs, and what happens then.`,
    trail: [{ name: book.club.name, path: clubPath(club) }],
    hidden: shown.faults.length > 0,
    ...(shown.faults.length > 0 ? { status: 422 } : {}),
    content: [
      ...(kinds.length > 1
        ? [
            shortcuts(
              'What to file',
              kinds.map((each) => [sentence(each.says), protestPath(club, { ...shown.written, case: each.id })]),
            ),
          ]
        : []),
      rulesPart(reading, rule, filing),
      formPart(reading, shown, rule),
    ],
  };
}

interface DeadlineSeen {
  readonly deadline: string;
  readonly at: string;
  readonly passed: boolean;
}

/** The clock, the fee and the clauses, before anybody writes a word. */
function rulesPart(reading: Reading, rule: CaseRule, { meeting, race }: { readonly meeting?: string; readonly race?: string }): Html {
  const asked =
    meeting === undefined ? undefined : reading.ask<{ readonly deadlines: readonly DeadlineSeen[] }>('deadlines', { meeting, race });
  const clocks = asked?.ok === true ? asked.answer.deadlines : [];
  const fee = feeOf(reading, rule, { ...(meeting === undefined ? {} : { meeting }), ...(race === undefined ? {} : { race }) });
  const by = rule.by.includes('anyone') ? 'Anybody who is signed in may file.' : `May be filed by: ${rule.by.map(readable).join(', ')}.`;
  return html`<section class="hero">
    <h2 id="rules">Before you file</h2>
    <ul class="list">
      <li>
        <span>${by} (${clauseLinks(reading, rule.clauses)}) <a href="${rulebookPath(reading.club)}">The rulebook</a></span>
      </li>
      ${rule.fee ? html`<li><span>${fee === undefined ? 'There is a fee.' : html`The fee is <strong>${moneyText(reading.book, fee)}</strong>`}${rule.fee.pay.length > 0 ? `, paid by ${rule.fee.pay.map(readable).join(' or ')}` : ''}. (${clauseLinks(reading, rule.fee.clauses)})</span></li>` : ''}
      ${clocks.map(
        (each) =>
          html`<li>
            <span
              >${sentence(reading.book.deadlines.get(each.deadline)?.says ?? each.deadline)}:
              ${each.passed ? 'was at' : html`<strong><time class="ends" datetime="${each.at}">until</time></strong>`}
              ${momentText(each.at, reading.zone)}</span
            >
          </li>`,
      )}
    </ul>
  </section>`;
}

function formPart(reading: Reading, { written, faults, key, roles }: ProtestShown, rule: CaseRule): Html {
  const { meeting, race } = filingOf(reading, written);
  const faultAt = (field: string): Fault | undefined => faults.find((each) => each.field === field);
  const known = new Set(['filer', 'against', 'car', 'about', 'race', 'paid', ...rule.fields.map((field) => FIELD + field.name)]);
  const general = faults.filter((each) => each.field === undefined || !known.has(each.field));
  const fee = feeOf(reading, rule, { written, ...(meeting === undefined ? {} : { meeting }), ...(race === undefined ? {} : { race }) });
  return html`<form class="form" method="post" action="${protestPath(reading.club)}" novalidate>
    ${alertPart(reading, faults, general)}
    ${roles.length === 0 ? html`<p class="alert">Sign in first, as driver, handler or official: <a href="/console">sign in</a>. Then come back to this page. On paper, an official at the tower files it for you.</p>` : ''}
    <input type="hidden" name="key" value="${key}" /><input
      type="hidden"
      name="case"
      value="${rule.id}"
    />${meeting === undefined ? '' : html`<input type="hidden" name="meeting" value="${meeting}" />`}
    ${
      roles.length > 1
        ? choice(
            { name: 'by', label: 'I file as', fault: faultAt('by') },
            roles.map((role) => [role, sentence(readable(role))]),
            written['by'],
          )
        : ''
    }
    ${racePart(reading, meeting, { race, fault: faultAt('race') })}
    ${line({ name: 'filer', label: 'Who files', hint: 'First and last name, as signed in', fault: faultAt('filer') }, written['filer'])}
    ${line({ name: 'against', label: 'Against whom', hint: 'Left empty where it is against nobody', fault: faultAt('against') }, written['against'])}
    ${line({ name: 'car', label: 'Their car', hint: 'Its number', fault: faultAt('car') }, written['car'])}
    ${rule.fields.map((field) => fieldPart(field, written[FIELD + field.name], faultAt(FIELD + field.name)))}
    ${rule.fee ? paidPart(reading, rule, { fee, written, fault: faultAt('paid') }) : ''}
    <button type="submit">File it</button>
  </form>`;
}

function alertPart(reading: Reading, faults: readonly Fault[], general: readonly Fault[]): Html {
  if (faults.length === 0) return html``;
  const cited = (fault: Fault): Html =>
    (fault.clauses ?? []).length === 0 ? html`` : html` (${clauseLinks(reading, fault.clauses ?? [])})`;
  return html`<div class="alert" role="alert">
    <p><strong>It is not filed yet.</strong> What you wrote is still here.</p>
    ${general.map((each) => html`<p>${sentence(each.says)}.${cited(each)}</p>`)}${faults
      .filter((each) => !general.includes(each))
      .map((each) => html`<p><a href="#${each.field}">${sentence(each.says)}</a></p>`)}
  </div>`;
}

interface Asking {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly fault: Fault | undefined;
}

/** What belongs to a field: its label above, what is wrong and what to write below, both read with it. */
function around({ name, label, hint, fault }: Asking, input: Html): Html {
  return html`<div class="field">
    <label for="${name}">${label}</label>${input}${hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${hint}</p>`}${
      fault ? html`<p class="fault" id="${name}-fault">${sentence(fault.says)}</p>` : ''
    }
  </div>`;
}

const told = ({ name, hint, fault }: Asking): Html => {
  const ids = [...(hint === undefined ? [] : [`${name}-hint`]), ...(fault ? [`${name}-fault`] : [])];
  return html`${ids.length === 0 ? '' : html` aria-describedby="${ids.join(' ')}"`}${fault ? html` aria-invalid="true"` : ''}`;
};

const line = (asking: Asking, value = '', type = 'text'): Html =>
  around(
    asking,
    html`<input
      id="${asking.name}"
      name="${asking.name}"
      type="${type}"
      value="${value}"
      maxlength="200"
      autocomplete="off"
      ${told(asking)}
    />`,
  );

const choice = (asking: Asking, options: readonly (readonly [string, string])[], value = ''): Html =>
  around(
    asking,
    html`<select id="${asking.name}" name="${asking.name}" ${told(asking)}>
      ${options.map(([id, says]) => html`<option value="${id}" ${id === value ? html` selected` : ''}>${says}</option>`)}
    </select>`,
  );

function racePart(
  reading: Reading,
  meeting: string | undefined,
  { race, fault }: { readonly race: string | undefined; readonly fault: Fault | undefined },
): Html {
  if (meeting === undefined) return html``;
  const { races } = dayOfMeeting(reading, meeting);
  const own = reading.meeting(meeting);
  return choice(
    { name: 'race', label: 'About which race', ...(own ? { hint: meetingTitle(own) } : {}), fault },
    [['', 'No single race'], ...races.map((each) => [each.race, raceName(reading.book, each.race)] as const)],
    race,
  );
}

/** A field that the rulebook asks for. */
function fieldPart(field: ActField, value: string | undefined, fault: Fault | undefined): Html {
  const name = FIELD + field.name;
  const label = `${sentence(readable(field.name))}${field.optional ? ' (may be left out)' : ''}`;
  const asking = { name, label, fault };
  switch (field.type) {
    case 'boolean':
      return html`<div class="field">
        <label class="tick"
          ><input id="${name}" name="${name}" type="checkbox" value="yes" ${value === 'yes' ? html` checked` : ''}${told(asking)} />
          ${label}</label
        >${fault ? html`<p class="fault" id="${name}-fault">${sentence(fault.says)}</p>` : ''}
      </div>`;
    case 'choice':
      return choice(asking, [['', 'Choose'], ...(field.choices ?? []).map((each) => [each, sentence(readable(each))] as const)], value);
    case 'number':
      return line(asking, value, 'number');
    case 'money':
      return line({ ...asking, hint: 'As 25.00' }, value);
    case 'date':
      return line(asking, value, 'date');
    case 'link':
      return line({ ...asking, hint: 'An address of the web, as https://…' }, value, 'url');
    case 'cars':
    case 'list':
    case 'order':
      return line({ ...asking, hint: 'With commas between' }, value);
    case 'text':
      return around(
        asking,
        html`<textarea id="${name}" name="${name}" rows="4" maxlength="5000" ${told(asking)}>${value ?? ''}</textarea>`,
      );
    case 'time':
    case 'instant':
    case 'car':
    case 'person':
    case 'class':
      return line(asking, value);
  }
}

interface Paying {
  readonly fee: number | undefined;
  readonly written: Written;
  readonly fault: Fault | undefined;
}

function paidPart(reading: Reading, rule: CaseRule, { fee, written, fault }: Paying): Html {
  const pay = rule.fee?.pay ?? [];
  const amount = fee === undefined ? 'The fee' : `The fee of ${moneyText(reading.book, fee)}`;
  return html`<div class="field">
    <label class="tick"
      ><input
        id="paid"
        name="paid"
        type="checkbox"
        value="yes"
        ${written['paid'] === 'yes' ? html` checked` : ''}${told({ name: 'paid', label: '', fault })}
      />
      ${amount} is handed over with this form</label
    >${fault ? html`<p class="fault" id="paid-fault">${sentence(fault.says)}</p>` : ''}${
      pay.length > 1
        ? choice(
            { name: 'paid-by', label: 'Paid by', fault: undefined },
            pay.map((each) => [each, sentence(readable(each))]),
            written['paid-by'],
          )
        : ''
    }
  </div>`;
}

/** What somebody sees who filed: the number of the case and what happens now. */
export function filedPage(reading: Reading, id: string): PageParts {
  const { club, book } = reading;
  return {
    title: 'It is filed',
    path: protestPath(club, { filed: id }),
    describes: 'A case was filed.',
    trail: [{ name: book.club.name, path: clubPath(club) }],
    hidden: true,
    content: [
      html`<p class="alert done" role="status">Filed under the number <strong>${id}</strong>. Keep it: officials find the case by it.</p>`,
      note('The verdict is posted here when it is decided, where the rulebook publishes it.'),
      shortcuts('Next', [
        ['Verdicts', `${clubPath(club)}/verdicts`],
        ['File another', protestPath(club)],
      ]),
    ],
  };
}
