import { z } from 'zod';
import { law } from './law.ts';
import { count, share } from './quantities.ts';
import { section } from './section.ts';

const links = section(
  {
    zones: count('Availability zones in use, named a, b, c …; default 3.', 1, 6).optional(),
    sameZone: law('Round trip inside a zone; default by the fact network.sameZone.').optional(),
    crossZone: law(
      'Round trip between two zones; default by the fact network.crossZone.',
    ).optional(),
    clientToKms: law(
      'Round trip between a client and KMS; default by the fact network.clientToKms.',
    ).optional(),
    kmsToClient: law(
      'One way: the hop of an answer from KMS to the client, where it is not half of clientToKms.',
    ).optional(),
    loss: share(
      'Chance that one hop is lost and sent again, on every link; default by the fact network.loss.',
    ).optional(),
  },
  'Round trips, each a law of time; a plain duration is constant.',
  {
    roundTrip: 'write roundTrip on the store of kind: external',
  },
);

export const network = z
  .union([
    z
      .literal('none', {
        error: 'must be none, or a map of round trips, such as { crossZone: 0.8 ms }',
      })
      .describe('No network and no client library overhead: textbook stations.'),
    links,
  ])
  .describe('Round trips between clients, KMS and HSMs; none for textbook stations.');
