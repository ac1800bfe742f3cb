import { count, flag, longDuration, plainNumber } from './quantities.ts';
import { law } from './law.ts';
import { section } from './section.ts';

/** No cluster has more HSMs. */
const MOST_HSMS = 28;

const hsm = section(
  {
    mtbf: longDuration(
      'Mean time between failures of one HSM, exponential; default availability.hsmMtbf (730 d, assumed).',
    ).optional(),
    repair: law(
      'Time until a failed HSM is replaced; default replace.detect and then hsm.provisioning, 12.8 min on average.',
    ).optional(),
  },
  'Failures of single HSMs.',
);

const zone = section(
  {
    mtbf: longDuration(
      'Mean time between failures of one availability zone, exponential; default availability.zoneMtbf (730 d, assumed).',
    ).optional(),
    repair: law(
      'How long a zone is down; default availability.zoneRepair (2 h, assumed).',
    ).optional(),
  },
  'Failures of availability zones, with all HSMs in them.',
);

const store = section(
  {
    mtbf: longDuration(
      'Mean time between outages of the whole store; default availability.storeMtbf (365 d, assumed).',
    ).optional(),
    repair: law(
      'How long such an outage lasts; default availability.storeRepair (30 min, assumed).',
    ).optional(),
  },
  'Outages that no number of HSMs helps against: operator errors, lost connections.',
);

export const availability = section(
  {
    hsm: hsm.optional(),
    zone: zone.optional(),
    store: store.optional(),
    years: plainNumber(
      'Years to simulate where failures are frequent enough to be waited for; default 10000. Rare ones are speeded up instead.',
      0.01,
      1e6,
    ).optional(),
    needed: count(
      'HSMs that must be up to carry the load, with keyStores in the cluster of one key store; default as many as the load of the run needs.',
      1,
      MOST_HSMS,
    ).optional(),
    oneRepairer: flag('One HSM is repaired at a time; default false: each by itself.').optional(),
  },
  'How often HSMs, zones and the store as a whole fail, and for how long: for the availability over years. Only for stores with HSMs.',
);
