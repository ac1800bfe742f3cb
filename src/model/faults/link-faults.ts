import type { KmsConfig, LinkFault } from '../config.ts';
import type { Agenda } from '../control/agenda.ts';
import type { Cluster } from '../hsm/cluster.ts';
import type { Links } from '../network/links.ts';
import type { Zones } from '../network/zones.ts';
import type { FaultFamily } from './fault-family.ts';

/** A link is slow, loses hops, or lets nothing pass; that it is cut is known after a while. */
export class LinkFaults implements FaultFamily<LinkFault> {
  readonly #kms: KmsConfig;
  readonly #links: Links;
  readonly #zones: Zones;
  readonly #cluster: Cluster | null;
  readonly #agenda: Agenda;

  constructor(kms: KmsConfig, links: Links, zones: Zones, cluster: Cluster | null, agenda: Agenda) {
    this.#kms = kms;
    this.#links = links;
    this.#zones = zones;
    this.#cluster = cluster;
    this.#agenda = agenda;
  }

  begin(fault: LinkFault): void {
    this.#links.byName(fault.link).begin(fault);
    if (fault.isCut) this.#agenda.after(this.#kms.detectLinkNs, () => this.#review(fault));
  }

  end(fault: LinkFault, over: () => void): void {
    this.#links.byName(fault.link).end(fault);
    if (fault.isCut) this.#agenda.after(this.#kms.rejoinNs, () => this.#review(fault));
    over();
  }

  /** Belief catches up with the link, in the zones that the fault concerns. */
  #review(fault: LinkFault): void {
    const link = this.#links.byName(fault.link);
    for (let zone = 0; zone < this.#zones.count; zone++) {
      if (fault.zone !== null && fault.zone !== zone) continue;
      const isUp = !link.isCut(zone);
      if (fault.link === 'client-kms') this.#zones.believeLink(zone, isUp);
      else if (fault.link === 'kms-hsm') this.#cluster?.linkBelief(zone, isUp);
    }
  }
}
