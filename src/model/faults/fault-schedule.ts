import { assert, type EventLoop, type RandomStreams } from '../../kernel/index.ts';
import type { ClusterConfig, FaultConfig, FaultKind, StoreConfig, WorldConfig } from '../config.ts';
import { Agenda } from '../control/agenda.ts';
import type { ProxyFaults } from '../external/proxy-faults.ts';
import type { Cluster } from '../hsm/cluster.ts';
import type { KmsFront } from '../kms/kms-front.ts';
import type { Links } from '../network/links.ts';
import type { Zones } from '../network/zones.ts';
import type { Recorder } from '../recorder.ts';
import type { FaultControl } from './fault-control.ts';
import type { FaultFamily } from './fault-family.ts';
import { faultTimes, type FaultTimes } from './fault-times.ts';
import { HsmFaults } from './hsm-faults.ts';
import { KmsFaults } from './kms-faults.ts';
import { LinkFaults } from './link-faults.ts';
import type { Phases } from './phases.ts';
import { ProxyFaultFamily } from './proxy-faults.ts';
import { StoreFaults } from './store-faults.ts';
import { ZoneFaults } from './zone-faults.ts';

/** What faults befall; null where the design has no such thing. */
export interface FaultTargets {
  readonly zones: Zones;
  readonly links: Links;
  readonly cluster: Cluster | null;
  readonly proxy: ProxyFaults | null;
  readonly front: KmsFront | null;
  readonly control: FaultControl | null;
}

type Families = Readonly<Record<FaultKind['kind'], FaultFamily | null>>;

/**
 * Makes faults happen (model page, section 4), at fixed times or drawn. A fault of something that
 * the design does not have marks its phase and does nothing else.
 */
export class FaultSchedule {
  readonly #faults: readonly FaultConfig[];
  readonly #startNs: number;
  readonly #endNs: number;
  readonly #agenda: Agenda;
  readonly #recorder: Recorder;
  readonly #phases: Phases;
  readonly #families: Families;
  readonly #times: readonly FaultTimes[];

  constructor(
    config: WorldConfig,
    targets: FaultTargets,
    loop: EventLoop,
    recorder: Recorder,
    phases: Phases,
    streams: RandomStreams,
  ) {
    this.#faults = config.faults;
    this.#startNs = config.warmUpNs;
    this.#endNs = config.warmUpNs + config.durationNs;
    this.#agenda = new Agenda(loop);
    this.#recorder = recorder;
    this.#phases = phases;
    this.#families = familiesOf(config, targets, loop, this.#agenda);
    this.#times = config.faults.map((fault) => faultTimes(fault, this.#startNs, streams));
  }

  /** At the start of the run. Drawn faults begin with the measured time, in which all is well. */
  start(): void {
    this.#faults.forEach((_, index) => this.#planNext(index, this.#startNs));
  }

  #planNext(index: number, fromNs: number): void {
    const delayNs = this.#times[index]!.nextDelayNs();
    if (delayNs === null) return;
    const isDrawn = this.#faults[index]!.drawn !== null;
    // After the last arrival nobody would notice another one.
    if (isDrawn && fromNs + delayNs >= this.#endNs) return;
    this.#agenda.at(fromNs + delayNs, () => this.#begin(index));
  }

  #begin(index: number): void {
    const fault = this.#faults[index]!;
    const family = this.#families[fault.kind];
    const durationNs = this.#times[index]!.durationNs();
    const over = () => this.#over(index);
    this.#phases.faultStarted(index);
    this.#recorder.faultStarted(index);
    family?.begin(fault, durationNs === null ? over : null);
    if (durationNs === null) return;
    this.#agenda.after(durationNs, () => {
      if (family === null) over();
      else family.end(fault, over);
    });
  }

  #over(index: number): void {
    this.#phases.faultEnded(index);
    this.#recorder.faultEnded(index);
    this.#planNext(index, this.#agenda.nowNs);
  }
}

function familiesOf(
  config: WorldConfig,
  { zones, links, cluster, proxy, front, control }: FaultTargets,
  loop: EventLoop,
  agenda: Agenda,
): Families {
  const { kms, store } = config;
  const clusterConfig = clusterOf(store);
  assert((clusterConfig === null) === (cluster === null), 'a cluster has its config');
  const ofHsms =
    cluster === null || control === null || clusterConfig === null
      ? null
      : new HsmFaults(clusterConfig, cluster, control);
  const ofLinks = new LinkFaults(kms, links, zones, cluster, agenda);
  const ofProxy = proxy === null ? null : new ProxyFaultFamily(proxy);
  const isCustom = store.kind === 'cloudhsm' || store.kind === 'external';
  const ofStore = isCustom && control !== null ? new StoreFaults(control, agenda) : null;
  const ofKms = front === null ? null : new KmsFaults(front, loop);
  return {
    'zone-down': new ZoneFaults(kms, zones, cluster, agenda),
    'hsm-down': ofHsms,
    'all-hsms-down': ofHsms,
    'hsm-drained': ofHsms,
    'hsm-slow': ofHsms,
    link: ofLinks,
    'proxy-down': ofProxy,
    'proxy-slow': ofProxy,
    'proxy-throttling': ofProxy,
    'proxy-errors': ofProxy,
    'store-disconnected': ofStore,
    kmsuser: store.kind === 'cloudhsm' ? ofStore : null,
    'quota-lowered': ofKms,
    'kms-degraded': ofKms,
  };
}

function clusterOf(store: StoreConfig): ClusterConfig | null {
  return store.kind === 'cloudhsm' || store.kind === 'cloudhsm-direct' ? store.cluster : null;
}
