import type { KmsConfig } from '../config.ts';
import type { Agenda } from '../control/agenda.ts';
import type { Cluster } from '../hsm/cluster.ts';
import type { Zones } from '../network/zones.ts';
import { Befallen } from './befallen.ts';
import type { FaultFamily, FaultOf } from './fault-family.ts';

/** A zone goes down with the HSMs and the part of KMS's front in it; memory is kept. */
export class ZoneFaults implements FaultFamily<FaultOf<'zone-down'>> {
  readonly #kms: KmsConfig;
  readonly #zones: Zones;
  readonly #cluster: Cluster | null;
  readonly #agenda: Agenda;
  /** The HSMs that were in the zone when each fault began. */
  readonly #befallen = new Map<FaultOf<'zone-down'>, Befallen>();

  constructor(kms: KmsConfig, zones: Zones, cluster: Cluster | null, agenda: Agenda) {
    this.#kms = kms;
    this.#zones = zones;
    this.#cluster = cluster;
    this.#agenda = agenda;
  }

  begin(fault: FaultOf<'zone-down'>): void {
    const { zone } = fault;
    const { detectZoneNs } = this.#kms;
    this.#zones.fail(zone);
    this.#agenda.after(detectZoneNs, () => this.#zones.review(zone));
    if (this.#cluster === null) return;
    const hsms = this.#cluster.hsms.flatMap((hsm) => (hsm.zone === zone ? [hsm.number] : []));
    this.#befallen.set(fault, new Befallen(hsms, this.#cluster));
    for (const hsm of hsms) this.#cluster.failHsm(hsm, detectZoneNs);
  }

  end(fault: FaultOf<'zone-down'>, over: () => void): void {
    const { zone } = fault;
    this.#zones.heal(zone);
    this.#agenda.after(this.#kms.rejoinNs, () => this.#zones.review(zone));
    for (const hsm of this.#befallen.get(fault)?.remaining() ?? []) this.#cluster!.healHsm(hsm);
    this.#befallen.delete(fault);
    over();
  }
}
