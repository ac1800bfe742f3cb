import type { KmsConfig } from '../config.ts';
import type { Agenda } from '../control/agenda.ts';
import type { Cluster } from '../hsm/cluster.ts';
import type { Zones } from '../network/zones.ts';
import type { FaultFamily, FaultOf } from './fault-family.ts';

/** A zone goes down with the HSMs and the part of KMS's front in it; memory is kept. */
export class ZoneFaults implements FaultFamily<FaultOf<'zone-down'>> {
  readonly #kms: KmsConfig;
  readonly #zones: Zones;
  readonly #cluster: Cluster | null;
  readonly #agenda: Agenda;

  constructor(kms: KmsConfig, zones: Zones, cluster: Cluster | null, agenda: Agenda) {
    this.#kms = kms;
    this.#zones = zones;
    this.#cluster = cluster;
    this.#agenda = agenda;
  }

  begin({ zone }: FaultOf<'zone-down'>): void {
    const { detectZoneNs } = this.#kms;
    this.#zones.fail(zone);
    this.#agenda.after(detectZoneNs, () => this.#zones.review(zone));
    this.#hsmsIn(zone).forEach((hsm) => this.#cluster!.failHsm(hsm, detectZoneNs));
  }

  end({ zone }: FaultOf<'zone-down'>, over: () => void): void {
    this.#zones.heal(zone);
    this.#agenda.after(this.#kms.rejoinNs, () => this.#zones.review(zone));
    this.#hsmsIn(zone).forEach((hsm) => this.#cluster!.healHsm(hsm));
    over();
  }

  /** Those placed there now: what was replaced elsewhere meanwhile has nothing to heal here. */
  #hsmsIn(zone: number): readonly number[] {
    const hsms = this.#cluster?.hsms ?? [];
    return hsms.flatMap((hsm) => (hsm.zone === zone ? [hsm.number] : []));
  }
}
