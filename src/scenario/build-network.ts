import { scaleLaw, type Law } from '../kernel/index.ts';
import type { NetworkConfig } from '../model/index.ts';
import { chosen, settle, type DesignContext } from './design-context.ts';
import { describeLaw } from './laws.ts';
import type { ScenarioInput } from './schema/scenario.ts';
import { formatShare } from './units.ts';

const NOTHING: Law = { kind: 'constant', value: 0 };
const NO_LOSS = { share: 0, retransmitNs: 0, most: 0 };

/** Round trips as written become laws of one direction: half of a round trip drawn afresh. */
export function buildNetwork(
  input: ScenarioInput['network'],
  hasLossyLinks: boolean,
  context: DesignContext,
): NetworkConfig {
  const { facts } = context;
  if (input === 'none') {
    return {
      zones: facts.unnoted().number('network.zones'),
      clientToKmsHopNs: NOTHING,
      kmsToClientHopNs: NOTHING,
      sameZoneHopNs: NOTHING,
      crossZoneHopNs: NOTHING,
      loss: NO_LOSS,
    };
  }
  const hop = (name: 'clientToKms' | 'sameZone' | 'crossZone'): Law => {
    const given = input?.[name];
    const fact = `network.${name}`;
    const roundTrip =
      given === undefined
        ? facts.law(fact)
        : settle(context, fact, ['network', name], given, describeLaw(given));
    return scaleLaw(roundTrip, 0.5);
  };
  const zones = input?.zones;
  const clientToKms = hop('clientToKms');
  return {
    zones:
      zones === undefined
        ? facts.number('network.zones')
        : settle(context, 'network.zones', ['network', 'zones'], zones, String(zones)),
    clientToKmsHopNs: clientToKms,
    kmsToClientHopNs: input?.kmsToClient ?? clientToKms,
    sameZoneHopNs: hop('sameZone'),
    crossZoneHopNs: hop('crossZone'),
    loss: lossOf(input?.loss, hasLossyLinks, context),
  };
}

/** What a lost hop costs rests on facts only where a hop can be lost. */
function lossOf(
  given: number | undefined,
  hasLossyLinks: boolean,
  context: DesignContext,
): NetworkConfig['loss'] {
  const { facts } = context;
  const share = chosen(context, 'network.loss', ['network', 'loss'], given, formatShare, null, () =>
    facts.number('network.loss'),
  );
  const used = share > 0 || hasLossyLinks ? facts : facts.unnoted();
  return {
    share,
    retransmitNs: used.durationNs('network.lossRetransmit'),
    most: used.number('network.lossAttempts'),
  };
}
