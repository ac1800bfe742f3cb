import { describe, expect, it } from 'vitest';
import { NO_HSM_UP } from '../../../src/model/hsm/balancing.ts';
import { CommandAnswer } from '../../../src/model/hsm/cluster-client.ts';
import type { LinkFault } from '../../../src/model/index.ts';
import { constant, MS, SECOND } from '../worlds.ts';
import { rig } from './rig.ts';

/** HSM 0 is in the client's zone: 0.1 ms each way, 1 ms of service. */
const LONE_NS = 1.2 * MS;

function linkFault(fields: Partial<LinkFault>): LinkFault {
  return {
    kind: 'link',
    link: 'kms-hsm',
    zone: null,
    direction: 'both',
    factor: 1,
    extraNs: 0,
    lossShare: 0,
    isCut: false,
    ...fields,
  };
}

describe('a slow HSM', () => {
  it('takes longer for what starts from now on; what runs keeps its end', () => {
    const { loop, cluster, send, told } = rig();
    send(0);
    send(0);
    loop.runUntil(0.5 * MS); // the first is served, the second waits
    cluster.slow(0, 3);
    loop.runUntil(SECOND);
    expect(told.map(({ atNs }) => atNs)).toEqual([LONE_NS, LONE_NS + 3 * MS]);
  });

  it('is as slow as all its faults together, and as fast as ever when they are over', () => {
    const { loop, cluster, send, told } = rig();
    cluster.slow(0, 3);
    cluster.slow(0, 2);
    send(0);
    loop.runUntil(SECOND);
    cluster.endSlow(0, 3);
    send(0);
    loop.runUntil(2 * SECOND);
    cluster.endSlow(0, 2);
    send(0);
    loop.runUntil(3 * SECOND);
    const tookNs = told.map(({ atNs }, index) => atNs - index * SECOND);
    expect(tookNs).toEqual([6.2 * MS, 2.2 * MS, LONE_NS]);
  });

  it('is neither slow nor unreachable once it has been replaced', () => {
    const { loop, cluster, send, told } = rig();
    cluster.failHsm(0, SECOND);
    cluster.slow(0, 5);
    cluster.replaceIn(0, 0);
    cluster.endSlow(0, 5);
    cluster.healHsm(0);
    send(0);
    loop.runUntil(SECOND);
    expect(told).toMatchObject([{ what: CommandAnswer.done, atNs: LONE_NS }]);
  });
});

describe('belief', () => {
  it('follows the world after detection, and after rejoining', () => {
    const { loop, cluster } = rig({ rejoinNs: 3 * SECOND });
    const [hsm] = cluster.hsms;
    cluster.failHsm(0, 2 * SECOND);
    expect([hsm!.isReachable, hsm!.isBelievedUp]).toEqual([false, true]);
    loop.runUntil(2 * SECOND);
    expect(hsm!.isBelievedUp).toBe(false);
    cluster.healHsm(0);
    expect([hsm!.isReachable, hsm!.isBelievedUp]).toEqual([true, false]);
    loop.runUntil(5 * SECOND);
    expect(hsm!.isBelievedUp).toBe(true);
  });

  it('of a cut link does not hide that the HSM behind it is down', () => {
    const { loop, cluster } = rig();
    const [hsm] = cluster.hsms;
    cluster.failHsm(0, SECOND);
    cluster.linkBelief(0, false);
    loop.runUntil(2 * SECOND);
    cluster.linkBelief(0, true);
    expect(hsm!.isBelievedUp).toBe(false);
    cluster.healHsm(0);
    loop.runUntil(4 * SECOND);
    expect(hsm!.isBelievedUp).toBe(true);
  });

  it('tells of the commands that a fault lost, even if the fault is over by then', () => {
    const { loop, cluster, send, told } = rig();
    send(0);
    send(0);
    loop.runUntil(0.5 * MS);
    cluster.failHsm(0, 2 * SECOND);
    cluster.healHsm(0);
    loop.runUntil(10 * SECOND);
    // The default rejoin time of 1 s is up before the detection of 2 s.
    expect(told.map(({ what, atNs }) => [what, atNs])).toEqual([
      ['lost', 0.5 * MS + SECOND],
      ['lost', 0.5 * MS + SECOND],
    ]);
  });
});

