import type { ProxyFaults } from '../external/proxy-faults.ts';
import type { FaultFamily, FaultOf } from './fault-family.ts';

type ProxyFault = FaultOf<'proxy-down' | 'proxy-slow' | 'proxy-throttling' | 'proxy-errors'>;

/** The proxy of an external key store is down, slow, throttles, or answers errors. */
export class ProxyFaultFamily implements FaultFamily<ProxyFault> {
  readonly #proxy: ProxyFaults;

  constructor(proxy: ProxyFaults) {
    this.#proxy = proxy;
  }

  begin(fault: ProxyFault): void {
    switch (fault.kind) {
      case 'proxy-down':
        this.#proxy.goDown(fault.isSilent);
        return;
      case 'proxy-slow':
        this.#proxy.slowBy(fault.factor);
        return;
      case 'proxy-throttling':
        this.#proxy.throttleAt(fault.ratePerSecond);
        return;
      case 'proxy-errors':
        this.#proxy.answerErrors(fault.share, fault.error);
    }
  }

  end(fault: ProxyFault, over: () => void): void {
    switch (fault.kind) {
      case 'proxy-down':
        this.#proxy.comeUp();
        break;
      case 'proxy-slow':
        this.#proxy.endSlow(fault.factor);
        break;
      case 'proxy-throttling':
        this.#proxy.endThrottle();
        break;
      case 'proxy-errors':
        this.#proxy.endErrors();
    }
    over();
  }
}
