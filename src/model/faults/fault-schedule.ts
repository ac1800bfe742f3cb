import {
  PHASE_CHANGE,
  createSampler,
  toDelayNs,
  type EventLoop,
  type RandomStreams,
  type Sampler,
} from '../../kernel/index.ts';
import type { ClusterConfig, FaultConfig, KmsConfig } from '../config.ts';
import type { Cluster } from '../hsm/cluster.ts';
import type { Zones } from '../network/zones.ts';
import type { Phases } from './phases.ts';
import type { Recorder } from '../recorder.ts';

/**
 * Makes faults happen (model page, section 4). The world changes at a fault's instant; belief, and
 * with it routing, after detection; healing restores the world at once and belief after rejoining.
 */
export class FaultSchedule {
  readonly #faults: readonly FaultConfig[];
  readonly #kms: KmsConfig;
  readonly #clusterConfig: ClusterConfig | null;
  readonly #cluster: Cluster | null;
  readonly #zones: Zones;
  readonly #loop: EventLoop;
  readonly #recorder: Recorder;
  readonly #phases: Phases;
  readonly #provisioning: Sampler | null;
  readonly #begin: number;
  readonly #heal: number;
  readonly #replace: number;
  readonly #reviewZone: number;
  readonly #reviewHsm: number;
  readonly #tellEnd: number;

  /** `cluster` and its config are null for a store without HSMs of its own. */
  constructor(
    faults: readonly FaultConfig[],
    kms: KmsConfig,
    clusterConfig: ClusterConfig | null,
    cluster: Cluster | null,
    zones: Zones,
    loop: EventLoop,
    recorder: Recorder,
    phases: Phases,
    streams: RandomStreams,
  ) {
    this.#faults = faults;
    this.#kms = kms;
    this.#clusterConfig = clusterConfig;
    this.#cluster = cluster;
    this.#zones = zones;
    this.#loop = loop;
    this.#recorder = recorder;
    this.#phases = phases;
    this.#provisioning =
      clusterConfig === null
        ? null
        : createSampler(clusterConfig.provisioningNs, streams.stream('hsm/provisioning'));
    this.#begin = loop.register(PHASE_CHANGE, (fault) => this.#beginFault(fault));
    this.#heal = loop.register(PHASE_CHANGE, (fault) => this.#healFault(fault));
    this.#replace = loop.register(PHASE_CHANGE, (fault) => this.#replaceHsm(fault));
    this.#reviewZone = loop.register(PHASE_CHANGE, (zone) => zones.review(zone));
    this.#reviewHsm = loop.register(PHASE_CHANGE, (hsm) => this.#reviewBelief(hsm));
    this.#tellEnd = loop.register(PHASE_CHANGE, (fault) => this.#endFault(fault));
  }

  start(): void {
    this.#faults.forEach((fault, index) => this.#loop.inject(fault.atNs, this.#begin, index));
  }

  #beginFault(index: number): void {
    const fault = this.#faults[index]!;
    this.#phases.faultStarted(index);
    this.#recorder.faultStarted(index);
    switch (fault.kind) {
      case 'zone-down':
        this.#zones.fail(fault.zone);
        this.#loop.schedule(this.#kms.detectZoneNs, this.#reviewZone, fault.zone);
        this.#hsmsIn(fault.zone).forEach((hsm) => this.#failHsm(hsm, this.#kms.detectZoneNs));
        break;
      case 'hsm-down':
        if (this.#cluster === null) break;
        this.#failHsm(fault.hsm, this.#clusterConfig!.detectHsmNs);
        if (fault.forNs === null) this.#loseHsm(index, fault.hsm);
        break;
      case 'hsm-drained':
        this.#cluster?.hsms[fault.hsm]!.drain();
    }
    if (fault.forNs !== null) this.#loop.schedule(fault.forNs, this.#heal, index);
  }

  #healFault(index: number): void {
    const fault = this.#faults[index]!;
    switch (fault.kind) {
      case 'zone-down':
        this.#zones.heal(fault.zone);
        this.#loop.schedule(this.#kms.rejoinNs, this.#reviewZone, fault.zone);
        this.#hsmsIn(fault.zone).forEach((hsm) => this.#healHsm(hsm));
        break;
      case 'hsm-down':
        if (this.#cluster !== null) this.#healHsm(fault.hsm);
        break;
      case 'hsm-drained':
        this.#cluster?.hsms[fault.hsm]!.undrain();
    }
    this.#endFault(index);
  }

  #endFault(index: number): void {
    this.#phases.faultEnded(index);
    this.#recorder.faultEnded(index);
  }

  /** HSMs placed in the zone when the fault begins; a zone fault never moves an HSM. */
  #hsmsIn(zone: number): number[] {
    return (this.#cluster?.hsms ?? []).flatMap((hsm) => (hsm.zone === zone ? [hsm.number] : []));
  }

  #failHsm(number: number, detectNs: number): void {
    const hsm = this.#cluster!.hsms[number]!;
    if (hsm.isReachable) this.#cluster!.loseWorkOf(number);
    hsm.fail();
    this.#loop.schedule(detectNs, this.#reviewHsm, number);
  }

  #healHsm(number: number): void {
    this.#cluster!.hsms[number]!.heal();
    this.#loop.schedule(this.#clusterConfig!.rejoinNs, this.#reviewHsm, number);
  }

  /** The hardware is gone with its keys; AWS notices, and provisions another. */
  #loseHsm(index: number, number: number): void {
    const hsm = this.#cluster!.hsms[number]!;
    hsm.vault.zeroise();
    hsm.hasKeys = false;
    const replacementNs =
      this.#clusterConfig!.replaceDetectNs + toDelayNs(this.#provisioning!.sample());
    this.#loop.schedule(replacementNs, this.#replace, index);
  }

  /**
   * The new HSM comes up in a zone that is up, with its keys from a backup of a living one, made for
   * the purpose. While there is no such zone, or the HSMs with keys are out of reach, it waits;
   * where no HSM has keys any more, it comes up empty.
   */
  #replaceHsm(index: number): void {
    const fault = this.#faults[index]!;
    if (fault.kind !== 'hsm-down') return;
    const { hsms } = this.#cluster!;
    const hsm = hsms[fault.hsm]!;
    const donor = hsms.find((other) => other.hasKeys && other.isReachable);
    const isDonorAway = donor === undefined && hsms.some((other) => other.hasKeys);
    const zone = this.#zones.isUp(hsm.zone) ? hsm.zone : this.#zones.firstUp();
    if (isDonorAway || zone < 0) {
      this.#loop.schedule(this.#clusterConfig!.replaceDetectNs, this.#replace, index);
      return;
    }
    if (donor !== undefined) {
      hsm.vault.cloneFrom(donor.vault);
      hsm.hasKeys = true;
    }
    hsm.replaceIn(zone);
    this.#loop.schedule(this.#clusterConfig!.rejoinNs, this.#reviewHsm, fault.hsm);
    this.#loop.schedule(this.#clusterConfig!.rejoinNs, this.#tellEnd, index);
  }

  #reviewBelief(number: number): void {
    const hsm = this.#cluster!.hsms[number]!;
    hsm.isBelievedUp = hsm.isReachable;
    // A fault may be over before it is noticed; what it lost is lost all the same.
    this.#cluster!.tellLossOf(number);
  }
}