describe('the link to the HSMs', () => {
  it('stretches hops by what its fault says', () => {
    const { loop, link, send, told } = rig();
    link.begin(linkFault({ factor: 10, extraNs: 1 * MS }));
    send(0);
    loop.runUntil(SECOND);
    // Each way 0.1 ms, ten times, and 1 ms.
    expect(told[0]!.atNs).toBe(5 * MS);
  });

  it('loses the command when it is cut: known at the command time-out', () => {
    const { loop, link, send, told, served } = rig({}, { commandTimeoutNs: 500 * MS });
    link.begin(linkFault({ isCut: true }));
    send(0);
    loop.runUntil(SECOND);
    expect(told).toMatchObject([{ what: 'lost', atNs: 500 * MS }]);
    expect(served).toEqual([]);
  });

  it('lets the HSM do the work in vain when it is cut only on the way back', () => {
    const { loop, link, send, told, served } = rig({}, { commandTimeoutNs: 500 * MS });
    link.begin(linkFault({ isCut: true, direction: 'back' }));
    send(0);
    loop.runUntil(SECOND);
    expect(served).toEqual([0]);
    expect(told).toMatchObject([{ what: 'lost', atNs: 500 * MS }]);
  });

  it('lets a caller without time-out know at detection, or when its connection gives up', () => {
    const { loop, cluster, link, send, told } = rig();
    link.begin(linkFault({ isCut: true, zone: 0 }));
    send(0);
    loop.runUntil(2 * SECOND);
    cluster.linkBelief(0, false);
    send(0);
    loop.runUntil(20 * SECOND);
    // Five transmissions of 0.2, 0.4, 0.8, 1.6 and 3.2 s: 6.2 s.
    expect(told.map(({ atNs }) => atNs)).toEqual([2 * SECOND, 8200 * MS]);
  });

  it('cut in one zone leaves the others', () => {
    const { loop, cluster, link, send, told, client } = rig();
    link.begin(linkFault({ isCut: true, zone: 0 }));
    send(1);
    loop.runUntil(SECOND);
    expect(told).toMatchObject([{ what: CommandAnswer.done, atNs: 1.8 * MS }]);
    cluster.linkBelief(0, false);
    expect([1, 2].map(() => client.chooseHsm())).toEqual([1, 1]);
    cluster.linkBelief(1, false);
    expect(client.chooseHsm()).toBe(NO_HSM_UP);
  });
});

describe('a key that is not on the HSM', () => {
  it('is answered without service; another HSM is found that has it', () => {
    const { loop, cluster, send, told, client } = rig();
    cluster.makeKey(1, new Uint8Array(32), 1);
    send(0, 'Decrypt', 1);
    send(1, 'Decrypt', 1);
    loop.runUntil(SECOND);
    expect(told).toMatchObject([
      { what: CommandAnswer.keyAbsent, atNs: 0.2 * MS },
      { what: CommandAnswer.done },
    ]);
    expect(client.findHsmWithKey(1)).toBe(1);
    expect([client.copiesOf(0), client.copiesOf(1)]).toEqual([2, 1]);
    cluster.failHsm(1, SECOND);
    expect(client.findHsmWithKey(1)).toBe(-1);
  });

  it('does not hinder random bytes', () => {
    const { loop, cluster, send, told } = rig();
    cluster.loseKeysOf(0);
    send(0, 'GenerateRandom');
    loop.runUntil(SECOND);
    expect(told).toMatchObject([{ what: CommandAnswer.done }]);
  });

  it('is missed at the end of the service if it was deleted meanwhile', () => {
    const { loop, cluster, send, told, served } = rig();
    send(0);
    loop.runUntil(0.5 * MS);
    cluster.removeKey(0, 0);
    loop.runUntil(SECOND);
    expect(served).toEqual([]);
    expect(told).toMatchObject([{ what: CommandAnswer.keyAbsent, atNs: LONE_NS }]);
  });
});

describe('operations of two commands', () => {
  it('share the weight of the operation, and a data key needs its key for the second only', () => {
    const weights = { GenerateDataKey: 3 };
    const { loop, cluster, told, attempt, client } = rig(
      { weights },
      { twoCommands: ['GenerateDataKey'] },
    );
    cluster.loseKeysOf(0);
    const opened = attempt('GenerateDataKey');
    client.send(opened, 0);
    loop.runUntil(SECOND);
    expect(told).toMatchObject([{ what: CommandAnswer.done, atNs: 1.7 * MS }]);
    expect(client.isLast(opened)).toBe(false);
    client.nextCommand(opened);
    expect(client.isLast(opened)).toBe(true);
    client.send(opened, 0);
    loop.runUntil(2 * SECOND);
    expect(told[1]!.what).toBe(CommandAnswer.keyAbsent);
  });

  it('draw the services of both sides of ReEncrypt apart', () => {
    const { loop, told, attempt, client } = rig(
      { serviceNs: { kind: 'exponential', mean: 1 * MS }, weights: { ReEncrypt: 2 } },
      { twoCommands: ['ReEncrypt'] },
    );
    const opened = attempt('ReEncrypt');
    client.send(opened, 0);
    loop.runUntil(SECOND);
    client.nextCommand(opened);
    client.send(opened, 0);
    loop.runUntil(2 * SECOND);
    expect(told[1]!.atNs - SECOND).not.toBe(told[0]!.atNs);
  });
});

