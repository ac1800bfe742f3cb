import type { ControlAction, FaultKind } from '../config.ts';
import type { StoreConnection } from '../keys/store-connection.ts';

type KmsuserTrouble = Extract<FaultKind, { kind: 'kmsuser' }>['how'];

/** What faults need of the control plane. */
export interface FaultControl {
  readonly connection: StoreConnection;
  /** `ok`, `started`, or the name of AWS's error. */
  act(action: ControlAction): string;
  /** Hardware is gone with its keys; `onBack` when AWS has replaced it and it has rejoined. */
  hsmLost(hsm: number, onBack: () => void): void;
  kmsuserFault(how: KmsuserTrouble): void;
  endKmsuserFault(how: KmsuserTrouble): void;
}
