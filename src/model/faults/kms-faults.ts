import type { EventLoop } from '../../kernel/index.ts';
import type { KmsFront } from '../kms/kms-front.ts';
import type { FaultFamily, FaultOf } from './fault-family.ts';

type KmsFault = FaultOf<'quota-lowered' | 'kms-degraded'>;

/** KMS itself is slow or fails, or somebody has lowered a request quota. */
export class KmsFaults implements FaultFamily<KmsFault> {
  readonly #front: KmsFront;
  readonly #loop: EventLoop;

  constructor(front: KmsFront, loop: EventLoop) {
    this.#front = front;
    this.#loop = loop;
  }

  begin(fault: KmsFault): void {
    if (fault.kind === 'kms-degraded') {
      this.#front.degradation.begin(fault);
      return;
    }
    for (const quota of this.#quotasOf(fault)) quota.lower(fault.ratePerSecond, this.#loop.now);
  }

  end(fault: KmsFault, over: () => void): void {
    if (fault.kind === 'kms-degraded') {
      this.#front.degradation.end(fault);
    } else {
      for (const quota of this.#quotasOf(fault)) quota.restore(fault.ratePerSecond, this.#loop.now);
    }
    over();
  }

  /** A lowered key store quota is that of each key store. */
  #quotasOf({ quota }: FaultOf<'quota-lowered'>) {
    return quota === 'account' ? [this.#front.accountQuotas] : this.#front.storeQuotas;
  }
}
