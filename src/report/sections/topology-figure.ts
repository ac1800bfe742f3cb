import { topology } from '../charts/topology.ts';
import { kindInWords, type Reading } from '../designs.ts';
import { cell, columns, figureBlock, type Block, type Table } from '../document.ts';
import { formatCount, formatMs } from '../format-number.ts';
import { joinInWords, plural } from '../phrases.ts';
import type { TopologyResult } from '../../plan/index.ts';

/** The design of the verdict as a drawing; nothing where there is none. */
export function topologyBlocks({ result, spotlight }: Reading): readonly Block[] {
  const own = result.topology.find(({ design }) => design === spotlight?.name);
  if (own === undefined || spotlight === null) return [];
  return [
    figureBlock({
      id: 'topology',
      caption: captionOf(own),
      description: `Boxes from top to bottom, a column for each zone: clients${own.kind === 'cloudhsm-direct' ? '' : ', AWS KMS'}, and what holds the keys, with mean round trips between them.`,
      spec: topology(own, spotlight.atReference),
      data: tableOf(own),
    }),
  ];
}

function captionOf({ design, kind, zones, keyStores, proxies }: TopologyResult): string {
  const hsms = zones.reduce((sum, zone) => sum + zone.hsms.length, 0);
  const housed = zones.filter((zone) => zone.hsms.length > 0).length;
  const where = plural(zones.length, formatCount(zones.length), 'zone');
  const fleet =
    hsms > 0
      ? `, ${plural(hsms, formatCount(hsms), 'HSM')}${keyStores > 1 ? ` in each of ${formatCount(keyStores)} key stores` : ''} in ${formatCount(housed)} of ${where}`
      : proxies > 0
        ? `, ${proxies === 1 ? '1 proxy' : `${formatCount(proxies)} proxies`} outside AWS`
        : '';
  const down = zones.filter(({ downBy }) => downBy.length > 0).map(({ name }) => name);
  const fault = down.length === 0 ? '' : `; the scenario takes zone ${joinInWords(down)} down`;
  return `${design}: ${kindInWords(kind)}${fleet}, clients in all of ${where}${fault}.`;
}

const LINKS: Readonly<Record<string, string>> = {
  clients: 'clients',
  kms: 'AWS KMS',
  'hsm-same-zone': 'HSM in the same zone',
  'hsm-other-zone': 'HSM in another zone',
  proxy: 'proxy',
};

function tableOf({ zones, links }: TopologyResult): Table {
  return {
    id: 'topology-data',
    caption: 'Zones and links',
    columns: columns('What', 'Holds', '#Mean round trip'),
    rows: [
      ...zones.map(({ name, hsms }) => [
        cell(`zone ${name}`),
        cell(['clients', ...hsms].join(', ')),
        cell('–'),
      ]),
      ...links.map(({ from, to, roundTripMs }) => [
        cell(`${LINKS[from] ?? from} to ${LINKS[to] ?? to}`),
        cell('–'),
        cell(formatMs(roundTripMs)),
      ]),
    ],
    isFolded: true,
  };
}
