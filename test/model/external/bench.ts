import { EventLoop, RandomStreams } from '../../../src/kernel/index.ts';
import { AttemptTable } from '../../../src/model/attempts.ts';
import { CallTable } from '../../../src/model/calls.ts';
import type { LinkFault } from '../../../src/model/config.ts';
import { ProxyClient } from '../../../src/model/external/proxy-client.ts';
import { Proxy } from '../../../src/model/external/proxy.ts';
import { ProxyRequestTable } from '../../../src/model/external/proxy-requests.ts';
import { Link } from '../../../src/model/network/link.ts';
import type { ExternalStoreConfig } from '../../../src/model/index.ts';
import { external, MS } from '../worlds.ts';

interface EndedRequest {
  readonly attempt: number;
  readonly outcome: number;
  /** From when KMS wanted to send it to its end. */
  readonly tookNs: number;
  readonly unloadedNs: number;
  readonly endNs: number;
}

/** A link that lets nothing pass, or only one way. */
export function cut(direction: LinkFault['direction'] = 'both'): LinkFault {
  const kind = { kind: 'link', link: 'kms-proxy', zone: null } as const;
  return { ...kind, direction, factor: 1, extraNs: 0, lossShare: 0, isCut: true };
}

/** KMS and a proxy without anything around them: requests are asked for at given times. */
export function createBench(overrides: Partial<ExternalStoreConfig> = {}, lossShare = 0) {
  const config = external(overrides);
  const loop = new EventLoop(5e6);
  const streams = new RandomStreams('bench');
  const calls = new CallTable(100_000);
  const attempts = new AttemptTable(100_000);
  const requests = new ProxyRequestTable(100_000);
  const proxy = new Proxy(config.proxy, loop, requests, streams);
  const loss = { share: lossShare, retransmitNs: 200 * MS, most: 5 };
  const link = new Link('kms-proxy', 1, loss, streams);
  const ended: EndedRequest[] = [];
  const client = new ProxyClient(
    config,
    proxy,
    requests,
    link,
    loop,
    attempts,
    streams,
    (attempt, _position, outcome) => {
      const tookNs = loop.now - attempts.startNs[attempt]!;
      const unloadedNs = attempts.unloadedNs[attempt]!;
      ended.push({ attempt, outcome, tookNs, unloadedNs, endNs: loop.now });
      calls.close(attempts.call[attempt]!);
      attempts.close(attempt);
    },
  );
  const ask = loop.register(2, () => {
    const call = calls.open(0, 0, loop.now);
    calls.attempts[call] = 1;
    const attempt = attempts.open(call, calls, loop.now);
    client.draw(attempt, 1);
    client.send(attempt, 0);
  });
  const actions: (() => void)[] = [];
  const act = loop.register(1, (index) => actions[index]!());
  return {
    config,
    loop,
    proxy,
    link,
    client,
    requests,
    ended,
    askAt: (atNs: number) => loop.inject(atNs, ask, 0),
    at: (atNs: number, action: () => void) => loop.inject(atNs, act, actions.push(action) - 1),
    outcomes: () => ended.map(({ outcome }) => outcome),
  };
}
