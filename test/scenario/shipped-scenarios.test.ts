import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { meanRate } from '../../src/model/index.ts';
import { loadScenario, readFamily, scenarioJsonSchema } from '../../src/scenario/index.ts';

const FOLDER = join(import.meta.dirname, '../../scenarios');
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
/** What a scenario is warned of and asks all the same. */
const MEANT_WARNINGS: Readonly<Record<string, readonly string[]>> = {
  // The question of the scenario is what happens beyond it.
  '06-xks-onprem-35ms.yaml': [
    'A proxy is farther away than the 35 ms that AWS asks for: jitter, warm, cold.',
  ],
};
const SCHEMA_FILE = 'scenario.schema.json';

function read(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8');
}

function study(name: string) {
  return loadScenario({ text: read(name), fileName: `scenarios/${name}` });
}

// Draft-07 patterns of units use no feature that needs ajv's strict mode.
const validate = new Ajv({ strict: false }).compile(scenarioJsonSchema());

describe('the JSON Schema', () => {
  it('beside the scenarios is the one that the code makes', () => {
    expect(JSON.parse(read(SCHEMA_FILE))).toEqual(scenarioJsonSchema());
  });

  it('describes every setting, since the descriptions are the hover texts', () => {
    const undescribed: string[] = [];
    const walk = (schema: Record<string, unknown>, path: string): void => {
      const properties = schema['properties'] as
        Record<string, Record<string, unknown>> | undefined;
      for (const [name, inner] of Object.entries(properties ?? {})) {
        if (typeof inner['description'] !== 'string') undescribed.push(`${path}.${name}`);
        walk(inner, `${path}.${name}`);
      }
      for (const key of ['anyOf', 'oneOf', 'allOf']) {
        const inner = schema[key] as Record<string, unknown>[] | undefined;
        inner?.forEach((each) => walk(each, path));
      }
      for (const key of ['additionalProperties', 'items']) {
        const inner = schema[key];
        if (typeof inner === 'object' && inner !== null)
          walk(inner as Record<string, unknown>, path);
      }
    };
    const schema = scenarioJsonSchema();
    walk(schema, '');
    walk((schema['definitions'] as Record<string, Record<string, unknown>>)['law']!, 'law');
    expect(undescribed).toEqual([]);
  });

  it('refuses in the editor what the loader refuses', () => {
    const good = parse(read(FILES[0]!)) as Record<string, unknown>;
    expect(validate(good)).toBe(true);
    expect(validate({ ...good, tilte: 'x' })).toBe(false);
    expect(validate({ ...good, run: { duration: 10 } })).toBe(false);
    expect(validate({ ...good, run: { duration: '10 minutes' } })).toBe(false);
    expect(validate({ ...good, stores: { cks: { kind: 'cloud' } } })).toBe(false);
  });
});

describe.each(FILES)('%s', (name) => {
  it('starts with the modelines that both families of editors read', () => {
    expect(read(name).split('\n').slice(0, 2)).toEqual([
      '# yaml-language-server: $schema=./scenario.schema.json',
      '# $schema: ./scenario.schema.json',
    ]);
  });

  it('satisfies the JSON Schema', () => {
    validate(parse(read(name)));
    expect(validate.errors).toBe(null);
  });

  it('loads without a warning that is not meant, with a title, a question and notes', () => {
    const { title, question, notes, warnings, designs } = study(name);
    expect(warnings).toEqual(MEANT_WARNINGS[name] ?? []);
    expect(title.length).toBeGreaterThan(10);
    expect(question).toMatch(/\?$/);
    expect(notes.length).toBeGreaterThan(1);
    expect(new Set(designs.map((design) => design.name)).size).toBe(designs.length);
  });

  it('has variants that make sense, each with something changed', () => {
    const { variantNames, variant } = readFamily({ text: read(name), fileName: name });
    for (const own of variantNames) expect(variant(own).changes).not.toEqual([]);
  });

  it('is plain data: what comes out of JSON is what went in', () => {
    const made = study(name);
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  });

  it('asks for at most eight million simulated calls, so that it ends within half a minute', () => {
    const { designs, loads, run } = study(name);
    const load = loads.reduce((sum, each) => sum + each, 0);
    const calls = designs.map(({ world }) => {
      const seconds = (world.warmUpNs + world.durationNs) / 1e9;
      return world.workloads.reduce(
        (sum, { arrivals }) =>
          sum + (meanRate(arrivals, 0, world.warmUpNs + world.durationNs) ?? 0) * seconds,
        0,
      );
    });
    const total = calls.reduce((sum, each) => sum + each, 0) * load * run.replications;
    expect(total).toBeLessThanOrEqual(8e6);
  });
});

describe('the cost scenario', () => {
  it('holds the rules of the sum that circulates', () => {
    const { pricing, designs } = study('03-cost-4-vs-2308.yaml');
    const { keyMonth, requestsPer10k, hsmHour } = pricing.book;
    const requests = pricing.callsPerMonth['app']!;
    const standard = keyMonth.microUsd + (requests / 10_000) * requestsPer10k.microUsd;
    expect(standard / 1e6).toBe(4);
    const { hsms } = designs.find(({ store }) => store === 'cks')!.billing;
    expect((standard + hsms * pricing.hoursPerMonth * hsmHour!.microUsd) / 1e6).toBe(2308);
  });
});
