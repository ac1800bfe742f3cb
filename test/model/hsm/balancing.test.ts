import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../src/kernel/index.ts';
import { Balancer, NO_HSM_UP, NO_SESSION_FREE } from '../../../src/model/hsm/balancing.ts';
import type { Hsm } from '../../../src/model/hsm/hsm.ts';
import type { Balancing } from '../../../src/model/index.ts';

/** An HSM as far as balancing looks at it. */
type Settable = Hsm & { isDrained: boolean };

function balancerOver(count: number, kind: Balancing, sessions = Infinity) {
  const hsms = Array.from(
    { length: count },
    (_, number) => ({ number, isBelievedUp: true, isDrained: false, outstanding: 0 }) as Settable,
  );
  const stream = new RandomStreams('test').stream('balancing');
  return { hsms, balancer: new Balancer(hsms, kind, sessions, stream) };
}

describe('least-outstanding', () => {
  it('takes the HSM with the fewest commands, and turns among equals', () => {
    const { hsms, balancer } = balancerOver(3, 'least-outstanding');
    expect([1, 2, 3, 4].map(() => balancer.choose())).toEqual([0, 1, 2, 0]);
    hsms[0]!.outstanding = 2;
    hsms[1]!.outstanding = 1;
    hsms[2]!.outstanding = 2;
    expect(balancer.choose()).toBe(1);
  });
});

describe('least-outstanding-lowest', () => {
  it('breaks ties by the lowest number', () => {
    const { hsms, balancer } = balancerOver(3, 'least-outstanding-lowest');
    expect([1, 2].map(() => balancer.choose())).toEqual([0, 0]);
    hsms[0]!.outstanding = 1;
    expect([1, 2].map(() => balancer.choose())).toEqual([1, 1]);
  });
});

describe('round-robin', () => {
  it('turns whatever the load, past those that are down or drained', () => {
    const { hsms, balancer } = balancerOver(4, 'round-robin');
    hsms[0]!.outstanding = 100;
    hsms[1]!.isBelievedUp = false;
    hsms[2]!.isDrained = true;
    expect([1, 2, 3].map(() => balancer.choose())).toEqual([0, 3, 0]);
  });
});

describe('random', () => {
  it('spreads evenly over the usable HSMs', () => {
    const { hsms, balancer } = balancerOver(4, 'random');
    hsms[2]!.isBelievedUp = false;
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 9000; i++) counts[balancer.choose()]!++;
    expect(counts[2]).toBe(0);
    // Binomial(9000, 1/3): standard deviation 45; five of them.
    for (const index of [0, 1, 3]) expect(Math.abs(counts[index]! - 3000)).toBeLessThan(225);
  });
});

describe.each<Balancing>(['least-outstanding', 'round-robin', 'random'])('%s', (kind) => {
  it('tells no HSM believed up from no session free', () => {
    const { hsms, balancer } = balancerOver(2, kind, 1);
    hsms[0]!.isBelievedUp = false;
    hsms[1]!.outstanding = 1;
    expect(balancer.choose()).toBe(NO_SESSION_FREE);
    hsms[1]!.isBelievedUp = false;
    expect(balancer.choose()).toBe(NO_HSM_UP);
  });
});
