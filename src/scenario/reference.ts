import { scenarioJsonSchema } from './json-schema.ts';

/** What a JSON Schema node can hold, as far as the reference looks at it. */
interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly items?: SchemaNode;
  readonly const?: string;
  readonly $ref?: string;
}

/**
 * Every word of a scenario with its meaning, as a Markdown table: the hover texts of the schema,
 * which is where they are written. Laws of time are a table of their own.
 */
export function scenarioReference(): string {
  const schema = scenarioJsonSchema() as SchemaNode & {
    readonly definitions?: Readonly<Record<string, SchemaNode>>;
  };
  const rows = Object.entries(schema.properties ?? {})
    .filter(([name]) => name !== '$schema')
    .flatMap(([name, node]) => rowsOf(name, node));
  const laws = Object.entries(schema.definitions?.['law']?.properties ?? {}).map(([name, node]) =>
    row(name, node.description),
  );
  return [
    '| word | meaning |',
    '| --- | --- |',
    ...rows,
    ...(laws.length === 0
      ? []
      : [
          '',
          'Laws of time, wherever one is asked for:',
          '',
          '| law | parameters |',
          '| --- | --- |',
        ]),
    ...laws,
  ].join('\n');
}

function rowsOf(path: string, node: SchemaNode): string[] {
  return [row(path, node.description), ...rowsBelow(path, node)];
}

function rowsBelow(path: string, node: SchemaNode): string[] {
  // Facts are listed by `cksim explain`, each with more than a row can hold.
  if (path === 'assume') return [];
  const rows: string[] = [];
  for (const [name, child] of collapsed(node.properties ?? {})) {
    rows.push(...rowsOf(`${path}.${name}`, child));
  }
  if (typeof node.additionalProperties === 'object') {
    rows.push(...rowsBelow(`${path}.NAME`, node.additionalProperties));
  }
  if (node.items !== undefined) rows.push(...rowsBelow(`${path}[]`, node.items));
  const told = new Set<string>();
  for (const choice of [...(node.anyOf ?? []), ...(node.oneOf ?? [])]) {
    const kind = choice.properties?.['kind']?.const;
    const branch = kind === undefined ? path : `${path} (${kind})`;
    for (const line of rowsBelow(branch, choice)) {
      // What an earlier kind has in the very same words is not told again.
      const words = line.replace(branch, '');
      if (!told.has(words)) rows.push(line);
      told.add(words);
    }
  }
  return rows;
}

/** Neighbours of one meaning, such as the operations, become one row. */
function collapsed(
  properties: Readonly<Record<string, SchemaNode>>,
): readonly (readonly [string, SchemaNode])[] {
  const entries = Object.entries(properties);
  const first = entries[0]?.[1].description;
  const isOneMeaning =
    entries.length > 2 && entries.every(([, child]) => child.description === first);
  return isOneMeaning ? [['OPERATION', entries[0]![1]]] : entries;
}

function row(path: string, meaning: string | undefined): string {
  const text = (meaning ?? '').replaceAll('|', '\\|').replaceAll('\n', ' ');
  return `| \`${path}\` | ${text} |`;
}
