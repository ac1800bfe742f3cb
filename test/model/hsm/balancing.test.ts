import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../src/kernel/index.ts';
import { Balancer, NO_HSM_UP, NO_SESSION_FREE } from '../../../src/model/hsm/balancing.ts';
import type { Hsm } from '../../../src/model/hsm/hsm.ts';
import type { Balancing } from '../../../src/model/index.ts';

/** An HSM as far as balancing looks at it. */
type Settable = Pick<Hsm, 'number' | 'isUsable' | 'isLoggedIn'>;

function balancerOver(count: number, kind: Balancing, sessions = Infinity, needsLogin = true) {
  const hsms = Array.from({ length: count }, (_, number): Settable => ({
    number,
    isUsable: true,
    isLoggedIn: true,
  }));
  const stream = new RandomStreams('test').stream('balancing');
  const balancer = new Balancer(hsms as Hsm[], kind, sessions, needsLogin, null, stream);
  return { hsms, balancer, outstanding: balancer.outstanding };
}

describe('least-outstanding', () => {
  it('takes the HSM with the fewest commands, and turns among equals', () => {
    const { outstanding, balancer } = balancerOver(3, 'least-outstanding');
    expect([1, 2, 3, 4].map(() => balancer.choose())).toEqual([0, 1, 2, 0]);
    outstanding[0] = 2;
    outstanding[1] = 1;
    outstanding[2] = 2;
    expect(balancer.choose()).toBe(1);
  });

  it('takes an HSM that has joined, once it was told', () => {
    const { hsms, outstanding, balancer } = balancerOver(1, 'least-outstanding');
    outstanding[0] = 1;
    hsms.push({ number: 1, isUsable: true, isLoggedIn: true });
    balancer.widen();
    expect(balancer.choose()).toBe(1);
  });
});

describe('least-outstanding-lowest', () => {
  it('breaks ties by the lowest number', () => {
    const { outstanding, balancer } = balancerOver(3, 'least-outstanding-lowest');
    expect([1, 2].map(() => balancer.choose())).toEqual([0, 0]);
    outstanding[0] = 1;
    expect([1, 2].map(() => balancer.choose())).toEqual([1, 1]);
  });
});

describe('round-robin', () => {
  it('turns whatever the load, past those that are not usable', () => {
    const { hsms, outstanding, balancer } = balancerOver(4, 'round-robin');
    outstanding[0] = 100;
    hsms[1]!.isUsable = false;
    hsms[2]!.isUsable = false;
    expect([1, 2, 3].map(() => balancer.choose())).toEqual([0, 3, 0]);
  });
});

describe('random', () => {
  it('spreads evenly over the usable HSMs', () => {
    const { hsms, balancer } = balancerOver(4, 'random');
    hsms[2]!.isUsable = false;
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 9000; i++) counts[balancer.choose()]!++;
    expect(counts[2]).toBe(0);
    // Binomial(9000, 1/3): standard deviation 45; five of them.
    for (const index of [0, 1, 3]) expect(Math.abs(counts[index]! - 3000)).toBeLessThan(225);
  });
});

describe.each<Balancing>(['least-outstanding', 'round-robin', 'random'])('%s', (kind) => {
  it('tells no HSM usable from no session free', () => {
    const { hsms, outstanding, balancer } = balancerOver(2, kind, 1);
    hsms[0]!.isUsable = false;
    outstanding[1] = 1;
    expect(balancer.choose()).toBe(NO_SESSION_FREE);
    hsms[1]!.isUsable = false;
    expect(balancer.choose()).toBe(NO_HSM_UP);
  });

  it('passes over an HSM without a login of kmsuser, if it is for KMS', () => {
    const forKms = balancerOver(2, kind);
    forKms.hsms[0]!.isLoggedIn = false;
    expect([1, 2].map(() => forKms.balancer.choose())).toEqual([1, 1]);
    const forLibrary = balancerOver(2, kind, Infinity, false);
    for (const hsm of forLibrary.hsms) hsm.isLoggedIn = false;
    expect(forLibrary.balancer.choose()).toBeGreaterThanOrEqual(0);
  });
});
