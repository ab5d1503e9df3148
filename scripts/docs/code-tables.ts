import { COMMAND_SHAPES, VIEWS } from '@racetower/engine';
import { RESULT_COLUMNS } from '../../packages/rulebook/src/sheet/headings.ts';
import { COMPARABLE } from '../../packages/rulebook/src/index.ts';
import { FORMULA_FUNCTIONS, FORMULA_NAMES } from '../../packages/rulebook/src/formula-names.ts';
import { cell } from './schema-tables.ts';

/** `timesUs` is written `times-us` in a night. */
function kebab(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

const SCOPES: Readonly<Record<string, string>> = {
  always: 'everywhere',
  meeting: 'at a meeting',
  class: 'in a class',
  race: 'in a race',
  car: 'of a car',
  act: 'in acts and gates',
  points: 'in points rules',
  season: 'in the season block',
  case: 'in cases',
  status: 'in statuses',
  purse: 'in purses',
  fund: 'in funds',
};

/** The names of formulas, by where they can be read. */
export function nameTable(): string {
  const rows = FORMULA_NAMES.map((each) => `| \`${each.name}\` | ${SCOPES[each.where] ?? each.where} | ${cell(each.says)} |`);
  return ['| name | read | is |', '| --- | --- | --- |', ...rows].join('\n');
}

/** The functions of formulas. */
export function functionTable(): string {
  return [
    '| function | gives |',
    '| --- | --- |',
    ...FORMULA_FUNCTIONS.map((each) => `| \`${each.signature}\` | ${cell(each.says)} |`),
  ].join('\n');
}

const NEEDS: Readonly<Record<string, string>> = { season: '`season`', meeting: '`meeting`', race: '`race`' };

/** Fields of one command, with what it is about. */
export function commandTable(name: string): string {
  const shape = Object.entries(COMMAND_SHAPES).find(([kind]) => kind === name)?.[1];
  if (!shape) throw new Error(`there is no command "${name}"`);
  const fields = Object.entries(shape.fields).map(
    ([field, each]) =>
      `| \`${kebab(field)}\` | ${each.choices ? each.choices.map((word) => `\`${word}\``).join(', ') : each.type} | ${each.optional ? 'may be left out' : 'must be there'} | ${cell(each.says)} |`,
  );
  const about = shape.needs.length > 0 ? ` Is about a ${shape.needs.map((each) => NEEDS[each] ?? each).join(', ')}.` : '';
  const says = `${shape.says.charAt(0).toUpperCase()}${shape.says.slice(1)}.${about}`;
  if (fields.length === 0) return `${says} No fields of its own.`;
  return [says, '', '| field | type | | means |', '| --- | --- | --- | --- |', ...fields].join('\n');
}

/** Every view with what it is asked by and compared by. */
export function viewTable(): string {
  const code = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(' ');
  const rows = VIEWS.map(
    (each) => `| \`${each.name}\` | ${cell(each.says)} | ${code(each.fields)} | ${code(COMPARABLE[each.name] ?? [])} |`,
  );
  return ['| view | answers | asked by (`?`: may be left out) | compared by |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** The columns of a spreadsheet of results, with the headings that they go by. */
export function resultColumnTable(): string {
  const rows = Object.entries(RESULT_COLUMNS).map(
    ([name, { says, headings }]) =>
      `| \`${name}\` | ${cell(says)} | ${headings
        .filter((each) => each !== name)
        .map(cell)
        .join(', ')} |`,
  );
  return ['| column | is | also headed |', '| --- | --- | --- |', ...rows].join('\n');
}