describe('an HSM that joins', () => {
  it('serves nobody until it is admitted and believed up, and KMS only after a login', () => {
    const { loop, cluster, client, connect } = rig({ hsms: 1, zones: 1 });
    const library = connect({ purpose: 'library/', needsLogin: false }).client;
    const { number } = cluster.addHsm(1, 0);
    cluster.cloneKeys(0, number);
    cluster.drain(0);
    loop.runUntil(10 * SECOND);
    expect(library.chooseHsm()).toBe(NO_HSM_UP);
    cluster.admit(number);
    expect(library.chooseHsm()).toBe(NO_HSM_UP);
    loop.runUntil(11 * SECOND);
    expect(library.chooseHsm()).toBe(number);
    expect(client.chooseHsm()).toBe(NO_HSM_UP);
    cluster.login(number);
    expect(client.chooseHsm()).toBe(number);
    cluster.logout(number);
    expect(client.hasHsm()).toBe(false);
  });

  it('of another cluster serves those who follow the store, not those who stay', () => {
    const { loop, cluster, client, connect } = rig({ hsms: 1, zones: 1 });
    const staying = connect({ purpose: 'library/', needsLogin: false, home: 0 }).client;
    const { number } = cluster.addHsm(0, 1);
    cluster.admit(number);
    cluster.login(number);
    loop.runUntil(2 * SECOND);
    expect([client.chooseHsm(), staying.chooseHsm()]).toEqual([0, 0]);
    cluster.serveFrom(1);
    expect([client.chooseHsm(), staying.chooseHsm()]).toEqual([number, 0]);
    cluster.drain(0);
    expect([client.chooseHsm(), staying.chooseHsm()]).toEqual([number, NO_HSM_UP]);
  });

  it('has an account of its own, from then on', () => {
    const { loop, cluster, send } = rig({ hsms: 1, zones: 1 });
    loop.runUntil(10 * SECOND);
    const { number } = cluster.addHsm(0, 0);
    cluster.cloneKeys(0, number);
    cluster.admit(number);
    send(number);
    loop.runUntil(14 * SECOND);
    expect(cluster.accounts()).toMatchObject([
      { name: 'hsm-1', completed: 0, elapsedNs: 14 * SECOND },
      { name: 'hsm-2', completed: 1, elapsedNs: 4 * SECOND },
    ]);
  });

  it('of another cluster is used when the store moves there, and the old ones are not', () => {
    const { loop, cluster, client } = rig({ hsms: 1, zones: 1 });
    const { number } = cluster.addHsm(0, 1);
    cluster.admit(number);
    cluster.login(number);
    loop.runUntil(10 * SECOND);
    expect([1, 2].map(() => client.chooseHsm())).toEqual([0, 0]);
    cluster.serveFrom(1);
    expect([1, 2].map(() => client.chooseHsm())).toEqual([number, number]);
  });
});

describe('an HSM that is deleted', () => {
  it('loses its work and its keys at once, and no healing brings it back', () => {
    const { loop, cluster, send, told, client } = rig();
    cluster.failHsm(0, SECOND);
    cluster.healHsm(0);
    send(0);
    loop.runUntil(0.5 * MS);
    cluster.retire(0);
    expect(told).toMatchObject([{ what: 'lost', atNs: 0.5 * MS }]);
    cluster.healHsm(0);
    loop.runUntil(10 * SECOND);
    expect([1, 2].map(() => client.chooseHsm())).toEqual([1, 1]);
    expect(cluster.hsms[0]!.vault.holds(0)).toBe(false);
  });
});

describe('users of one cluster', () => {
  it('wait in the same queues, and do not see each other in their own', () => {
    const { loop, client, send, told, connect } = rig();
    const other = connect({ purpose: 'other/' });
    for (let i = 0; i < 5; i++) other.send(0);
    expect(client.chooseHsm()).toBe(0); // it has nothing outstanding anywhere
    send(0);
    loop.runUntil(SECOND);
    expect(told).toMatchObject([{ what: CommandAnswer.done, atNs: LONE_NS + 5 * MS }]);
    expect(other.told).toHaveLength(5);
  });

  it('are told of the losses of their own commands', () => {
    const { loop, cluster, send, told, connect } = rig({ serviceNs: constant(10 * MS) });
    const other = connect({ purpose: 'other/' });
    const [own, foreign] = [send(0), other.send(0)];
    loop.runUntil(1 * MS);
    cluster.failHsm(0, 1 * MS);
    loop.runUntil(SECOND);
    expect(told).toMatchObject([{ attempt: own, what: 'lost' }]);
    expect(other.told).toMatchObject([{ attempt: foreign, what: 'lost' }]);
  });
});
