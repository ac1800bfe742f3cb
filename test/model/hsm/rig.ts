import { EventLoop, RandomStreams } from '../../../src/kernel/index.ts';
import { AttemptTable } from '../../../src/model/attempts.ts';
import { CallTable } from '../../../src/model/calls.ts';
import type { ClusterClientOptions } from '../../../src/model/hsm/cluster-client.ts';
import { Cluster } from '../../../src/model/hsm/cluster.ts';
import { portableAesGcm, type ClusterConfig } from '../../../src/model/index.ts';
import { Links } from '../../../src/model/network/links.ts';
import { operationCode, type OperationName } from '../../../src/model/operations.ts';
import { cluster as clusterConfig, constant, MS, world } from '../worlds.ts';

/** What a user of the cluster was told. */
interface Told {
  readonly attempt: number;
  /** `CommandAnswer`, or `lost`. */
  readonly what: number | 'lost';
  readonly atNs: number;
}

/** Key 0 is on every HSM; the client is in zone 0; hops take 0.1 ms in it and 0.4 ms to others. */
export function rig(
  config: Partial<ClusterConfig> = {},
  options: Partial<ClusterClientOptions> = {},
) {
  const loop = new EventLoop(1e6);
  const streams = new RandomStreams('test');
  const calls = new CallTable(1000);
  const attempts = new AttemptTable(1000);
  const { network } = world();
  const { kmsHsm: link } = new Links(network, streams);
  const cluster = new Cluster(
    clusterConfig({ serviceNs: constant(1 * MS), ...config }),
    1,
    network,
    link,
    loop,
    attempts,
    1000,
    portableAesGcm,
    streams,
  );
  cluster.makeKey(0, new Uint8Array(32), 0);
  for (const { number } of cluster.hsms) if (number > 0) cluster.cloneKeys(0, number);

  const connect = (more: Partial<ClusterClientOptions> = {}) => {
    const told: Told[] = [];
    const served: number[] = [];
    const client = cluster.connect(
      {
        commandServed: (_, hsm) => served.push(hsm.number),
        commandAnswered: (attempt, what) => told.push({ attempt, what, atNs: loop.now }),
        commandLost: (attempt) => told.push({ attempt, what: 'lost', atNs: loop.now }),
      },
      {
        purpose: '',
        sessionsPerHsm: Infinity,
        commandTimeoutNs: null,
        needsLogin: true,
        home: null,
        twoCommands: [],
        drawsAs: null,
        ...more,
      },
    );
    /** An attempt of that operation, ready to be sent. */
    const attempt = (operation: OperationName = 'Decrypt', key = 0) => {
      const call = calls.open(0, operationCode(operation), loop.now);
      calls.key[call] = key;
      calls.attempts[call] = 1;
      const opened = attempts.open(call, calls, loop.now);
      attempts.zone[opened] = 0;
      client.draw(opened);
      return opened;
    };
    /** Sends a command to an HSM. */
    const send = (hsm: number, operation: OperationName = 'Decrypt', key = 0) => {
      const opened = attempt(operation, key);
      client.send(opened, hsm);
      return opened;
    };
    return { client, told, served, attempt, send };
  };
  return { loop, attempts, cluster, link, connect, ...connect(options) };
}
