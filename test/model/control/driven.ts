import { expect } from 'vitest';
import {
  portableAesGcm,
  World,
  type ControlAction,
  type ControlEvent,
  type WorldConfig,
} from '../../../src/model/index.ts';
import { cloudHsm, cluster, SECOND, withWorkload, world } from '../worlds.ts';

/** A world in which nobody calls: an hour of control plane alone. */
export function quiet(overrides: Partial<WorldConfig> = {}, keys = 2): WorldConfig {
  const config = world({ durationNs: 3600 * SECOND, ...overrides });
  return withWorkload(config, {
    keys,
    arrivals: { kind: 'replay', timesNs: [], loopNs: null },
  });
}

/** A quiet world with a cluster of so many HSMs, one in each zone unless told otherwise. */
export function ofHsms(hsms: number, zones = hsms): WorldConfig {
  const store = cloudHsm({ cluster: cluster({ hsms, zones }) });
  return quiet({ store, network: { ...world().network, zones: Math.max(zones, 2) } });
}

/** A world that a test drives: it acts, lets time pass, and looks. */
export class Driven {
  readonly world: World;
  readonly events: ControlEvent[] = [];
  /** Called at every control event, which is told before anything else happens. */
  onEvent: () => void = () => {};

  constructor(config: WorldConfig, seed = 'test') {
    this.world = new World(config, seed, portableAesGcm, () => ({
      callDue: () => {},
      attemptStarted: () => {},
      attemptAdmitted: () => {},
      callEnded: () => {},
      userOperationDue: () => {},
      userOperationEnded: () => {},
      cacheAsked: () => {},
      faultStarted: () => {},
      faultEnded: () => {},
      controlEvent: (event) => {
        this.events.push(event);
        this.onEvent();
      },
    }));
    this.world.loop.runUntil(config.warmUpNs);
  }

  act(action: ControlAction): string {
    return this.world.control.act(action);
  }

  /** Acts and expects that it was not refused. */
  mustAct(action: ControlAction): void {
    expect(['ok', 'started'], `answer to ${action.kind}`).toContain(this.act(action));
  }

  wait(ns: number): void {
    this.world.loop.runUntil(this.world.loop.now + ns);
  }

  /** What is connecting when it begins is connected or failed when it ends. */
  reconnect(): void {
    if (this.state !== 'DISCONNECTED') {
      this.mustAct({ kind: 'DisconnectCustomKeyStore' });
      this.wait(1 * SECOND);
    }
    this.mustAct({ kind: 'ConnectCustomKeyStore' });
    this.wait(10 * SECOND);
  }

  lose(...hsms: number[]): void {
    for (const hsm of hsms) {
      this.world.cluster!.failHsm(hsm, 1 * SECOND);
      this.world.control.hsmLost(hsm, () => {});
    }
  }

  get state(): string {
    return this.world.control.connection.state;
  }

  get errorCode(): string | null {
    return this.world.control.connection.errorCode;
  }

  /** Sentences of events of one action so far. */
  details(action: string): string[] {
    return this.events.filter((event) => event.action === action).map(({ detail }) => detail);
  }
}
