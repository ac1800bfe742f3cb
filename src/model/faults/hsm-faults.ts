import type { ClusterConfig } from '../config.ts';
import type { Cluster } from '../hsm/cluster.ts';
import { Befallen } from './befallen.ts';
import type { FaultControl } from './fault-control.ts';
import type { FaultFamily, FaultOf } from './fault-family.ts';

type HsmFault = FaultOf<'hsm-down' | 'all-hsms-down' | 'hsm-drained' | 'hsm-slow'>;

/** HSMs that are out of reach or gone for good, out of rotation, or slow. */
export class HsmFaults implements FaultFamily<HsmFault> {
  readonly #config: ClusterConfig;
  readonly #cluster: Cluster;
  readonly #control: FaultControl;
  /** The HSMs that each fault has befallen. */
  readonly #befallen = new Map<HsmFault, Befallen>();

  constructor(config: ClusterConfig, cluster: Cluster, control: FaultControl) {
    this.#config = config;
    this.#cluster = cluster;
    this.#control = control;
  }

  begin(fault: HsmFault, onReplaced: (() => void) | null): void {
    const hsms = this.#concerned(fault);
    this.#befallen.set(fault, new Befallen(hsms, this.#cluster));
    switch (fault.kind) {
      case 'hsm-down':
      case 'all-hsms-down':
        for (const hsm of hsms) this.#cluster.failHsm(hsm, this.#config.detectHsmNs);
        if (onReplaced !== null) this.#loseForGood(hsms, onReplaced);
        return;
      case 'hsm-drained':
        for (const hsm of hsms) this.#cluster.drain(hsm);
        return;
      case 'hsm-slow':
        for (const hsm of hsms) this.#cluster.slow(hsm, fault.factor);
    }
  }

  end(fault: HsmFault, over: () => void): void {
    const befallen = this.#befallen.get(fault)!;
    this.#befallen.delete(fault);
    switch (fault.kind) {
      case 'hsm-down':
      case 'all-hsms-down':
        for (const hsm of befallen.remaining()) this.#cluster.healHsm(hsm);
        break;
      case 'hsm-drained':
        // A replacement stays out of service too, as long as its place does.
        for (const hsm of befallen.numbers) this.#cluster.undrain(hsm);
        break;
      case 'hsm-slow':
        for (const hsm of befallen.remaining()) this.#cluster.endSlow(hsm, fault.factor);
    }
    over();
  }

  #concerned(fault: HsmFault): readonly number[] {
    if (fault.kind !== 'all-hsms-down' && fault.hsm !== null) return [fault.hsm];
    return this.#cluster.hsms.flatMap((hsm) => (hsm.isServing ? [hsm.number] : []));
  }

  /** Over when the last of them has been replaced. */
  #loseForGood(hsms: readonly number[], onReplaced: () => void): void {
    let missing = hsms.length;
    for (const hsm of hsms) {
      this.#control.hsmLost(hsm, () => {
        if (--missing === 0) onReplaced();
      });
    }
  }
}
