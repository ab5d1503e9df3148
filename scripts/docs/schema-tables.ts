import { rulebookJsonSchema } from '../../packages/rulebook/src/json-schema.ts';

/** A part of a JSON Schema, as far as the tables of the reference read it. */
export interface Node {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Node>>;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly pattern?: string;
}

/** A map of fields somewhere in a rulebook: `path` as `rounds.*.split`; a list has `[]`, a map with free names `.*`. */
export interface Block {
  readonly path: string;
  readonly node: Node;
}

const schema = JSON.parse(JSON.stringify(rulebookJsonSchema())) as Node;

function resolved(node: Node): Node {
  if (node.$ref === undefined) return node;
  const { $ref, ...own } = node;
  return { ...resolved(schema.$defs?.[$ref.split('/').at(-1) ?? ''] ?? {}), ...own };
}

/** What is the same in two blocks of the same fields, wherever they stand. */
export function keyOf(block: Block): string {
  const fields = Object.entries(block.node.properties ?? {}).map(([name, field]) => [name, takes(field), resolved(field).description]);
  return JSON.stringify([fields, block.node.required]);
}

/** Every block of a rulebook, by path, in the order of the schema; a block inside itself is listed once. */
export function everyBlock(): readonly Block[] {
  const found: Block[] = [];
  const visit = (source: Node, path: string, within: readonly string[]): void => {
    const node = resolved(source);
    const key = JSON.stringify(node);
    if (within.includes(key)) return;
    const inner = [...within, key];
    if (node.properties) found.push({ path, node });
    for (const [name, field] of Object.entries(node.properties ?? {})) visit(field, path === '' ? name : `${path}.${name}`, inner);
    if (typeof node.additionalProperties === 'object') visit(node.additionalProperties, `${path}.*`, inner);
    if (node.items) visit(node.items, `${path}[]`, inner);
    for (const branch of node.anyOf ?? []) visit(branch, path, inner);
  };
  visit(schema, '', []);
  return found;
}

/** Every word that a field may be set to. */
export function everyChoice(): ReadonlySet<string> {
  const words = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { enum: choices, const: only } = node as Node;
    for (const word of [...(Array.isArray(choices) ? choices : []), ...(typeof only === 'string' ? [only] : [])]) words.add(String(word));
    for (const part of Object.values(node)) visit(part);
  };
  visit(schema);
  return words;
}

/** The table of the blocks at a path; of several that may stand there, the first field names each. */
export function fieldTable(path: string): string {
  const blocks = everyBlock().filter((each) => each.path === path);
  if (blocks.length === 0) throw new Error(`no block of a rulebook is at "${path}"`);
  const kinds = [...new Map(blocks.map((block) => [keyOf(block), block])).values()];
  const rows = kinds.flatMap(({ node }) =>
    Object.entries(node.properties ?? {}).map(([name, field], index) => row(node, name, field, kinds.length > 1 && index > 0)),
  );
  return ['| field | takes | left out | means |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function row(block: Node, name: string, field: Node, beside: boolean): string {
  const { default: standard, description } = resolved(field);
  const left = block.required?.includes(name) ? 'must be there' : standard === undefined ? '' : shown(standard);
  return `| ${beside ? '&nbsp;&nbsp;' : ''}\`${name}\` | ${takes(field)} | ${left} | ${cell(description ?? '')} |`;
}

function shown(value: unknown): string {
  return typeof value === 'boolean' ? (value ? '`true`' : '`false`') : `\`${String(value)}\``;
}

/** Text for a cell of a table. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** What may be written at a place, in words. */
function takes(source: Node): string {
  const node = resolved(source);
  if (node.enum) return node.enum.map((word) => `\`${word}\``).join(', ');
  if (node.const !== undefined) return `\`${node.const}\``;
  if (Array.isArray(node.type))
    return node.type.includes('boolean')
      ? 'formula'
      : node.type.includes('number')
        ? 'name'
        : node.type.filter((each) => each !== 'null').join(' or ');
  if (node.anyOf) return union(node.anyOf);
  if (node.type === 'array') return listed(takes(node.items ?? {}));
  if (node.properties) return 'block';
  if (typeof node.additionalProperties === 'object') return `name to ${takes(node.additionalProperties)}`;
  if (node.pattern?.includes('$') && node.pattern.startsWith('^\\$')) return 'amount';
  return { string: 'text', boolean: '`true` or `false`', integer: 'whole number', number: 'number' }[String(node.type)] ?? 'anything';
}

function union(branches: readonly Node[]): string {
  const kinds = [...new Set(branches.map(takes))];
  if (kinds.length === 2 && kinds[0] === 'name' && kinds[1] === 'list of names') return 'name or list of names';
  return kinds.join(', or ');
}

/** Lists that have a section of their own are named after it. */
function listed(kind: string): string {
  if (kind.includes('`warning`')) return '[consequences](#consequences)';
  if (kind.includes('`finish-sum`')) return '[order keys](#order-keys)';
  return `list of ${plural(kind)}`;
}

function plural(kind: string): string {
  return ['name', 'text', 'block', 'formula', 'whole number', 'number', 'amount'].includes(kind) ? `${kind}s` : kind;
}
